"""The demo's study pages: invented people, screening sheets, dose sheets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.web.conftest import TODAY
from tests.web.everywhere import DOSE
from trialogue.core.dosing import DoseRequest, dose_sheet
from trialogue.core.eligibility import Overall, screen
from trialogue.core.protocol import Protocol
from trialogue.web.study.invented import invented_people
from trialogue.web.study.models import InventedPerson
from trialogue.web.study.queries import people_of_trial

if TYPE_CHECKING:
    from tests.web.cast import Cast

EXPECTED = {
    "DEMO-01": ("eligible", (), ()),
    "DEMO-02": ("not eligible", ("I2",), ()),
    "DEMO-03": ("not eligible", ("I6a.alt",), ()),
    "DEMO-04": ("eligible", (), ()),
    "DEMO-05": ("eligible", (), ()),
    "DEMO-06": ("not eligible", ("E2",), ()),
    "DEMO-07": ("not eligible", ("I7a",), ()),
    "DEMO-08": ("eligible", (), ()),
    "DEMO-09": ("undetermined", (), ("I6c", "I6d")),
    "DEMO-10": ("eligible", (), ()),
    "DEMO-11": ("not eligible", ("I1",), ()),
    "DEMO-12": ("not eligible", ("E6",), ()),
    "DEMO-13": ("not eligible", ("E3",), ()),
    "DEMO-14": ("undetermined", (), ("I8", "E7", "E8")),
    "DEMO-15": ("eligible", (), ()),
}
"""What each invented person is there to show: overall, what fails, what is not known."""


def test_every_invented_person_shows_what_they_are_there_for(demo: Protocol) -> None:
    found = {}
    parents = {"I6", "I6a", "I7"}
    for known in people_of_trial(demo):
        screening = screen(demo, known.person, gate="infusion", on=TODAY)
        leaves = [one for one in screening.criteria if one.id not in parents]
        found[known.subject] = (
            screening.overall.value,
            tuple(one.id for one in leaves if one.verdict.value == "fail"),
            tuple(one.id for one in leaves if one.verdict.value == "unknown"),
        )

    assert found == EXPECTED


def test_every_invented_fact_can_be_read(demo: Protocol) -> None:
    assert [known.faults for known in people_of_trial(demo) if known.faults] == []


def test_those_who_can_wait_are_told_until_when(demo: Protocol) -> None:
    waits = {}
    for known in people_of_trial(demo):
        screening = screen(demo, known.person, gate="infusion", on=TODAY)
        if screening.overall is Overall.NOT_ELIGIBLE and screening.earliest.date:
            waits[known.subject] = screening.earliest.because

    assert waits == {"DEMO-02": "I2", "DEMO-06": "E2"}


def test_making_them_again_replaces_them(demo: Protocol) -> None:
    from trialogue.web.study.actions import invent_people

    invent_people(TODAY)

    assert InventedPerson.objects.count() == len(invented_people(TODAY)) == len(EXPECTED)


PAGES = ["", "{id}/people/DEMO-01/", "{id}/people/DEMO-01/dose/", "{id}/dose/"]


@pytest.fixture
def filled(demo: Protocol, settings: Settings) -> Protocol:
    """Give a copy that holds people and is no demo: what could leak is there."""
    settings.DEMO = False
    return demo


@pytest.mark.parametrize("address", PAGES)
def test_outside_the_demo_a_stranger_meets_the_sign_in_page(
    address: str, filled: Protocol, english: Client
) -> None:
    place = f"/study/{address.format(id=filled.id)}"

    got, sent = english.get(place), english.post(place, DOSE)

    assert got.headers["Location"] == f"/staff/sign-in/?next={place}"
    assert sent.status_code in (302, 405)
    assert b"mg" not in sent.content


@pytest.mark.parametrize(
    ("role", "trial", "centre", "opens"),
    [
        ("investigator", "NCT06836505", "", [200, 200, 200, 200]),
        ("investigator", "", "", [200, 200, 200, 200]),
        ("monitor", "NCT06836505", "", [200, 200, 404, 404]),
        ("pharmacist", "NCT06836505", "one", [200, 404, 404, 200]),
        ("investigator", "TRIALOGUE-DEMO-2", "", [200, 404, 404, 404]),
        ("statistician", "NCT06836505", "", [404, 404, 404, 404]),
        ("editor", "", "", [404, 404, 404, 404]),
        ("administrator", "", "", [404, 404, 404, 404]),
    ],
)
def test_outside_the_demo_a_role_opens_what_it_may(
    role: str, trial: str, centre: str, opens: list[int], cast: Cast, filled: Protocol
) -> None:
    from tests.web.cast import make_user, signed_in

    client = signed_in(make_user("Somebody", role, trial, centre))
    pages = [client.get(f"/study/{address.format(id=filled.id)}") for address in PAGES]

    assert [page.status_code for page in pages] == opens
    sees = trial in ("", filled.id) and not centre and opens[1] == 200
    assert ("DEMO-01" in pages[0].content.decode()) is sees
    kept = [page for page in pages if page.status_code == 200]
    assert [page for page in kept if "no-store" not in page.headers["Cache-Control"]] == []


def test_the_list_shows_everybody_with_verdict_and_earliest_date(
    demo: Protocol, english: Client
) -> None:
    html = english.get("/study/").content.decode()

    assert [subject for subject in EXPECTED if subject not in html] == []
    assert "(set by E2)" in html
    assert "No date can be worked out: I7a: no date can be given while" in html
    assert "waited out:" not in html


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_as_many_queries_for_three_people_as_for_one(
    how_many: int,
    demo: Protocol,
    english: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kept = InventedPerson.objects.values_list("pk", flat=True)[:how_many]
    InventedPerson.objects.exclude(pk__in=list(kept)).delete()
    english.get("/study/")

    with django_assert_num_queries(3):
        html = english.get("/study/").content.decode()

    assert html.count("/people/DEMO-") == how_many


def test_a_sheet_gives_reason_record_and_reading(demo: Protocol, english: Client) -> None:
    html = english.get(f"/study/{demo.id}/people/DEMO-03/").content.decode()

    assert "ALT 164 U/L on " in html
    assert "ALT ≤ 5 times the upper limit of normal" in html
    assert "We read it as:" in html
    assert "Checked by a second person" in html


def test_a_sheet_says_what_is_missing(demo: Protocol, english: Client) -> None:
    html = english.get(f"/study/{demo.id}/people/DEMO-09/").content.decode()

    assert "Missing:" in html
    assert "Undetermined" in html


def test_an_earlier_gate_has_fewer_criteria(demo: Protocol, english: Client) -> None:
    address = f"/study/{demo.id}/people/DEMO-06/"
    rows = {
        gate.id: english.get(address, {"gate": gate.id}).content.decode().count('class="code"')
        for gate in demo.gates
    }

    assert rows["screening"] < rows["infusion"]
    assert english.get(address, {"gate": "nonsense"}).status_code == 404


@pytest.mark.parametrize("subject", ["DEMO-99", "nobody"])
def test_somebody_who_is_not_there_is_404(subject: str, demo: Protocol, english: Client) -> None:
    assert english.get(f"/study/{demo.id}/people/{subject}/").status_code == 404


def test_the_dose_form_is_filled_with_what_is_known(demo: Protocol, english: Client) -> None:
    html = english.get(f"/study/{demo.id}/people/DEMO-01/dose/").content.decode()

    assert 'name="weight" value="18.5"' in html
    assert f'name="at_infusion" value="{TODAY + timedelta(days=8)}"' in html
    assert "What to give" not in html


def test_the_dose_sheet_shows_every_step_of_the_core(demo: Protocol, english: Client) -> None:
    html = english.post(f"/study/{demo.id}/people/DEMO-01/dose/", DOSE).content.decode()
    sheet = dose_sheet(
        demo, DoseRequest(height_cm=110, weight_kg=18.5, days=3, clearance_ml_min=64)
    )

    assert [
        step.shown for step in sheet.steps if f"= <strong>{step.shown}</strong>" not in html
    ] == []
    assert [step.source for step in sheet.steps if step.source not in html] == []
    assert "10.49 mL" in html
    given = html.split('id="given"', 1)[1].split("</table>", 1)[0]
    for name, text in (
        ("All cells in one mL", "5000000"),
        ("Share of living cells", "0.9"),
        ("CD3+ share of the living cells", "0.98"),
        ("CAR+ share", "0.4"),
        ("CAR+ is a share", "of the living CD3+ cells"),
        ("Target dose", "1 × 10⁶/kg"),
    ):
        assert f'<th scope="row">{name}</th><td>{text}</td>' in given, name
    assert "Subject or participant number" in html
    assert "Product lot and bag number" in html
    assert "Calculated by, date and time" in html


def test_a_sheet_without_clearance_says_so_loudly(demo: Protocol, english: Client) -> None:
    fields = {"height": "110", "weight": "18.5", "days": "3"}

    html = english.post(f"/study/{demo.id}/dose/", fields).content.decode()

    assert '<div class="warning"><strong>KIDNEY FUNCTION NOT CHECKED' in html


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"height": "1.10", "weight": "18.5"}, "in metres? In centimetres that is 110"),
        ({"height": "110", "weight": "2000"}, "2 to 250 kg"),
        ({"height": "110", "weight": "185"}, "is the weight 18.5 kg?"),
        ({"height": "110", "weight": "185"}, "were height and weight exchanged?"),
        ({"height": "tall", "weight": "18.5"}, "Write a number, such as 18.5."),
        ({"weight": "18.5", "days": "1.5"}, "Write a whole number, such as 3."),
        ({"weight": "18.5", "start": "soon"}, "Write the date as year-month-day"),
        ({"weight": "18.5", "viability": "90"}, "Check this value."),
    ],
)
def test_an_implausible_number_is_refused_with_the_likely_remedy(
    fields: dict[str, str], said: str, demo: Protocol, english: Client
) -> None:
    html = english.post(f"/study/{demo.id}/dose/", fields).content.decode()

    assert said in html
    assert "What to give" not in html
    assert 'aria-invalid="true"' in html


def test_a_form_from_elsewhere_is_refused_in_words(demo: Protocol) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    page = client.post(f"/study/{demo.id}/dose/", {"weight": "18.5"})

    assert page.status_code == 403
    assert "This form could not be accepted" in page.content.decode()
