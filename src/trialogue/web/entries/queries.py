"""Which participants a person of the staff may see, and what stands about them now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.models import Draft, Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.trials.queries import loaded_protocol

Current = dict[int, dict[Place, Entry]]


def trial_for(staff: Staff, registry_id: str, action: Action) -> Protocol:
    """Find a trial in which this person may do that somewhere. Raises Http404."""
    protocol = loaded_protocol(registry_id)
    if protocol is None or not staff.may_within(action, protocol.id):
        raise Http404
    return protocol


def participants_for(staff: Staff, registry_id: str, action: Action) -> QuerySet[Participant]:
    """Select the participants of a trial at the centres where this person may do that."""
    rows = Participant.objects.filter(registry_id=registry_id)
    return staff.visible(rows, action, centre="centre")


def participant_for(staff: Staff, registry_id: str, subject: str, action: Action) -> Participant:
    """Find one participant. Raises Http404 where there is none, or it is another centre's."""
    found = participants_for(staff, registry_id, action).filter(subject=subject).first()
    if found is None:
        raise Http404
    return found


def current_rows(
    participants: QuerySet[Participant] | Iterable[Participant], as_of: datetime | None = None
) -> QuerySet[Entry]:
    """Select the latest version of every place of participants, removed ones left out.

    With `as_of`: what stood at that moment, whatever was entered later.
    """
    versions = Entry.objects.filter(participant__in=participants)
    newer = Entry.objects.filter(
        participant=OuterRef("participant"),
        form=OuterRef("form"),
        visit=OuterRef("visit"),
        occurrence=OuterRef("occurrence"),
        version__gt=OuterRef("version"),
    )
    if as_of is not None:
        versions, newer = versions.filter(made_at__lte=as_of), newer.filter(made_at__lte=as_of)
    return versions.filter(~Exists(newer), removed=False)


def last_rows(
    participants: QuerySet[Participant] | Iterable[Participant | int], as_of: datetime | None = None
) -> QuerySet[Entry]:
    """Select the last entry of each participant's chain; with `as_of`, as it ended then."""
    rows = Entry.objects.filter(participant__in=participants)
    if as_of is not None:
        rows = rows.filter(made_at__lte=as_of)
    newest = rows.order_by().values("participant").annotate(newest=Max("pk")).values("newest")
    return Entry.objects.filter(pk__in=newest)


def last_hashes(participants: Iterable[Participant | int]) -> dict[int, str]:
    """Give the hash of the last entry of each chain, by participant's key. One query."""
    return dict(last_rows(participants).values_list("participant", "hash"))


def latest_entries(
    participants: Iterable[Participant], forms: Iterable[str] | None = None
) -> Current:
    """Give the latest version of every place, removed ones too; of some forms alone. One query.

    Unscheduled visits are there whatever their form: their days tell which of them is meant.
    """
    rows = Entry.objects.filter(participant__in=participants)
    if forms is not None:
        rows = rows.filter(Q(form__in=forms) | Q(visit__startswith="unscheduled"))
    found: Current = {}
    for entry in rows.order_by("pk"):
        found.setdefault(entry.participant_id, {})[entry.place] = entry
    return found


def current_entries(participants: QuerySet[Participant] | Iterable[Participant]) -> Current:
    """Give what stands now, by participant's key and place. One query for any number of them."""
    found: Current = {}
    rows = current_rows(participants).select_related("made_by")
    for entry in rows.order_by("participant", "form", "visit", "occurrence"):
        found.setdefault(entry.participant_id, {})[entry.place] = entry
    return found


def entry_at(participant: Participant, place: Place) -> Entry | None:
    """Find the latest version of a place, a removed one too. One query."""
    rows = participant.entries.filter(
        form=place.form, visit=place.visit, occurrence=place.occurrence
    )
    return rows.select_related("made_by").order_by("-version").first()


def versions_at(participant: Participant, place: Place) -> QuerySet[Entry]:
    """Select every version of a place, as they were entered."""
    return trail_of(participant).filter(
        form=place.form, visit=place.visit, occurrence=place.occurrence
    )


def version_at(participant: Participant, place: Place, version: int) -> Entry | None:
    """Find one version of a place."""
    return versions_at(participant, place).filter(version=version).first()


def free_place(participant: Participant, place: Place) -> Place:
    """Give the next occurrence of a form that nothing was ever entered at. One query."""
    rows = participant.entries.filter(form=place.form, visit=place.visit)
    last = rows.aggregate(last=Max("occurrence"))["last"] or 0
    return Place(form=place.form, visit=place.visit, occurrence=last + 1)


def trail_of(participant: Participant) -> QuerySet[Entry]:
    """Select every version of a participant's entries, as they were entered."""
    return participant.entries.select_related("made_by").order_by("pk")


def draft_at(user_id: int, participant: Participant, place: Place) -> Draft | None:
    """Find what a person typed at a place and did not save. One query."""
    at = {"form": place.form, "visit": place.visit, "occurrence": place.occurrence}
    return participant.drafts.filter(user=user_id, **at).first()


def drafts_of(user_id: int, participant: Participant) -> set[Place]:
    """Give the places at which a person has a draft. One query."""
    return {draft.place for draft in participant.drafts.filter(user=user_id).defer("values")}
