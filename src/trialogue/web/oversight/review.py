"""What the pages of review show: a participant's forms with their marks, queries and holds."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries, participants_for
from trialogue.web.entries.sheets import Sheet, protocol_of
from trialogue.web.entries.shown import show_value
from trialogue.web.oversight.fields import digest_of, filled_fields, resolved, said_plainly
from trialogue.web.oversight.holding import Target, hold_over, holds_in_force
from trialogue.web.oversight.models import Hold, Mark, Query
from trialogue.web.oversight.pages import QueryRow, address_of, rows_told
from trialogue.web.oversight.policies import HOLD_TURNS, LEVEL_AFTER, TURN_ACTIONS, Level
from trialogue.web.oversight.queries import (
    Progress,
    marks_of,
    progress_of,
    progress_of_all,
    unclosed,
    with_state,
)
from trialogue.web.oversight.signatures import last_hash_of, signed_of
from trialogue.web.oversight.words import say_field, say_place, say_target, say_visit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One form of a participant as it stands: how much is verified, what is asked, what holds."""

    place: Place
    label: str
    entry: Entry
    address: str
    progress: Progress
    queries: int
    hold: Hold | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of a form: what it says, its mark, and whether that fell."""

    id: str
    label: str
    said: str
    is_filled: bool
    mark: Mark | None
    is_verified: bool
    queries: tuple[QueryRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """What can be frozen or locked: its words, and how it stands."""

    target: Target
    label: str
    hold: Hold | None

    @property
    def level(self) -> Level:
        """Tell how it stands by itself, whatever covers it."""
        return LEVEL_AFTER[self.hold.kind] if self.hold is not None else Level.OPEN

    @property
    def key(self) -> str:
        """Name it in a form."""
        return f"{self.target.form}@{self.target.visit}"


def participant_shown(staff: Staff, participant: Participant) -> dict[str, object]:
    """Gather a participant's forms. A set number of queries, however many forms there are."""
    protocol = protocol_of(participant)
    entries = current_entries([participant]).get(participant.pk, {})
    marks, holds = marks_of([participant]), list(participant.holds.select_related("by"))
    in_force = holds_in_force(holds)
    asked: dict[str, int] = {}
    for query in unclosed(Query.objects.filter(participant=participant)):
        asked[query.place.key] = asked.get(query.place.key, 0) + 1
    rows = [
        PlaceRow(
            place=place,
            label=say_place(protocol, place),
            entry=entry,
            address=address_of("place", participant, place),
            progress=progress_of(entry.values, marks.get((participant.pk, place.key), {})),
            queries=asked.get(place.key, 0),
            hold=hold_over(in_force, place),
        )
        for place, entry in sorted(entries.items(), key=lambda one: _order(protocol, one[0]))
    ]
    targets = [
        TargetRow(target=one, label=say_target(protocol, one), hold=in_force.get(one))
        for one in _known(protocol, list(entries), in_force)
    ]
    labels = {row.place.key: row.label for row in rows}
    total = Progress()
    for row in rows:
        total = total.plus(row.progress)
    return {
        "person": participant,
        "trial": protocol,
        "rows": rows,
        "progress": total,
        "targets": targets,
        "signed": [
            (one, say_visit(protocol, one.visit), [labels.get(key, key) for key in one.changed])
            for one in signed_of(participant, entries, participant.signatures.all())
        ],
        "visits": [("", "")]
        + [
            (visit, say_visit(protocol, visit))
            for visit in dict.fromkeys(row.place.visit for row in rows)
            if visit
        ],
        "may_sign": bool(rows)
        and staff.may(Action.SIGN_DATA, participant.registry_id, participant.centre),
        "asks_code": staff.user.has_second_factor,
        "is_invented": staff.user.is_invented,
        "seen": last_hash_of(participant),
        "turns": _turns(staff, participant, targets),
        "history": [
            (one, say_target(protocol, Target(form=one.form, visit=one.visit)))
            for one in reversed(holds)
        ],
    }


def _turns(staff: Staff, participant: Participant, targets: list[TargetRow]) -> list[str]:
    """List what this person may do now with one target at least."""
    possible = {turn for row in targets for turn in HOLD_TURNS[row.level]}
    return [
        turn.value
        for turn, action in TURN_ACTIONS.items()
        if turn in possible and staff.may(action, participant.registry_id, participant.centre)
    ]


def place_shown(staff: Staff, sheet: Sheet) -> dict[str, object]:
    """Gather one form: its fields with marks and queries, and what this person may do."""
    participant, place = sheet.participant, sheet.place
    values = sheet.values
    marks = marks_of([participant]).get((participant.pk, place.key), {})
    rows = with_state(
        Query.objects.filter(
            participant=participant,
            form=place.form,
            visit=place.visit,
            occurrence=place.occurrence,
        )
    ).select_related("participant", "opened_by")
    queries = rows_told(list(rows.order_by("pk")))
    hold = hold_over(holds_in_force(participant.holds.select_related("by")), place)
    locked = hold is not None and LEVEL_AFTER[hold.kind] is Level.LOCKED

    def may(action: Action) -> bool:
        return not locked and staff.may(action, participant.registry_id, participant.centre)

    return {
        "person": participant,
        "trial": sheet.protocol,
        "sheet": sheet,
        "label": say_place(sheet.protocol, place),
        "fields": _fields(sheet, values, marks, queries),
        "queries": queries,
        "hold": hold,
        "progress": progress_of(values, marks),
        "may_verify": bool(values) and may(Action.VERIFY_SOURCE),
        "may_answer": may(Action.ANSWER_QUERIES),
        "may_ask": may(Action.RAISE_QUERIES),
        "ask_address": address_of("ask", participant, place),
    }


def verification_shown(staff: Staff, protocol: Protocol) -> dict[str, object]:
    """Gather the progress of every participant in reach. Six queries, however many they are."""
    people = list(participants_for(staff, protocol.id, Action.SEE_PARTICIPANTS))
    progress = progress_of_all(current_entries(people), marks_of(people))
    asked: dict[int, int] = {}
    for pk in unclosed(Query.objects.filter(participant__in=people)).values_list(
        "participant", flat=True
    ):
        asked[pk] = asked.get(pk, 0) + 1
    return {
        "trial": protocol,
        "rows": [
            (one, progress.get(one.pk, Progress()), asked.get(one.pk, 0))
            for one in sorted(people, key=lambda one: (one.centre, one.subject))
        ],
    }


def _fields(
    sheet: Sheet, values: dict[str, str], marks: dict[str, Mark], queries: list[QueryRow]
) -> list[FieldRow]:
    known = resolved(sheet.form, sheet.protocol)
    filled = filled_fields(values)
    found = []
    for id in dict.fromkeys([*known, *filled]):
        mark = marks.get(id)
        said = show_value(known[id], values) if id in known else said_plainly(id, values)
        found.append(
            FieldRow(
                id=id,
                label=say_field(sheet.protocol, sheet.form.id, id),
                said=said,
                is_filled=id in filled,
                mark=mark,
                is_verified=mark is not None and mark.digest == digest_of(id, values),
                queries=tuple(one for one in queries if one.query.field == id),
            )
        )
    return found


def targets_of(participant: Participant) -> list[Target]:
    """List what can be frozen or locked of a participant, in the protocol's order."""
    entries = current_entries([participant]).get(participant.pk, {})
    held = holds_in_force(participant.holds.all())
    return _known(protocol_of(participant), list(entries), held)


def _known(protocol: Protocol, places: list[Place], in_force: dict[Target, Hold]) -> list[Target]:
    """List the participant, the visits and forms with entries, and whatever is held."""
    targets = [Target()]
    targets += [Target(visit=place.visit) for place in places if place.visit]
    targets += [Target(form=place.form, visit=place.visit) for place in places]
    targets += list(in_force)
    return sorted(dict.fromkeys(targets), key=lambda one: _target_order(protocol, one))


def _order(protocol: Protocol, place: Place) -> tuple[int, str, int, int]:
    visits = [one.id for one in protocol.visits]
    forms = list(protocol.forms)
    at = visits.index(place.visit) if place.visit in visits else len(visits)
    number = forms.index(place.form) if place.form in forms else len(forms)
    return (at if place.visit else -1, place.visit, number, place.occurrence)


def _target_order(protocol: Protocol, target: Target) -> tuple[bool, int, str, int]:
    if not target.form:
        place = Place(form="x", visit=target.visit)
        at = _order(protocol, place)
        return (bool(target.visit), at[0], target.visit, -1)
    at = _order(protocol, Place(form=target.form, visit=target.visit))
    return (True, at[0], target.visit, at[2])
