"""Candidates: from enquiries, by hand, from a list; notes before screening; on to a participant.

A candidate has a code and no name. What a family told, or a list holds, stands as rows of a
facts file; once a participant has a valid consent it becomes drafts of the forms that ask for
it, for a person to check and save: never an entry by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.participants.consent import YES, given_field
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.protocol.items import Kind
from trialogue.exchange.facts import read_facts
from trialogue.exchange.facts.sheets import sheet_of
from trialogue.exchange.faults import Fault
from trialogue.web.accounts.models import User
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.entries.actions import keep_draft, make_participant
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.panels import Mark
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import draft_at, entry_at
from trialogue.web.entries.sheets import protocol_of, protocols_by_version
from trialogue.web.study.known import known_of, place_of_form
from trialogue.web.study.models import Candidate, CandidateFact, CandidateNote

TRIES = 5
MOST_ROWS = 5_000
HISTORIES = (Kind.TREATMENT, Kind.EVENT, Kind.RECORD)


def candidates_for(staff: Staff, registry_id: str) -> QuerySet[Candidate]:
    """Select the candidates of a trial at the centres where this person adds participants."""
    rows = Candidate.objects.filter(registry_id=registry_id)
    return staff.visible(rows, Action.ADD_PARTICIPANT, centre="centre")


def add_candidate(by: User, registry_id: str, centre: str, source: str) -> Candidate:
    """Make a candidate with the next code of the trial."""
    for _try in range(TRIES):
        number = Candidate.objects.filter(registry_id=registry_id).count() + 1
        try:
            with transaction.atomic():
                return Candidate.objects.create(
                    registry_id=registry_id,
                    centre=centre,
                    subject=f"PRE-{number:04}",
                    source=source,
                    made_by=by,
                )
        except IntegrityError:  # another took the code at the same moment
            continue
    raise RuntimeError("no free code was found; try again")


@transaction.atomic
def note_candidate(by: User, candidate: Candidate, kind: str, text: str) -> CandidateNote:
    """Keep a note before screening, or that the candidate does not go on, or does again."""
    return CandidateNote.objects.create(
        candidate=candidate, kind=kind, text=text.strip()[:1000], made_by=by
    )


def read_list(
    data: bytes, file: str, protocol: Protocol
) -> tuple[list[list[dict[str, str]]], tuple[Fault, ...]]:
    """Read a list: a facts file, whose subjects become one candidate each; all or nothing.

    The list's own subjects are not kept: they may be hospital numbers.
    """
    _facts, faults = read_facts(data, file, protocol)
    if faults:
        return [], faults
    people: dict[str, list[dict[str, str]]] = {}
    for row in sheet_of(data, file).rows:
        if isinstance(row, Fault):
            continue
        cells = {name: str(text) for name, text in row.cells.items() if text not in (None, "")}
        people.setdefault(cells.pop("subject", ""), []).append(cells)
    return list(people.values()), ()


@transaction.atomic
def add_list(
    by: User, registry_id: str, centre: str, people: Iterable[list[dict[str, str]]], file: str
) -> list[Candidate]:
    """Make a candidate of each person of a list, with what it says of them."""
    made = []
    for rows in people:
        candidate = add_candidate(by, registry_id, centre, f"list:{file}"[:200])
        CandidateFact.objects.bulk_create(
            CandidateFact(candidate=candidate, row=row) for row in rows
        )
        made.append(candidate)
    return made


@transaction.atomic
def take_on(by: User, candidate: Candidate, protocol: Protocol, subject: str = "") -> Participant:
    """Make a participant of a candidate; a second time gives the first one. Raises ValueError."""
    held = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
    known = held.participants.first()
    if known is not None:
        return known
    return make_participant(
        by,
        held.registry_id,
        held.centre,
        subject=subject,
        protocol_version=protocol.version,
        candidate=held,
    )


def drafts_after_consent(entry: Entry) -> None:
    """Fill in drafts of what was told, once a first consent stands. Called at every save."""
    participant = entry.participant
    if participant.candidate_id is None or entry.version > 1 or entry.removed:
        return
    facts = list(CandidateFact.objects.filter(candidate=participant.candidate_id))
    if not facts:
        return
    known = known_of(participant)
    form = known.protocol.forms.get(entry.form)
    if form is None or form.purpose is not Purpose.CONSENT or not known.consent.holds:
        return
    if entry.values.get(given_field(form)) != YES:
        return
    for place, values in told_values(known.protocol, [one.row for one in facts]).items():
        if place not in known.entries and draft_at(entry.made_by_id, participant, place) is None:
            keep_draft(entry.made_by, participant, place, values, 0)


def drafts_after_consents(entries: Sequence[Entry]) -> None:
    """Do the same after many saves of one trial; only forms of consent are looked at."""
    began = [one for one in entries if one.participant.candidate_id and one.version == 1]
    protocols = (
        protocols_by_version(
            began[0].participant.registry_id, {one.protocol_version for one in began}
        )
        if began
        else {}
    )
    for one in began:
        form = protocols[one.protocol_version].forms.get(one.form)
        if form is not None and form.purpose is Purpose.CONSENT:
            drafts_after_consent(one)


def told_values(protocol: Protocol, rows: Iterable[dict[str, Any]]) -> dict[Place, dict[str, str]]:
    """Sort what was told by the place at which it is first asked."""
    found: dict[Place, dict[str, str]] = {}
    for row in rows:
        item, value = str(row.get("item", "")), str(row.get("value", "")).strip()
        where = _asks(protocol, item)
        if where is None or not value:
            continue
        form, field = where
        if protocol.items[item].kind in HISTORIES:
            value = value if value in ("no", "yes") else "yes"
        values = found.setdefault(place_of_form(protocol, form), {})
        values.setdefault(field, value)
        if row.get("unit") and protocol.items[item].kind is Kind.QUANTITY:
            values.setdefault(f"{field}.unit", str(row["unit"]))
    return found


def _asks(protocol: Protocol, item: str) -> tuple[Form, str] | None:
    if item not in protocol.items:
        return None
    for form in protocol.forms.values():
        if form.purpose is Purpose.CONSENT or form.repeating:
            continue
        for one in form.fields:
            if one.item == item:
                return form, one.id
    return None


def told_marks(participant: Participant, protocol: Protocol, place: Place) -> dict[str, str]:
    """Give what was told, by field, for the form at a place where nothing is entered yet."""
    if participant.candidate_id is None:
        return {}
    rows = [one.row for one in CandidateFact.objects.filter(candidate=participant.candidate_id)]
    values = told_values(protocol, rows).get(place, {})
    return {
        key: f"{text} {values.get(f'{key}.unit', '')}".strip()
        for key, text in values.items()
        if "." not in key
    }


def as_lines(rows: Iterable[CandidateFact], protocol: Protocol) -> list[tuple[str, str]]:
    """Say what was told: the item's label, and the answer."""
    language, found = get_language() or "en", []
    for one in rows:
        item = protocol.items.get(str(one.row.get("item", "")))
        value = str(one.row.get("value", "") or "")
        if item is not None and value in item.choices:
            value = item.choices[value].say(language)
        more = (str(one.row.get(key, "") or "") for key in ("unit", "start", "end"))
        label = item.label.say(language) if item is not None else str(one.row.get("item", ""))
        found.append((label, " ".join(filter(None, (value, *more)))))
    return found


def told_fields(
    staff: Staff, participant: Participant, place: Place
) -> dict[str, tuple[Mark, ...]]:
    """Mark the fields of a form that the family told about, as long as nothing is entered."""
    if participant.candidate_id is None or entry_at(participant, place) is not None:
        return {}
    told = told_marks(participant, protocol_of(participant), place)
    words = _("Told, not examined: %(told)s")
    return {key: (Mark(label=words % {"told": text}, state="open"),) for key, text in told.items()}
