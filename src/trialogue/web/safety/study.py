"""A trial's participants as a study, by the very path of the reports: rows, values, outcomes.

Entries become SDTM rows (`core.forms`), the rows the core's types (`exchange.sdtm`), these the
outcomes and tables (`report.study`). Nothing is counted here a second way, so that a number on
a page of this room is the report's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from trialogue.core.dates import When
from trialogue.core.forms import Enrolled, rows_of_entries
from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.from_rows import merge_rows, study_of_rows
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.recorded import Recorded, understand_study
from trialogue.report.study.derived import Derived, derive_all
from trialogue.report.study.plan import Plan, plan_of_protocol, with_cut_off
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries
from trialogue.web.entries.sheets import protocols_of

Entries = Mapping[Place, Entry]
Rows = Mapping[str, list[dict[str, str]]]


@dataclass(frozen=True)
class Live:
    """The participants of a trial with what stands about them now, as one study.

    `protocols` and `entries` are by participant's key. The outcomes are worked out when they
    are first asked for.
    """

    registry_id: str
    people: tuple[Participant, ...]
    protocols: Mapping[int, Protocol]
    entries: Mapping[int, Entries]
    plan: Plan

    @cached_property
    def rows(self) -> Mapping[int, Rows]:
        """Give the SDTM rows of each participant."""
        return {
            person.pk: rows_of_entries(
                self.protocols[person.pk], enrolled(person), self.entries_of(person).values()
            )
            for person in self.people
        }

    def entries_of(self, person: Participant) -> Entries:
        """Give what stands about one participant."""
        return self.entries.get(person.pk, {})

    @cached_property
    def study(self) -> Study:
        """Give the rows of everybody as a study."""
        return self._read[0]

    @cached_property
    def _read(self) -> tuple[Study, tuple[Fault, ...]]:
        return study_of_rows(merge_rows(self.rows.values()))

    @cached_property
    def recorded(self) -> Recorded:
        """Give what was recorded, as the core's types."""
        return self._understood[0]

    @cached_property
    def _understood(self) -> tuple[Recorded, tuple[Fault, ...]]:
        return understand_study(self.study, self.plan.choices)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """List what could not be read on the way."""
        return (*self._read[1], *self._understood[1])

    @cached_property
    def derived(self) -> Derived:
        """Give the outcomes of everybody treated."""
        return derive_all(self.recorded, self.plan)

    def person_of(self, usubjid: str) -> Participant | None:
        """Find the participant of a row."""
        return self._by_usubjid.get(usubjid)

    @cached_property
    def _by_usubjid(self) -> dict[str, Participant]:
        return {usubjid_of(person): person for person in self.people}


def live_study(protocol: Protocol, people: Iterable[Participant], today: date) -> Live:
    """Gather participants of one trial with their entries. Four queries, whatever their number.

    `protocol` is the one in force: by its rules outcomes are counted. Each participant's forms
    are read by the version that they are bound to.
    """
    some = tuple(people)
    return Live(
        registry_id=protocol.id,
        people=some,
        protocols=protocols_of(some),
        entries=current_entries(some),
        plan=with_cut_off(plan_of_protocol(protocol), today),
    )


def enrolled(person: Participant) -> Enrolled:
    """Say whose rows they are."""
    return Enrolled(study=person.registry_id, subject=person.subject, centre=person.centre)


def usubjid_of(person: Participant) -> str:
    """Name a participant as the rows do."""
    return enrolled(person).usubjid


def treated_from(recorded: Recorded, first: When) -> Recorded:
    """Give somebody who was not treated yet a first dose, as if it were planned for then.

    Laboratory results before it are then graded like those of a screening.
    """
    people = tuple(
        person if person.is_treated else replace(person, first_dose_at=first, first_dose=first.day)
        for person in recorded.people
    )
    return replace(recorded, people=people)
