"""How data stand, open, frozen or locked; and the guard that stands before every entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trialogue.web.entries.guards import Guard
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight.models import Hold
from trialogue.web.oversight.policies import LEVEL_AFTER, Level

ORDER = (Level.OPEN, Level.FROZEN, Level.LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a freeze or a lock covers: empty form and visit: the whole participant."""

    form: str = ""
    visit: str = ""


def holds_in_force(holds: Iterable[Hold]) -> dict[Target, Hold]:
    """Give the last act of each target that is frozen or locked, from all acts in order."""
    last = {Target(form=one.form, visit=one.visit): one for one in holds}
    return {at: one for at, one in last.items() if LEVEL_AFTER[one.kind] is not Level.OPEN}


def hold_over(holds: Mapping[Target, Hold], place: Place) -> Hold | None:
    """Find the strictest act in force that covers a place."""
    covering = [one for one in holds.values() if one.covers(place)]
    return max(covering, key=lambda one: ORDER.index(LEVEL_AFTER[one.kind]), default=None)


def level_at(participant: Participant, place: Place) -> Level:
    """Tell how a place stands. One query."""
    found = hold_over(holds_in_force(participant.holds.all()), place)
    return LEVEL_AFTER[found.kind] if found is not None else Level.OPEN


def reason_against(participant: Participant, place: Place, values: Mapping[str, str]) -> str | None:
    """Say why a place may not be written now, or None. One query; a guard of `entries`."""
    del values  # whatever they are
    return _words(holds_in_force(participant.holds.select_related("by")), place)


def reason_against_for_many(people: Sequence[Participant]) -> Guard:
    """Make the same guard for many participants. One query."""
    acts: dict[int, list[Hold]] = {}
    rows = Hold.objects.filter(participant__in=people).select_related("by")
    for one in rows.order_by("pk"):
        acts.setdefault(one.participant_id, []).append(one)
    in_force = {pk: holds_in_force(some) for pk, some in acts.items()}

    def guard(participant: Participant, place: Place, values: Mapping[str, str]) -> str | None:
        return _words(in_force.get(participant.pk, {}), place)

    return guard


def _words(holds: Mapping[Target, Hold], place: Place) -> str | None:
    found = hold_over(holds, place)
    if found is None:
        return None
    said = {
        "name": found.by.display_name,
        "day": found.at.date().isoformat(),
        "reason": found.reason,
    }
    if LEVEL_AFTER[found.kind] is Level.LOCKED:
        return _("This is locked by %(name)s since %(day)s: %(reason)s") % said
    return _("This is frozen by %(name)s since %(day)s: %(reason)s") % said
