"""Many entries at once, all or none: what `actions.save_entry` does, in a set number of queries.

The chains of all participants concerned are held until the end. Versions and guards are asked
here, whatever was asked before; values too, unless the caller has checked them by the same
protocol a moment ago. Followers are those of every save.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.core.dates import When
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import User
from trialogue.web.entries.actions import REASON
from trialogue.web.entries.births import Births, forms_of_birth
from trialogue.web.entries.chain import hash_of_entry, hash_of_participant
from trialogue.web.entries.checking import Checked, check_form
from trialogue.web.entries.guards import bind_for_many, follow_many, guard_for_many
from trialogue.web.entries.models import LONGEST_REASON, Entry, Participant
from trialogue.web.entries.outcomes import Fault
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import last_hashes, latest_entries
from trialogue.web.entries.sheets import form_at, protocols_by_version, versions_of

AT_ONCE = 500
"""Rows that are sent to the database at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What is to stand at a place after the version that was seen (0: nothing stood there)."""

    participant: Participant
    place: Place
    values: Mapping[str, str]
    base_version: int
    source: str
    checked_under: Protocol | None = None
    """The protocol by which somebody has just checked these very values and found no fault;
    they are checked again where the participant turns out to be bound to another."""
    born: When | None = None
    """The day of birth by which they were checked; by another one they are checked again."""


class NotSaved(ValueError):
    """Nothing was saved; `troubles` says which writes cannot be, and why."""

    def __init__(self, troubles: Iterable[tuple[Write, Fault]]) -> None:
        self.troubles = tuple(troubles)
        super().__init__(f"{len(self.troubles)} faults")


@transaction.atomic
def save_entries(by: User, writes: Sequence[Write], *, reason: str = "") -> list[Entry]:
    """Keep many entries of participants of one trial, or none of them.

    What stands already is not kept twice. The reason belongs to those that change something.
    Raises NotSaved with every fault.
    """
    if not writes:
        return []
    saving = _Saving(by, writes, reason.strip())
    made = [entry for write in writes if (entry := saving.make(write)) is not None]
    if saving.troubles:
        raise NotSaved(saving.troubles)
    Entry.objects.bulk_create(made, batch_size=AT_ONCE)
    follow_many(made)
    return made


class _Saving:
    def __init__(self, by: User, writes: Sequence[Write], reason: str) -> None:
        self.by, self.reason = by, reason
        wanted = sorted({write.participant.pk for write in writes})
        held = Participant.objects.select_for_update(no_key=True).filter(pk__in=wanted)
        self.people = {one.pk: one for one in held.order_by("pk")}
        people = list(self.people.values())
        # Not before the chains are held: whoever waits for them then finds every earlier entry.
        self.now = timezone.now()
        self.registry_id = people[0].registry_id
        self.versions = versions_of(people)
        self.protocols = protocols_by_version(self.registry_id, set(self.versions.values()))
        forms = {write.place.form for write in writes}
        self.latest = latest_entries(people, forms | forms_of_birth(self.protocols.values()))
        self.births = Births(self.latest)
        self.previous = {one.pk: hash_of_participant(one) for one in people} | last_hashes(wanted)
        self.guard = guard_for_many(people)
        self.bind = bind_for_many(people)
        self.troubles: list[tuple[Write, Fault]] = []

    def make(self, write: Write) -> Entry | None:
        """Make the next version of a place; None where it stands already, or cannot be."""
        held = self.people[write.participant.pk]
        bound = self.bind(held, write.place, write.values) or self.versions[held.pk]
        checked = self._checked(write, bound)
        theirs = self.latest.get(held.pk, {}).get(write.place)
        values = dict(checked.values)
        if theirs is not None and not theirs.removed and theirs.values == values:
            return None
        faults = [*checked.faults, *self._against(write, theirs, values)]
        self.troubles += [(write, fault) for fault in faults]
        if faults or self.troubles:
            return None
        entry = Entry(
            participant=held,
            form=write.place.form,
            visit=write.place.visit,
            occurrence=write.place.occurrence,
            version=theirs.version + 1 if theirs is not None else 1,
            values=values,
            reason=self.reason if theirs is not None else "",
            protocol_version=bound,
            source=write.source,
            made_by=self.by,
            made_at=self.now,
            previous_hash=self.previous[held.pk],
        )
        entry.hash = self.previous[held.pk] = hash_of_entry(entry)
        self.versions[held.pk] = bound
        self.latest.setdefault(held.pk, {})[write.place] = entry
        return entry

    def _checked(self, write: Write, version: str) -> Checked:
        if version not in self.protocols:
            self.protocols |= protocols_by_version(self.registry_id, {version})
        protocol = self.protocols[version]
        found = form_at(protocol, write.place)
        if found is None:
            message = _("The protocol has no form “%(form)s” there.") % {"form": write.place.key}
            return Checked(faults=(Fault(field="", message=message),))
        born = self.births.of(self.people[write.participant.pk], protocol, found[0])
        if write.checked_under is protocol and write.born == born:
            return Checked(values=write.values)
        return check_form(found[0], write.values, protocol, born=born)

    def _against(
        self, write: Write, theirs: Entry | None, values: Mapping[str, str]
    ) -> list[Fault]:
        """List what stands against a write besides its values."""
        reasons = self.guard(write.participant, write.place, values)
        found = [Fault(field="", message=why) for why in reasons]
        if (theirs.version if theirs is not None else 0) != write.base_version:
            found.append(Fault(field="", message=_("Somebody saved this form meanwhile.")))
        if theirs is None and not values:
            found.append(Fault(field="", message=_("Nothing was entered.")))
        if theirs is not None and not self.reason:
            found.append(Fault(field=REASON, message=_("Say why it is changed.")))
        if len(self.reason) > LONGEST_REASON:
            message = _("At most %(number)d characters.") % {"number": LONGEST_REASON}
            found.append(Fault(field=REASON, message=message))
        return found
