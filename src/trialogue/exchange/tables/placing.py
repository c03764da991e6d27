"""Which entry each row of one participant belongs to: form, visit, which of a log.

In this order: the visit that the file states; an entry of the same form and day; the one visit
at which the form is filled in; the one visit in whose window the day lies. Where that leaves
none or several, the person who imports has said what is to happen: it stops, or the row goes to
an unscheduled visit of its day. Rows of a log are found by what they say (`logs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from trialogue.core.dates import When
from trialogue.core.forms.entered import Entered
from trialogue.core.forms.facts import person_of_entries
from trialogue.core.forms.reading import known_when
from trialogue.core.forms.resolve import resolve_form
from trialogue.core.protocol.forms import Form
from trialogue.core.protocol.trial import Protocol
from trialogue.core.protocol.words import Text
from trialogue.core.schedule.plan import PlannedVisit, plan_of
from trialogue.exchange.tables.guessing import UNSCHEDULED_NAME
from trialogue.exchange.tables.logs import Key, Logs
from trialogue.exchange.tables.mapping import STOP, UNSCHEDULED
from trialogue.exchange.tables.rows import Said
from trialogue.exchange.tables.words import TableFault, say, shortened

MOST_UNSCHEDULED = 99
MOST_OPEN = 100
"""Samples of one day and visit that a result may still belong to."""


@dataclass(slots=True, kw_only=True)
class Landing:
    """An entry that rows of a file come to: its place, what they say, from which row each key."""

    form: str
    visit: str
    occurrence: int
    keys: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Name the place."""
        return self.form, self.visit, self.occurrence

    @property
    def first(self) -> int:
        """Give the first row that came here."""
        return min(self.rows.values(), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """Where the rows of one participant belong, and those that belong nowhere."""

    landings: tuple[Landing, ...]
    faults: tuple[TableFault, ...] = ()


def anchors_of(protocol: Protocol, entries: Iterable[Entered]) -> dict[str, date]:
    """Give the dates of the trial that are known of a participant to the day."""
    items = {anchor.item for anchor in protocol.anchors.values()}
    forms = {
        form.id
        for form in protocol.forms.values()
        if form.gives or any(one.item in items for one in form.fields)
    }
    telling = [one for one in entries if one.form in forms and not one.removed]
    person = person_of_entries(protocol, telling, "")
    dates = {id: person.date_of(anchor.item) for id, anchor in protocol.anchors.items()}
    return {id: when.day for id, when in dates.items() if when is not None and when.is_one_day}


def place_rows(
    protocol: Protocol,
    said: Sequence[Said],
    entries: Iterable[Entered],
    *,
    otherwise: str = STOP,
    today: date,
) -> Landed:
    """Place the rows of one participant. `entries`: the latest of each place, removed ones too."""
    placing = _Placing(protocol, list(entries), otherwise, today)
    for form in dict.fromkeys(one.form for one in said):
        placing.place(protocol.forms[form], _samples(one for one in said if one.form == form))
    return Landed(landings=tuple(placing.landings.values()), faults=tuple(placing.faults))


@dataclass(slots=True)
class _Sample:
    """Rows that belong together: one form, one day, one stated visit and number."""

    rows: list[Said]

    @property
    def first(self) -> Said:
        return self.rows[0]

    @property
    def when(self) -> When | None:
        when = known_when(self.first.day)
        return when if when is not None and when.is_one_day else None


def _samples(said: Iterable[Said]) -> list[_Sample]:
    """Put rows of one day, visit and number together; what says a key anew begins another."""
    found: dict[tuple[str, str, int], list[_Sample]] = {}
    for one in said:
        known = found.setdefault((one.visit, one.day, one.occurrence), [])
        for sample in () if one.is_whole else known[-MOST_OPEN:]:
            shared = [other for row in sample.rows for other in row.keys.items()]
            if all(one.keys.get(key, text) == text for key, text in shared):
                sample.rows.append(one)
                break
        else:
            known.append(_Sample([one]))
    return [sample for samples in found.values() for sample in samples]


class _Placing:
    def __init__(
        self, protocol: Protocol, entries: list[Entered], otherwise: str, today: date
    ) -> None:
        self.protocol, self.otherwise, self.today = protocol, otherwise, today
        self.planned = {one.visit.id: one for one in plan_of(protocol)}
        self.anchors = anchors_of(protocol, entries)
        self.standing = {(one.form, one.visit, one.occurrence): one for one in entries}
        self.logs = Logs(protocol, entries, today)
        self.days = self._days()
        self.unscheduled = self._unscheduled_days()
        self.landings: dict[Key, Landing] = {}
        self.faults: list[TableFault] = []

    def _unscheduled_days(self) -> dict[str, When | None]:
        """Give the unscheduled visits that are there, with the first day that any form names.

        A removed form names its day where no other does: it comes back to where it was.
        """
        found: dict[str, When | None] = {}
        for (form, visit, _), entry in sorted(
            self.standing.items(), key=lambda one: one[1].removed
        ):
            if visit.startswith(UNSCHEDULED):
                found[visit] = found.get(visit) or self._day_of(form, entry)
        return found

    def _days(self) -> dict[tuple[str, date], list[tuple[str, When]]]:
        """Give the visits and times at which each form stands, by its day."""
        found: dict[tuple[str, date], list[tuple[str, When]]] = {}
        for (form, visit, _), entry in self.standing.items():
            when = None if entry.removed else self._day_of(form, entry)
            if when is not None:
                found.setdefault((form, when.day), []).append((visit, when))
        return found

    def _day_of(self, form: str, entry: Entered) -> When | None:
        known = self.protocol.forms.get(form)
        when = known_when(entry.values.get(known.dated_by, "")) if known else None
        return when if when is not None and when.is_one_day else None

    def place(self, form: Form, samples: list[_Sample]) -> None:
        """Place the samples of one form, those nearest to a visit's day first."""
        homes = [one.id for one in self.protocol.visits if form.id in one.forms]
        log: list[tuple[_Sample, str]] = []
        for sample in sorted(samples, key=lambda one: self._distance(one, homes)):
            visit = self._visit(form, sample, homes) if homes else ""
            if isinstance(visit, TableFault):
                self.faults.append(visit)
            elif form.repeating:
                log.append((sample, visit))
            else:
                self._land(form, (form.id, visit, 1), sample)
        self._log(form, log)

    def _distance(self, sample: _Sample, homes: Sequence[str]) -> tuple[int, int]:
        when = sample.when
        found = [apart for id in homes if (apart := self._apart(id, when)) is not None]
        return min(found, default=10**6), sample.first.row

    def _apart(self, id: str, when: When | None) -> int | None:
        """Count the days from a visit's target day; None where its window does not hold it."""
        planned = self.planned[id]
        anchor = self.anchors.get(planned.visit.anchor)
        if when is None or anchor is None:
            return None
        days = (when.day - anchor).days
        return abs(days - planned.day) if _holds(planned, days) else None

    def _visit(self, form: Form, sample: _Sample, homes: Sequence[str]) -> str | TableFault:
        stated = sample.first.visit
        if stated in homes:
            return stated
        if UNSCHEDULED_NAME.fullmatch(stated) and stated != UNSCHEDULED:
            return stated
        if stated == UNSCHEDULED:
            return self._same_day(form, sample) or self._unplanned(form, sample)
        if stated:
            label = self.planned[stated].visit.label if stated in self.planned else Text(stated)
            found = say("not at", form=form.label, visit=label)
            return self._fault(sample, found, say("planned at", visits=self._labels(homes)))
        return self._same_day(form, sample) or self._by_day(form, sample, homes)

    def _same_day(self, form: Form, sample: _Sample) -> str:
        """Find the visit of an entry of this form and day; a time counts where both have one."""
        when = sample.when
        if when is None:
            return ""
        there = self.days.get((form.id, when.day), ())
        found = {visit for visit, other in there if _meet(when, other)}
        return found.pop() if len(found) == 1 else ""

    def _by_day(self, form: Form, sample: _Sample, homes: Sequence[str]) -> str | TableFault:
        when = sample.when
        inside = homes if len(homes) == 1 else [
            id for id in homes if self._apart(id, when) is not None
        ]  # fmt: skip
        free = [id for id in inside if form.repeating or not self._other_day(form, id, when)]
        if len(free) == 1:
            return free[0]
        if self.otherwise == UNSCHEDULED:
            return self._unplanned(form, sample)
        return self._fault(sample, self._why(form, sample, inside, free), say("one visit"))

    def _other_day(self, form: Form, visit: str, when: When | None) -> str:
        """Give the other day on which this form was filled in at a visit, or nothing."""
        known = self.landings.get((form.id, visit, 1))
        if known is not None and form.dated_by in known.keys:
            day = known_when(known.keys[form.dated_by])
            return "" if _meet(when, day) else known.keys[form.dated_by]
        entry = self.standing.get((form.id, visit, 1))
        if entry is None or entry.removed:
            return ""
        day = self._day_of(form.id, entry)
        return "" if when is None or day is None or _meet(when, day) else str(day)

    def _why(self, form: Form, sample: _Sample, inside: Sequence[str], free: Sequence[str]) -> Text:
        day = shortened(sample.first.day)
        if sample.when is None:
            return say("undated", form=form.label)
        if not inside:
            return say("nowhere", form=form.label, day=day)
        if len(free) > 1:
            return say("several", form=form.label, day=day, visits=self._labels(free))
        other = self._other_day(form, inside[0], sample.when)
        label = self.planned[inside[0]].visit.label
        return say("occupied", form=form.label, day=day, visit=label, other=other)

    def _labels(self, visits: Iterable[str]) -> Text:
        labels = [self.planned[id].visit.label for id in visits]
        return Text(
            ", ".join(one.en for one in labels),
            "、".join(one.say("zh") for one in labels),
            ", ".join(one.say("es") for one in labels),
        )

    def _unplanned(self, form: Form, sample: _Sample) -> str | TableFault:
        """Give the unscheduled visit of a day, a new one where there is none."""
        when = sample.when
        if when is None:
            return self._fault(sample, say("undated", form=form.label), say("one visit"))
        for visit, day in self.unscheduled.items():
            if day is not None and day.day == when.day and self._is_free(form, visit, when):
                return visit
        number = 1 + max((int(one.partition("-")[2]) for one in self.unscheduled), default=0)
        if number > MOST_UNSCHEDULED:
            return self._fault(sample, say("too many"), say("one visit"))
        self.unscheduled[f"{UNSCHEDULED}-{number}"] = when
        return f"{UNSCHEDULED}-{number}"

    def _is_free(self, form: Form, visit: str, when: When) -> bool:
        return form.repeating or not self._other_day(form, visit, when)

    def _fault(self, sample: _Sample, found: Text, allowed: Text) -> TableFault:
        row = sample.first.row
        return TableFault(row=row, found=found, allowed=allowed, remedy=say("say visit"))

    def _log(self, form: Form, samples: list[tuple[_Sample, str]]) -> None:
        """Bring rows to those of a log that say the same; the others are new, or must be named."""
        rest: list[tuple[_Sample, str, dict[str, str]]] = []
        for sample, visit in samples:
            keys = {key: text for row in sample.rows for key, text in row.keys.items()}
            stated = sample.first.occurrence
            said = {} if stated else self.logs.read(form, keys)
            if number := stated or self.logs.same(form, visit, said):
                self._land(form, (form.id, visit, number), sample)
            else:
                rest.append((sample, visit, said))
        for sample, visit, said in rest:
            if number := self.logs.alike(form, visit, said):
                self.faults.append(
                    TableFault(
                        row=sample.first.row,
                        found=say("looks like", n=number, form=form.label),
                        allowed=say("the same or its number"),
                        remedy=say("state number", n=number),
                    )
                )
                continue
            self._land(form, (form.id, visit, self.logs.next(form.id, visit)), sample)

    def _land(self, form: Form, key: Key, sample: _Sample) -> None:
        landing = self.landings.setdefault(
            key, Landing(form=key[0], visit=key[1], occurrence=key[2])
        )
        if form.repeating:
            self.logs.take(key)
        for row in sample.rows:
            for name, text in row.keys.items():
                if name in landing.keys and landing.keys[name] != text:
                    self._said_twice(form, landing, row, name)
                    continue
                landing.keys[name] = text
                landing.rows.setdefault(name, row.row)
                landing.columns.setdefault(name, row.columns.get(name, ""))

    def _said_twice(self, form: Form, landing: Landing, row: Said, name: str) -> None:
        one = resolve_form(form, self.protocol).get(name.partition(".")[0])
        found = say(
            "said twice",
            label=one.label if one else name,
            one=shortened(row.keys[name]),
            other=shortened(landing.keys[name]),
            row=landing.rows[name],
        )
        self.faults.append(
            TableFault(
                row=row.row,
                column=row.columns.get(name, ""),
                found=found,
                allowed=say("said once"),
                remedy=say("keep one row"),
            )
        )


def _holds(planned: PlannedVisit, days: int) -> bool:
    return planned.first <= days <= planned.last


def _meet(one: When | None, other: When | None) -> bool:
    """Tell whether two days are the same; their times too, where both are known."""
    if one is None or other is None or one.day != other.day:
        return False
    return not (one.has_time and other.has_time) or one.first == other.first
