"""The writes: a participant, an entry, its removal, a draft.

Who may is asked before, by the view. What is asked here is asked with the participant's
chain held, so that two who save at once lose nothing: the second meets a `Conflict`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import User
from trialogue.web.entries.chain import hash_of_entry, hash_of_participant
from trialogue.web.entries.checking import check_values, cleaned
from trialogue.web.entries.guards import FOLLOWERS, reasons_against, version_bound
from trialogue.web.entries.models import LONGEST_REASON, Draft, Entry, Participant
from trialogue.web.entries.outcomes import Conflict, Fault, Outcome, Refused, Saved
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at, free_place
from trialogue.web.entries.sources import LONGEST_SOURCE
from trialogue.web.study.models import Candidate

TRIES = 5
SUBJECT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
TAKEN = frozenset({"new"})
"""Words that stand in addresses where a subject's code does."""
REASON = "(reason)"
"""The field of faults that concern the reason for a change; no field of a form is named so."""


def make_participant(
    by: User,
    registry_id: str,
    centre: str,
    *,
    subject: str = "",
    protocol_version: str,
    candidate: Candidate | None = None,
) -> Participant:
    """Make a participant; without a subject's code they get the next one of the trial.

    Raises ValueError for a code that is taken or cannot stand in an address.
    """
    if subject and (not SUBJECT.fullmatch(subject) or subject.lower() in TAKEN):
        raise ValueError(f"{subject!r} is no code: letters, digits and hyphens, at most 20")
    known = Participant.objects.filter(registry_id=registry_id)
    for _try in range(TRIES):
        if subject and known.filter(subject__iexact=subject).exists():
            raise ValueError(f"{subject!r} is taken in {registry_id}")
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    registry_id=registry_id,
                    centre=centre,
                    subject=subject or _next_subject(registry_id),
                    protocol_version=protocol_version,
                    candidate=candidate,
                    made_by=by,
                    made_at=timezone.now(),
                )
        except IntegrityError:  # another took the code at the same moment
            continue
    raise ValueError("no free code was found; try again")


def _next_subject(registry_id: str) -> str:
    rows = Participant.objects.filter(registry_id=registry_id)
    taken = {subject.upper() for subject in rows.values_list("subject", flat=True)}
    number = len(taken) + 1
    while f"P-{number:03}" in taken:
        number += 1
    return f"P-{number:03}"


@transaction.atomic
def save_entry(  # noqa: PLR0913 - who, where, what, seen from where, why, whence: no fewer
    by: User,
    participant: Participant,
    place: Place,
    values: Mapping[str, str],
    *,
    base_version: int,
    reason: str = "",
    source: str = "form",
    protocol_version: str = "",
) -> Outcome:
    """Keep what was entered as the next version of its place, if anything changed.

    `base_version` is the version that the person saw (0: nothing stood there). The first
    version needs no reason, every later one does. What stands there already is not kept
    twice, whoever entered it. `protocol_version` binds the participant to another version of
    the protocol from here on; without it they stay with the one they are bound to.
    """
    held, asked = _hold(participant), place
    link = _link(held, protocol_version or version_bound(held, place, values))
    checked = check_values(held, place, values, link.protocol_version)
    if checked.faults:
        return Refused(faults=checked.faults)
    mine, theirs = dict(checked.values), entry_at(held, place)
    standing = theirs.values if theirs is not None else {}
    if theirs is not None and not theirs.removed and mine == standing:
        return Saved(entry=theirs, is_new=False, queries=checked.queries)
    if checked.repeats and base_version == 0 and theirs is not None and theirs.made_by != by:
        # Two people added to a log at once: both rows are wanted.
        place, theirs = free_place(held, place), None
    if (theirs.version if theirs is not None else 0) != base_version:
        return _meet(held, place, theirs, mine, base_version)
    change = _Change(theirs=theirs, values=mine, reason=reason.strip(), source=source)
    outcome = _make(by, held, place, change, link, checked.queries)
    if isinstance(outcome, Saved):
        drop_draft(by, held, asked)
    return outcome


@transaction.atomic
def remove_entry(
    by: User, participant: Participant, place: Place, *, base_version: int, reason: str
) -> Outcome:
    """Take a place away: a version of its own, with its reason; what stood there stays known."""
    held = _hold(participant)
    theirs = entry_at(held, place)
    if theirs is None:
        return Refused(faults=(Fault(field="", message=_("Nothing stands there.")),))
    if theirs.removed:
        return Saved(entry=theirs, is_new=False)
    if theirs.version != base_version:
        return _meet(held, place, theirs, {}, base_version)
    change = _Change(theirs=theirs, reason=reason.strip(), removed=True)
    outcome = _make(by, held, place, change, _link(held))
    if isinstance(outcome, Saved):
        drop_draft(by, held, place)
    return outcome


def keep_draft(
    by: User, participant: Participant, place: Place, values: Mapping[str, str], base_version: int
) -> Draft:
    """Keep what a person has typed so far, in place of what they typed there before."""
    draft, _is_new = Draft.objects.update_or_create(
        user=by,
        participant=participant,
        form=place.form,
        visit=place.visit,
        occurrence=place.occurrence,
        defaults={"values": cleaned(values), "base_version": base_version},
    )
    return draft


def drop_draft(by: User, participant: Participant, place: Place) -> None:
    """Forget what a person typed there."""
    at = {"form": place.form, "visit": place.visit, "occurrence": place.occurrence}
    Draft.objects.filter(user=by, participant=participant, **at).delete()


def _hold(participant: Participant) -> Participant:
    """Hold the participant's chain until the transaction ends.

    PostgreSQL locks the row; on SQLite the transaction has begun IMMEDIATE and holds all.
    """
    return Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """What the next entry of a chain follows, and the protocol's version that it goes by."""

    previous_hash: str
    protocol_version: str


def _link(participant: Participant, protocol_version: str = "") -> _Link:
    rows = participant.entries.order_by("-pk").values_list("hash", "protocol_version")
    last, version = rows.first() or ("", participant.protocol_version)
    return _Link(
        previous_hash=last or hash_of_participant(participant),
        protocol_version=protocol_version or version,
    )


def _meet(
    participant: Participant,
    place: Place,
    theirs: Entry | None,
    mine: Mapping[str, str],
    base_version: int,
) -> Outcome:
    """Answer somebody who began from a version that is not the latest any more."""
    rows = participant.entries.filter(
        form=place.form, visit=place.visit, occurrence=place.occurrence, version=base_version
    )
    base = rows.first()
    if theirs is None or (base_version and base is None):
        return Refused(faults=(Fault(field="", message=_("Open the form again.")),))
    if base is not None and mine == base.values and not base.removed:
        return Saved(entry=theirs, is_new=False)
    return Conflict(theirs=theirs, mine=dict(mine), base=base)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What is to stand at a place after `theirs`, and why."""

    theirs: Entry | None
    values: dict[str, str] = field(default_factory=dict)
    reason: str = ""
    source: str = "form"
    removed: bool = False


def _faults(participant: Participant, place: Place, change: _Change) -> tuple[Fault, ...]:
    """List what stands against a change besides the values themselves."""
    against = reasons_against(participant, place, change.values)
    faults = [Fault(field="", message=why) for why in against]
    if change.theirs is None and not change.values:
        faults.append(Fault(field="", message=_("Nothing was entered.")))
    if change.theirs is not None and not change.reason:
        faults.append(Fault(field=REASON, message=_("Say why it is changed.")))
    if len(change.reason) > LONGEST_REASON:
        message = _("At most %(number)d characters.") % {"number": LONGEST_REASON}
        faults.append(Fault(field=REASON, message=message))
    return tuple(faults)


def _make(
    by: User,
    participant: Participant,
    place: Place,
    change: _Change,
    link: _Link,
    queries: tuple[Fault, ...] = (),
) -> Outcome:
    """Append a change to the chain that is held, unless something stands against it."""
    faults = _faults(participant, place, change)
    if faults:
        return Refused(faults=faults)
    theirs = change.theirs
    entry = Entry(
        participant=participant,
        form=place.form,
        visit=place.visit,
        occurrence=place.occurrence,
        version=theirs.version + 1 if theirs is not None else 1,
        values=change.values,
        removed=change.removed,
        reason=change.reason if theirs is not None else "",
        protocol_version=link.protocol_version,
        source=change.source[:LONGEST_SOURCE],
        made_by=by,
        made_at=timezone.now(),
        previous_hash=link.previous_hash,
    )
    entry.hash = hash_of_entry(entry)
    entry.save(force_insert=True)
    for follower in FOLLOWERS:
        follower(entry)
    return Saved(entry=entry, is_new=True, queries=queries)


def sweep_drafts(before: datetime) -> int:
    """Remove drafts that were last changed before a moment, and count them."""
    return Draft.objects.filter(updated_at__lt=before).delete()[0]
