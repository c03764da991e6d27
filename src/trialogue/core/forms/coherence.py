"""What does not go together across the forms of one participant: soft queries, never faults.

Each rule looks at what stands in several forms and names one field to look at. Fields are found
by their SDTM variables, forms by their purpose, so the rules hold for any protocol. A date known
in part counts only where every day that it can be would be wrong. The table of rules stands in
docs/reference/entries-and-visits.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from trialogue.core.dates import When
from trialogue.core.forms.check import BIRTH
from trialogue.core.forms.entered import Entered, Read, in_order
from trialogue.core.forms.reading import known_when
from trialogue.core.forms.resolve import YES
from trialogue.core.forms.terms import term_of
from trialogue.core.forms.words import join, say
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text

DEATH, FATAL, RECOVERED, GRADE_5 = "DEATH", "FATAL", "RECOVERED", "5"
MOST_NAMED = 3
"""So many entries are named in one query; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoherence:
    """What does not go together: the entry and field to look at, and what stands elsewhere."""

    rule: str
    entry: Entered
    field: str
    found: Text
    expected: Text
    words: Text


def incoherences_of(protocol: Protocol, entries: Iterable[Entered]) -> tuple[Incoherence, ...]:
    """List what does not go together among the entries of one participant, in their order."""
    course = _Course(protocol, in_order(protocol, entries))
    return tuple(found for rule in RULES for found in rule(course))


def is_read_by_rules(form: Form) -> bool:
    """Tell whether a rule reads this form beyond its date; the other forms matter after a death."""
    purposes = {
        Purpose.ADVERSE_EVENT,
        Purpose.CONSENT,
        Purpose.DEMOGRAPHY,
        Purpose.END,
        Purpose.INFUSION,
        Purpose.LESIONS,
        Purpose.RESPONSE,
        Purpose.SURVIVAL,
    }
    return form.purpose in purposes or any(one.item == BIRTH for one in form.fields)


@dataclass(frozen=True)
class _Course:
    """What the rules look at, each found once."""

    protocol: Protocol
    all: tuple[Read, ...]

    def of(self, *purposes: Purpose) -> list[Read]:
        return [one for one in self.all if one.form.purpose in purposes]

    @cached_property
    def consented(self) -> When | None:
        return self.anchor("consent")

    @cached_property
    def infused(self) -> When | None:
        return self.anchor("infusion")

    def anchor(self, id: str) -> When | None:
        """Give the first date that was entered for an anchor."""
        anchor = self.protocol.anchors.get(id)
        return self.first(anchor.item) if anchor is not None else None

    def first(self, item: str) -> When | None:
        dates = [
            when
            for one in self.all
            for field in one.form.fields
            if field.item == item and (when := known_when(one.value(field.id))) is not None
        ]
        return min(dates, key=lambda when: when.last, default=None)

    @cached_property
    def deaths(self) -> list[Read]:
        """List the forms on a death, by what they are in DS."""
        return [
            one for one in self.of(Purpose.END) if one.form.constants.get("DSDECOD", "") == DEATH
        ]


def _by_variable(one: Read, variable: str) -> str:
    """Name the field of a variable; empty where the form has none."""
    return next((field.id for field in one.form.fields if field.variable == variable), "")


def _when(one: Read, variable: str) -> When | None:
    return known_when(one.value(_by_variable(one, variable)))


def _term(one: Read, variable: str) -> str:
    """Give a choice as SDTM names it, or the text."""
    id = _by_variable(one, variable)
    value = one.value(id)
    return term_of(one.fields[id], value) if value and one.fields[id].choices else value


def _made(
    rule: str, one: Read, field: str, expected: Text, found: Text | None = None
) -> Incoherence:
    said = found or say("quoted", said=one.value(field))
    return Incoherence(
        rule=rule,
        entry=one.entry,
        field=field,
        found=said,
        expected=expected,
        words=say(f"coherence {rule}"),
    )


def _before_birth(course: _Course) -> Iterator[Incoherence]:
    """Find forms dated before the birth, which only a birth entered later can leave behind."""
    for one in course.all:
        for field in one.form.fields:
            born = known_when(one.value(field.id)) if field.item == BIRTH else None
            early = [other for other in course.all if born and _is_before(other, born)]
            if early:
                expected = say("no later than", these=_named(course, early))
                yield _made("birth", one, field.id, expected)


def _is_before(one: Read, when: When) -> bool:
    dated = known_when(one.dated)
    return dated is not None and dated.last < when.first


def _named(course: _Course, some: list[Read]) -> Text:
    """Name some entries with their days: `Infusion 2025-05-12, … (+4)`."""
    shown = tuple(
        say("form and day", form=one.form.label, day=one.dated[:10]) for one in some[:MOST_NAMED]
    )
    more = len(some) - len(shown)
    return join(shown) if not more else say("and more", these=join(shown), n=str(more))


def _event_before_consent(course: _Course) -> Iterator[Incoherence]:
    consent = course.consented
    for one in course.of(Purpose.ADVERSE_EVENT):
        start, id = _when(one, "AESTDTC"), _by_variable(one, "AESTDTC")
        if consent is not None and start is not None and start.last < consent.first:
            yield _made("event consent", one, id, say("not before", other=str(consent)))


def _event_twice(course: _Course) -> Iterator[Incoherence]:
    """Find two records of one term whose days overlap by more than the day on which they meet."""
    known: dict[str, list[tuple[Read, When, When | None]]] = {}
    for one in course.of(Purpose.ADVERSE_EVENT):
        term, start = one.value(_by_variable(one, "AEDECOD")).casefold(), _when(one, "AESTDTC")
        if not term or start is None:
            continue
        end = _when(one, "AEENDTC")
        for other, begun, ended in known.get(term, []):
            apart = (ended is not None and ended.first.date() <= start.last.date()) or (
                end is not None and end.first.date() <= begun.last.date()
            )
            if not apart:
                number = str(other.entry.occurrence)
                said = str(begun) if ended is None else f"{begun} – {ended}"
                expected = say("event beside", number=number, said=said)
                yield _made("event twice", one, _by_variable(one, "AESTDTC"), expected)
                break
        known.setdefault(term, []).append((one, start, end))


def _recovered_without_end(course: _Course) -> Iterator[Incoherence]:
    for one in course.of(Purpose.ADVERSE_EVENT):
        id, end = _by_variable(one, "AEOUT"), _by_variable(one, "AEENDTC")
        if _term(one, "AEOUT").startswith(RECOVERED) and end and not one.value(end):
            label = one.fields[end].label
            yield _made("event end", one, id, say("answer to", label=label), _said(one, id))


def _said(one: Read, id: str) -> Text:
    """Say a choice by its words."""
    value = one.value(id)
    return one.fields[id].choices.get(value, Text(value))


def _death_missing(course: _Course) -> Iterator[Incoherence]:
    """Find what tells of a death of which no form is filled in."""
    has_form = any(
        form.purpose is Purpose.END and form.constants.get("DSDECOD", "") == DEATH
        for form in course.protocol.forms.values()
    )
    if course.deaths or not has_form:
        return
    for one in course.all:
        id = _tells_death(one)
        if id:
            yield _made("death missing", one, id, say("a death"), _said(one, id))


def _tells_death(one: Read) -> str:
    """Name the field by which an entry says that the person died; empty: none does."""
    match one.form.purpose:
        case Purpose.ADVERSE_EVENT:
            fatal = _by_variable(one, "AESDTH")
            if one.value(fatal) == YES:
                return fatal
            graded, outcome = _by_variable(one, "AETOXGR"), _by_variable(one, "AEOUT")
            if one.value(graded) == GRADE_5:
                return graded
            return outcome if _term(one, "AEOUT") == FATAL else ""
        case Purpose.SURVIVAL:
            states = (field.id for field in one.form.fields if field.test == "SURVSTAT")
            return next((id for id in states if one.value(id) == "dead"), "")
        case Purpose.END:
            return _by_variable(one, "DSDECOD") if _term(one, "DSDECOD") == DEATH else ""
        case _:
            return ""


AFTER_DEATH = frozenset({Purpose.DEVIATION, Purpose.END, Purpose.PRODUCT})
"""What may well be dated after a death."""


def _after_death(course: _Course) -> Iterator[Incoherence]:
    """Find forms dated after the death; one query at the death, however many there are."""
    for one in course.deaths:
        died = known_when(one.dated)
        later = [other for other in course.all if died and _is_after(other, died)]
        if later:
            expected = say("nothing after", these=_named(course, later))
            yield _made("after death", one, one.form.dated_by, expected)


def _is_after(one: Read, died: When) -> bool:
    if one.form.purpose in AFTER_DEATH or _tells_death(one):
        return False
    alive = one.form.purpose is not Purpose.SURVIVAL or any(
        one.value(field.id) == "alive" for field in one.form.fields if field.test == "SURVSTAT"
    )
    dated = known_when(one.dated)
    return alive and dated is not None and dated.first.date() > died.last.date()


def _response_early(course: _Course) -> Iterator[Incoherence]:
    """Find a reader's overall response that is dated before the infusion."""
    for one in course.of(Purpose.RESPONSE):
        overall = any(field.test == "OVRLRESP" for field in one.form.fields)
        if overall and course.infused is not None and _is_before(one, course.infused):
            expected = say("not before", other=str(course.infused))
            yield _made("response early", one, one.form.dated_by, expected)


def _lesion_unknown(course: _Course) -> Iterator[Incoherence]:
    """Find sizes of lesions that the log of lesions does not have."""
    forms = course.of(Purpose.LESIONS)
    named = {one.value(id) for one in forms if (id := _by_variable(one, "TULNKID"))}
    if not named:
        return
    for one in forms:
        id = _by_variable(one, "TRLNKID")
        if id and one.value(id) and one.value(id) not in named:
            known = join(tuple(Text(name) for name in sorted(named)))
            yield _made("lesion unknown", one, id, say("one of these", these=known))


def _path_turned(course: _Course) -> Iterator[Incoherence]:
    """Find dates of the path that do not follow each other as the protocol's gates do."""
    order = [gate.anchor for gate in course.protocol.gates]
    order = list(dict.fromkeys(["consent", *order]))
    items = [course.protocol.anchors[id] for id in order if id in course.protocol.anchors]
    before = None
    for anchor in items:
        when = course.first(anchor.item)
        if when is None:
            continue
        if before is not None and when.last < before[1].first:
            one, id = _where(course, anchor.item, when)
            label, other = before
            yield _made("path", one, id, say("after that", label=label, other=str(other)))
        else:
            before = (anchor.label, when)


def _where(course: _Course, item: str, when: When) -> tuple[Read, str]:
    return next(
        (one, field.id)
        for one in course.all
        for field in one.form.fields
        if field.item == item and known_when(one.value(field.id)) == when
    )


Rule = Callable[[_Course], Iterator[Incoherence]]
RULES: tuple[Rule, ...] = (
    _before_birth,
    _path_turned,
    _event_before_consent,
    _event_twice,
    _recovered_without_end,
    _death_missing,
    _after_death,
    _response_early,
    _lesion_unknown,
)
