"""SDTM-style rows of one participant into entries of the study's forms: `rows` turned round.

A row goes to the form of its domain whose constants and test it has; rows of findings that
stand on one day, at one visit and with the same variables are one entry. What a form asks
and the row does not say is entered as not known, never guessed. A row that no form takes is
left over, with its reason.
Source: CDISC SDTM implementation guide 3.3, sections 6.1 to 6.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from trialogue.core.dates import parse_when
from trialogue.core.forms import Filled
from trialogue.core.forms.check import ABSENT, HIGH, LOW, UNIT, is_asked
from trialogue.core.forms.findings import UNSCHEDULED as SAID_UNSCHEDULED
from trialogue.core.forms.resolve import NO, ResolvedField, resolve_form
from trialogue.core.forms.rows import FINDINGS
from trialogue.core.forms.terms import sdtm_unit, term_of
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule.plan import plan_of

Row = Mapping[str, str]
ELSEWHERE = "DM."
"""Begins the variables of DM that another form enters, such as the date of consent."""
BELOW = ("BLQ", "BLOQ", "<LLOQ")
"""How data sets write a result below the limit of quantification."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A row that became no entry: its domain, its number there (1 is the first), and why."""

    domain: str
    row: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the rows."""

    entries: tuple[Filled, ...]
    leftovers: tuple[Leftover, ...] = ()


@dataclass(slots=True)
class _Draft:
    form: Form
    domain: str
    row: int
    values: dict[str, str] = field(default_factory=dict)
    said_visit: str = ""

    def day(self) -> date | None:
        """Give the day of the entry, or None where it is not known to the day."""
        return _day_of(self.values.get(self.form.dated_by, ""))


def _day_of(text: str) -> date | None:
    """Read a day; None for a part of a date, and for what is none."""
    try:
        when = parse_when(text)
    except ValueError:
        return None
    return when.day if when.is_one_day else None


def entries_of_rows(protocol: Protocol, rows: Mapping[str, Sequence[Row]]) -> Taken:
    """Make entries of one participant's rows by domain, in the order of the protocol's forms.

    Nothing is checked here but that a row has a form; `check_entry` says what cannot be kept.
    """
    drafts: list[_Draft] = []
    leftovers: list[Leftover] = []
    for domain, table in rows.items():
        if domain.startswith("SUPP"):
            continue
        for number, row in enumerate(table, 1):
            made = _drafts_of(protocol, domain, number, row, drafts)
            if made is not None:
                leftovers.append(Leftover(domain=domain, row=number, why=made))
    for draft in drafts:
        _fill_gaps(draft, protocol)
    order = {form: number for number, form in enumerate(protocol.forms)}
    drafts.sort(key=lambda one: (order[one.form.id], one.day() or date.max, one.row))
    return Taken(entries=tuple(_placed(protocol, drafts)), leftovers=tuple(leftovers))


def _drafts_of(
    protocol: Protocol, domain: str, number: int, row: Row, drafts: list[_Draft]
) -> str | None:
    """Add what a row says to the drafts; gives the reason where no form takes it."""
    said = {key: text.strip() for key, text in row.items() if text and text.strip()}
    if domain == "DM":
        return _demographics(protocol, number, said, drafts)
    for one in _days_apart(domain, said):
        form = _form_for(protocol, domain, one)
        if form is None:
            what = (
                one.get(f"{domain}TESTCD") or one.get(f"{domain}DECOD") or one.get(f"{domain}CAT")
            )
            return f"the protocol has no form of {domain} for {what!r}"
        fields = resolve_form(form, protocol)
        found = _Draft(form=form, domain=domain, row=number, said_visit=one.get("VISIT", ""))
        if domain in FINDINGS:
            _read_finding(found, fields.values(), one)
            earlier = _same(drafts, found) if not _is_alone(found, fields.values()) else None
            if earlier is not None:
                earlier.values.update(found.values)
                continue
        else:
            _read_variables(found, fields.values(), one)
        drafts.append(found)
    return None


def _demographics(protocol: Protocol, number: int, row: Row, drafts: list[_Draft]) -> str | None:
    taken = False
    for form in protocol.forms.values():
        wanted = "" if form.domain == "DM" else ELSEWHERE
        if form.repeating:
            continue
        found = _Draft(form=form, domain="DM", row=number)
        for one in resolve_form(form, protocol).values():
            name = one.field.variable
            if name and (wanted == "" or name.startswith(wanted)):
                _put(found, one, row.get(name.removeprefix(ELSEWHERE), ""))
        if found.values:
            drafts.append(found)
            taken = True
    return None if taken else "the protocol has no form for demography"


def _days_apart(domain: str, row: Row) -> Iterator[Row]:
    """Take apart a dose that was given once on each day of a period (`EXDOSFRQ` QD)."""
    first, last = _day_of(row.get("EXSTDTC", "")), _day_of(row.get("EXENDTC", ""))
    if domain != "EX" or row.get("EXDOSFRQ") != "QD" or first is None or last is None:
        yield row
        return
    for day in range((last - first).days + 1):
        on = (first + timedelta(days=day)).isoformat()
        yield {**row, "EXDOSFRQ": "ONCE", "EXSTDTC": on, "EXENDTC": on}


def _form_for(protocol: Protocol, domain: str, row: Row) -> Form | None:
    """Find the form of a domain that takes a row: most constants alike, none unlike.

    Among equals the one whose choices the row's words are.
    """
    best, most = None, (-1, False)
    for form in protocol.forms.values():
        if form.domain != domain:
            continue
        if domain in FINDINGS and row.get(f"{domain}TESTCD") not in {f.test for f in form.fields}:
            continue
        stated = {name: text for name, text in form.constants.items() if row.get(name)}
        alike = [row[name] == text for name, text in stated.items()]
        score = (sum(alike), _decides(form, row, protocol))
        if all(alike) and score > most:
            best, most = form, score
    return best


def _decides(form: Form, row: Row, protocol: Protocol) -> bool:
    """Tell whether every required choice that the row states is one of the form's."""
    return all(
        _choice(one, row[one.field.variable]) is not None
        for one in resolve_form(form, protocol).values()
        if one.field.required
        and one.kind is FieldKind.CHOICE
        and row.get(one.field.variable)
        and form.domain not in FINDINGS
    )


def _read_variables(draft: _Draft, fields: Iterable[ResolvedField], row: Row) -> None:
    for one in fields:
        name = one.field.variable
        if not name or name.startswith(ELSEWHERE):
            continue
        unit = row.get(f"{name[:-1]}U", "") if name.endswith("DOSE") else ""
        _put(draft, one, row.get(name, ""), unit)


def _read_finding(draft: _Draft, fields: Iterable[ResolvedField], row: Row) -> None:
    """Read the result of a row, and what stands beside it in every row of its form."""
    domain = draft.domain
    day = row.get(f"{domain}DTC", "")
    if day and draft.form.dated_by:
        draft.values[draft.form.dated_by] = day
    for one in fields:
        if one.field.test and one.field.test == row.get(f"{domain}TESTCD"):
            _put_result(draft, one, row)
        elif one.field.variable:
            _put(draft, one, row.get(one.field.variable, ""))


def _put_result(draft: _Draft, one: ResolvedField, row: Row) -> None:
    domain = draft.domain
    if row.get(f"{domain}STAT") == "NOT DONE":
        draft.values[f"{one.id}{ABSENT}"] = "not_done"
        return
    entered = row.get(f"{domain}ORRES")
    text = entered or row.get(f"{domain}STRESC", "") or row.get(f"{domain}STRESN", "")
    unit = row.get(f"{domain}ORRESU" if entered else f"{domain}STRESU", "")
    if text.upper() in BELOW and row.get(f"{domain}LLOQ"):
        text = f"<{row[f'{domain}LLOQ']}"
    _put(draft, one, text, unit)
    ends = ("ORNRLO", "ORNRHI") if entered and row.get(f"{domain}ORNRHI") else ("STNRLO", "STNRHI")
    if one.field.ranged and one.id in draft.values:
        for key, name in zip((LOW, HIGH), ends, strict=True):
            if row.get(f"{domain}{name}"):
                draft.values[f"{one.id}{key}"] = row[f"{domain}{name}"]


def _put(draft: _Draft, one: ResolvedField, text: str, unit: str = "") -> None:
    """Enter one value; a choice that the field does not have is kept as it is, to be a fault."""
    if not text:
        return
    if one.kind is FieldKind.CHOICE:
        found = _choice(one, text)
        draft.values[one.id] = found if found is not None else text
        return
    draft.values[one.id] = text
    if one.kind is FieldKind.QUANTITY and one.units:
        draft.values[f"{one.id}{UNIT}"] = _unit(one, unit)


def _choice(one: ResolvedField, text: str) -> str | None:
    wanted = text.casefold()
    for choice in one.choices:
        if wanted in (term_of(one, choice).casefold(), choice.casefold()):
            return choice
    return None


def _unit(one: ResolvedField, text: str) -> str:
    """Find the field's unit that is written so; the first where none is written."""
    if not text:
        return one.units[0]
    plain = _plain_unit(text)
    return next((unit for unit in one.units if _plain_unit(sdtm_unit(unit)) == plain), text)


def _plain_unit(text: str) -> str:
    return text.casefold().replace("10^", "10*").replace(" cells", "").replace("cells", "")


def _is_alone(draft: _Draft, fields: Iterable[ResolvedField]) -> bool:
    """Tell whether the row says again what an entry can say once: then it is another entry."""
    return not draft.form.dated_by and not any(one.field.variable for one in fields)


def _same(drafts: Sequence[_Draft], found: _Draft) -> _Draft | None:
    """Find the entry that a result belongs to: same form, visit, day, and nothing unlike."""
    for draft in reversed(drafts):
        if draft.form is not found.form or draft.said_visit != found.said_visit:
            continue
        shared = draft.values.keys() & found.values.keys()
        if all(draft.values[key] == found.values[key] for key in shared) and shared:
            unlike = {
                key
                for key in draft.values.keys() ^ found.values.keys()
                if found.form.repeating and _is_variable(found.form, key)
            }
            if not unlike:
                return draft
    return None


def _is_variable(form: Form, key: str) -> bool:
    return any(one.id == key and one.variable for one in form.fields)


def _fill_gaps(draft: _Draft, protocol: Protocol) -> None:
    """Answer what follows from other answers, and say of the rest that it is not known."""
    form = draft.form
    for part in form.fields:
        asked, id = part.asked, part.id
        if asked and id in draft.values and asked.field not in draft.values:
            draft.values[asked.field] = asked.values[0]
        if asked and draft.values.get(id) == NO and not is_asked(form, id, draft.values):
            del draft.values[id]
    for one in resolve_form(form, protocol).values():
        answered = one.id in draft.values or f"{one.id}{ABSENT}" in draft.values
        if one.field.required and not answered and is_asked(form, one.id, draft.values):
            draft.values[f"{one.id}{ABSENT}"] = "unknown"


def _placed(protocol: Protocol, drafts: Sequence[_Draft]) -> Iterator[Filled]:
    """Give each entry its visit and its number there."""
    finder = _Visits(protocol, drafts)
    numbers: dict[tuple[str, str], int] = {}
    for draft in drafts:
        visit = finder.visit_of(draft)
        key = (draft.form.id, visit)
        numbers[key] = numbers.get(key, 0) + 1
        yield Filled(form=draft.form.id, visit=visit, occurrence=numbers[key], values=draft.values)


class _Visits:
    """Which planned visit an entry belongs to: by its name, else by its day, else none."""

    def __init__(self, protocol: Protocol, drafts: Sequence[_Draft]) -> None:
        self.planned = plan_of(protocol)
        self.homes: dict[str, set[str]] = {}
        for visit in protocol.visits:
            for form in visit.forms:
                self.homes.setdefault(form, set()).add(visit.id)
        self.names = {visit.label.en.upper(): visit.id for visit in protocol.visits}
        self.anchors = _anchors(protocol, drafts)
        self.unscheduled: dict[date | None, str] = {}
        self.taken: set[tuple[str, str]] = set()

    def visit_of(self, draft: _Draft) -> str:
        homes = self.homes.get(draft.form.id, set())
        if not homes:
            return ""
        visit = self._named(draft, homes) or self._dated(draft, homes)
        if visit and (draft.form.repeating or (draft.form.id, visit) not in self.taken):
            self.taken.add((draft.form.id, visit))
            return visit
        number = len(self.unscheduled) + 1
        return self.unscheduled.setdefault(draft.day(), f"unscheduled-{number}")

    def _named(self, draft: _Draft, homes: set[str]) -> str:
        named = self.names.get(draft.said_visit.upper(), "")
        if named in homes:
            return named
        only = len(homes) == 1 and not draft.said_visit.upper().startswith(SAID_UNSCHEDULED)
        return next(iter(homes)) if only else ""

    def _dated(self, draft: _Draft, homes: set[str]) -> str:
        day = draft.day()
        if day is None:
            return ""
        near = []
        for planned in self.planned:
            anchor = self.anchors.get(planned.visit.anchor)
            if planned.visit.id in homes and anchor is not None:
                apart = (day - anchor).days
                if planned.first <= apart <= planned.last:
                    near.append((abs(apart - planned.day), planned.visit.id))
        return min(near)[1] if near else ""


def _anchors(protocol: Protocol, drafts: Sequence[_Draft]) -> dict[str, date]:
    """Find the dates of the trial: by the item of each anchor, else the first of such forms."""
    items = {anchor.item: anchor.id for anchor in protocol.anchors.values()}
    found: dict[str, date] = {}
    for draft in drafts:
        for one in draft.form.fields:
            day = _day_of(draft.values.get(one.id, ""))
            if one.item in items and day is not None:
                found.setdefault(items[one.item], day)
    given = set(found)
    for draft in drafts:
        day, purpose = draft.day(), draft.form.purpose.value
        if purpose in protocol.anchors and day is not None and purpose not in given:
            found[purpose] = min(day, found.get(purpose, day))
    return found
