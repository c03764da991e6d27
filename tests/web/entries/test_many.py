"""A form of 300 fields, and 500 participants with 60 forms each."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.cast import signed_in
from tests.web.entries.people import Team, make_somebody
from tests.web.entries.trial import make_trial
from trialogue.core.protocol.forms import Bounds, Field, FieldKind, Form
from trialogue.core.protocol.words import Text
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at

FIELDS = 300
LARGE = Form(
    id="large",
    label=Text("Large"),
    fields=tuple(
        Field(
            id=f"q{number}",
            label=Text(f"Quantity {number}"),
            kind=FieldKind.QUANTITY,
            units=("mg/dL", "umol/L"),
            ranged=True,
            plausible=Bounds(low=1, high=900),
        )
        for number in range(FIELDS)
    ),
)


def test_a_form_of_300_fields_is_saved_as_a_whole(team: Team, somebody: Participant) -> None:
    make_trial(version="1", forms=(LARGE,))
    client, page = signed_in(team.carol), "/study/NCT06836505/participants/P-001/forms/large/-/1/"
    typed = {
        f"v-q{number}{part}": text
        for number in range(FIELDS)
        for part, text in (("", str(number)), (".unit", "mg/dL"), (".low", "1"), (".high", "9"),
                           (".absent", ""))
    }  # fmt: skip

    shown = client.get(page)
    with CaptureQueriesContext(connection) as asked:
        saved = client.post(page, {"do": "save", "base": "0", **typed})

    assert shown.content.decode().count('class="row') == FIELDS
    assert saved.headers["Location"] == f"{page}?kept=1"
    entry = entry_at(somebody, Place(form="large"))
    assert entry is not None
    assert len(entry.values) == 4 * FIELDS
    assert entry.values["q299"] == "299"
    assert 5 < len(asked) < 30


PEOPLE, FORMS = 500, 60


def test_500_participants_with_60_forms_are_listed(team: Team) -> None:
    people = [make_somebody(team.carol, f"T-{number:03}") for number in range(3)]
    people += Participant.objects.bulk_create(
        Participant(
            registry_id=people[0].registry_id,
            centre=people[0].centre,
            subject=f"T-{number:03}",
            protocol_version="1",
            made_by=team.carol,
            made_at=people[0].made_at,
        )
        for number in range(3, PEOPLE)
    )
    Entry.objects.bulk_create(
        [
            Entry(
                participant=person,
                form="ae",
                occurrence=number + 1,
                version=1,
                values={"term": "Fever", "serious": "no"},
                protocol_version="1",
                source="demo",
                made_by=team.carol,
                made_at=person.made_at,
                previous_hash=str(number),
                hash=str(number),
            )
            for person in people
            for number in range(FORMS)
        ],
        batch_size=2_000,
    )
    client = signed_in(team.carol)
    client.get("/study/NCT06836505/participants/?q=nobody")

    with CaptureQueriesContext(connection) as asked:
        first = client.get("/study/NCT06836505/participants/").content.decode()
    queries = len(asked)
    last = client.get("/study/NCT06836505/participants/?page=10").content.decode()

    assert queries == 15
    assert "Page 1 of 10" in first
    assert first.count("<td>60</td>") == 50
    assert "T-499" in last
