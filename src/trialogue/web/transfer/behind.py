"""Which entries changed between two cuts, and which of a report's tables read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.changes import Told, tell
from trialogue.web.entries.course import address_of
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.oversight.words import say_place
from trialogue.web.transfer.participant_file.gathered import hidden
from trialogue.web.trials.queries import protocols_of_versions

EVERYBODY = frozenset({"DM", "EX", "DS"})
"""Who takes part, was treated, and when: every table counts from there."""
ASSESSMENTS = frozenset({"RS", "TR", "TU"})
READS: tuple[tuple[str, frozenset[str]], ...] = (
    ("demography", frozenset({"MH", "VS", "SC"})),
    ("exposure", frozenset({"EC", "VS"})),
    ("ae-", frozenset({"AE"})),
    ("dose-limiting", frozenset({"AE", "LB"})),
    ("laboratory", frozenset({"LB", "AE"})),
    ("response", ASSESSMENTS | {"CM", "PR"}),
    ("kinetics", frozenset({"PC"})),
    ("markers", frozenset({"LB"})),
    ("disposition", frozenset({"AE"})),
)
"""The domains that an analysis reads beside those, by the beginning of its id."""
TIMES = ASSESSMENTS | {"CM", "PR", "AE", "LB", "SS", "MH", "DD", "VS"}
"""What a time to an event is worked out from: also every date that shows somebody alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One entry that changed: whose, where, in words. `why` and `address` for who may see them."""

    subject: str
    place: str
    domain: str
    words: tuple[str, ...]
    why: str = ""
    address: str = ""


def domains_of(analysis: str) -> frozenset[str]:
    """Name the domains that an analysis reads, by its id."""
    own = next((found for start, found in READS if analysis.startswith(start)), TIMES)
    return own | EVERYBODY


def changed_between(
    staff: Staff, protocol: Protocol, first: datetime, last: datetime
) -> tuple[Behind, ...]:
    """Tell what became of each place that was written after one moment, up to another.

    What was entered and taken back meanwhile is no change. Three queries.
    """
    rows = Entry.objects.filter(
        participant__registry_id=protocol.id, made_at__gt=first, made_at__lte=last
    )
    newest: dict[tuple[int, str], Entry] = {}
    oldest: dict[tuple[int, str], Entry] = {}
    for row in rows.select_related("participant", "made_by").order_by("pk"):
        at = row.participant_id, row.place.key
        oldest.setdefault(at, row)
        newest[at] = row
    protocols = protocols_of_versions(
        protocol.id, {one.protocol_version for one in newest.values()}
    )
    before = _before(oldest)
    found = (
        _behind(staff, protocols.get(entry.protocol_version, protocol), entry, before.get(at))
        for at, entry in newest.items()
    )
    changed = [one for one in found if one is not None]
    return tuple(sorted(changed, key=lambda one: (one.subject, one.place)))


def _before(oldest: Mapping[tuple[int, str], Entry]) -> dict[tuple[int, str], Entry]:
    """Find the version that stood before each. One query."""
    later = [one for one in oldest.values() if one.version > 1]
    rows = Entry.objects.filter(
        participant__in={one.participant_id for one in later},
        form__in={one.form for one in later},
        version__in={one.version - 1 for one in later},
    )
    by_version = {(one.participant_id, one.place.key, one.version): one for one in rows}
    found = {
        at: by_version.get((one.participant_id, one.place.key, one.version - 1))
        for at, one in oldest.items()
    }
    return {at: one for at, one in found.items() if one is not None and not one.removed}


def _behind(staff: Staff, protocol: Protocol, entry: Entry, before: Entry | None) -> Behind | None:
    if entry.removed and before is None:
        return None
    told = tell(entry, before, protocol)
    if not told.changes:
        return None
    person, form = entry.participant, protocol.forms.get(entry.form)
    may_open = _may_open(staff, person)
    return Behind(
        subject=person.subject,
        place=say_place(protocol, entry.place),
        domain=form.domain if form is not None else "",
        words=tuple(_words(told)),
        why=told.reason if may_open else "",
        address=address_of(person, entry.place, "history") if may_open else "",
    )


def _may_open(staff: Staff, person: Participant) -> bool:
    return staff.may(Action.SEE_PARTICIPANTS, person.registry_id, person.centre)


def _words(told: Told) -> Iterator[str]:
    """Say the changes; a value that may name somebody is left out, whoever reads."""
    for one in told.changes:
        yield f"{one.label}: {hidden()}" if one.identifying else one.words
