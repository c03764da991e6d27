"""The course of one self-check: the answers so far, the next question, the end.

`read_course` rebuilds it from the body of each request; nothing else remembers it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from trialogue.core.eligibility.screening import screen
from trialogue.core.eligibility.selfcheck import all_today, next_question
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.items import Kind
from trialogue.web.check.answers import (
    Answer,
    field_names,
    person_from,
    read_answer,
    skipped_items,
)
from trialogue.web.check.dates import Wrong
from trialogue.web.check.questions import Question, question_of, questions_of

BACK = "back"
CHANGE = "change:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a check stands. `asking` None: the answers are settled.

    `given` are the fields with which the question is shown, `wrong` what is wrong there.
    """

    protocol: Protocol
    today: date
    answers: Mapping[str, Answer]
    asking: Question | None
    given: Mapping[str, str] = field(default_factory=dict)
    wrong: Wrong | None = None

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """List the hidden fields that carry the answers on, in the order they were given."""
        return tuple(
            pair
            for key, answer in self.answers.items()
            if self.asking is None or key != self.asking.key
            for pair in (("asked", key), *answer.fields.items())
        )


def read_course(protocol: Protocol, body: QueryDict, today: date) -> Course:
    """Read a form's body: take in the current answer, or go back, or change an earlier one.

    Fields that are no field of ours are ignored; an earlier answer that cannot be read any
    more is asked again.
    """
    questions = questions_of(protocol)
    given = {name: body.get(name, "") for name in body}
    answers = _earlier(questions, body, given, today)
    current, wish = questions.get(given.get("current", "")), given.get("do", "")
    if wish == BACK and answers:
        key = list(answers)[-1]
        return _asking(protocol, questions[key], answers, today)
    if wish.startswith(CHANGE) and wish.removeprefix(CHANGE) in answers:
        return _asking(protocol, questions[wish.removeprefix(CHANGE)], answers, today)
    if current is None:
        return _onward(protocol, answers, today)
    if given.get("language"):
        shown = {name: given[name] for name in field_names(current) if given.get(name)}
        return Course(protocol=protocol, today=today, answers=answers, asking=current, given=shown)
    return _take_in(protocol, current, answers, given, today)


def _earlier(
    questions: Mapping[str, Question], body: QueryDict, given: Mapping[str, str], today: date
) -> dict[str, Answer]:
    """Read the answers that the hidden fields carry; `asked` lists their order."""
    answers: dict[str, Answer] = {}
    for key in body.getlist("asked"):
        if key in questions and key != given.get("current"):
            answer = read_answer(questions[key], given, today)
            if isinstance(answer, Answer):
                answers[key] = answer
    return answers


def _take_in(
    protocol: Protocol,
    current: Question,
    answers: dict[str, Answer],
    given: Mapping[str, str],
    today: date,
) -> Course:
    answer = read_answer(current, given, today)
    if isinstance(answer, Wrong):
        shown = {name: given[name] for name in field_names(current) if given.get(name)}
        return Course(
            protocol=protocol,
            today=today,
            answers=answers,
            asking=current,
            given=shown,
            wrong=answer,
        )
    return _onward(protocol, {**answers, current.key: answer}, today)


def _asking(
    protocol: Protocol, question: Question, answers: dict[str, Answer], today: date
) -> Course:
    return Course(
        protocol=protocol,
        today=today,
        answers=answers,
        asking=question,
        given=answers[question.key].fields,
    )


def _onward(protocol: Protocol, answers: dict[str, Answer], today: date) -> Course:
    asking = _follow_up(protocol, answers, today)
    if asking is None:
        person = person_from(answers)
        item = next_question(protocol, person, skipped_items(answers), today)
        asking = question_of(item) if item is not None else None
    return Course(protocol=protocol, today=today, answers=answers, asking=asking)


def _follow_up(protocol: Protocol, answers: Mapping[str, Answer], today: date) -> Question | None:
    """Ask about a record the first attribute that its criteria miss, until one is not known."""
    records = [
        answer.question.item
        for answer in answers.values()
        if answer.fact is not None
        and answer.question.item.kind is Kind.RECORD
        and answer.fact.value != "no"
    ]
    if not records:
        return None
    person = person_from(answers)
    planned = all_today(protocol, today)
    gate = protocol.gates[-1].id
    verdicts = screen(protocol, person, gate=gate, on=today, planned=planned).criteria
    missing = {name for verdict in verdicts for name in verdict.missing}
    questions = questions_of(protocol)
    for item in records:
        keys = [f"{item.id}.{name}" for name in item.attributes]
        if any(key in answers and answers[key].is_unsure for key in keys):
            continue
        for key in keys:
            if key in missing and key in questions and key not in answers:
                return questions[key]
    return None
