"""What an approver sees of a draft: each sentence beside its place of the record, every fault."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.report.overview import Item, Span
from trialogue.report.overview.result import Failure
from trialogue.web.overviews.models import Decision, Draft, Finding
from trialogue.web.overviews.policies import State
from trialogue.web.overviews.queries import heading_of
from trialogue.web.overviews.rows import failure_of, result_of
from trialogue.web.overviews.words import KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that the gate found, and the reason for which an approver let it stand."""

    number: int
    failure: Failure
    reason: str

    @property
    def field(self) -> str:
        """Name the field of the approver's form that asks for a reason."""
        return f"reason-{self.number}"

    @property
    def kind(self) -> str:
        """Say what kind of fault it is, in the reader's language."""
        return str(KINDS[self.failure.kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence, the places that it rests on, and what is wrong with it.

    `is_standing`: a sentence of ours that is true of every study; it needs no place.
    """

    sentence: str
    spans: tuple[Span, ...]
    is_standing: bool
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An item of the outline with its sentences; none: it says that the record does not say."""

    heading: str
    silence: str
    lines: tuple[Line, ...]
    found: tuple[Found, ...]
    """What is wrong with the item as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft, ready to be judged."""

    row: Draft
    state: State
    parts: tuple[Part, ...]
    found: tuple[Found, ...]
    """What is wrong with the draft as a whole."""
    everything: tuple[Found, ...]
    decisions: tuple[Decision, ...]
    grade: float | None
    grade_with_names: float | None
    characters: float | None
    common: float | None
    ease: float | None
    ease_with_names: float | None

    @property
    def may_be_settled(self) -> bool:
        """Tell whether nothing has to be written anew before it can be approved."""
        return all(one.failure.may_be_settled for one in self.everything)


def draft_page(row: Draft, state: State) -> DraftPage:
    """Gather what an approver needs. Three queries."""
    findings = list(row.findings.prefetch_related("answers"))
    found = tuple(_found(one) for one in findings)
    result = result_of(row, findings)
    grades = result.grades
    whole = tuple(one for one in found if one.failure.item is None and not one.failure.sentence)
    return DraftPage(
        row=row,
        state=state,
        parts=tuple(_part(item, row, found) for item in Item),
        found=whole,
        everything=found,
        decisions=tuple(row.decisions.all()),
        grade=grades.without_names,
        grade_with_names=grades.with_names,
        characters=grades.characters_per_sentence,
        common=grades.common_share * 100 if grades.common_share is not None else None,
        ease=grades.ease_without_names,
        ease_with_names=grades.ease,
    )


def _found(one: Finding) -> Found:
    reasons = [answer.reason for answer in one.answers.all()]
    return Found(number=one.pk, failure=failure_of(one), reason=reasons[-1] if reasons else "")


def _part(item: Item, row: Draft, found: tuple[Found, ...]) -> Part:
    result = result_of(row, [])
    own = [one for one in found if one.failure.item is item]
    lines = tuple(
        Line(
            sentence=one.sentence,
            spans=one.spans,
            is_standing=one.is_standing,
            found=tuple(each for each in own if each.failure.sentence == one.sentence),
        )
        for one in result.placed
        if one.item is item
    )
    section = result.draft.section(item)
    silent = section is None or section.is_silent
    language = result.draft.language
    return Part(
        heading=heading_of(item, language),
        silence=section.shown(language)[0] if section is not None and silent else "",
        lines=lines,
        found=tuple(one for one in own if not one.failure.sentence),
    )
