"""Setting what holds of a centre: by the trial's staff, and by the centre's own people."""

from __future__ import annotations

import re

import pytest

from tests.web.cast import A, Cast, make_user, signed_in
from trialogue.core.protocol import Protocol
from trialogue.web.centres.actions import enter_demo_centre
from trialogue.web.centres.queries import centre_of, centres_of, entered

CENTRES = f"/staff/trials/{A}/centres/"
FIELDS = {
    "name": "City Hospital",
    "city": "Bonn",
    "country": "Germany",
    "status": "open",
    "email": "Trials@Bonn.example",
    "phone": "+49 228 123456",
    "languages": "German, 中文, en",
    "lat": "50.73",
    "lon": "7.1",
    "why": "Told by the head nurse",
}


def test_an_editor_enters_a_centre_and_it_stands_on_the_list(
    cast: Cast, reference: Protocol
) -> None:
    alice = signed_in(cast.alice)

    answer = alice.post(f"{CENTRES}new/", FIELDS)

    found = centres_of(A)[0]
    assert answer.headers["Location"] == CENTRES
    assert (found.key, found.languages, found.is_open) == (
        "city-hospital-bonn",
        ("de", "zh-hans", "en"),
        True,
    )
    html = alice.get(f"{CENTRES}at/{found.key}/").content.decode()
    assert "Told by the head nurse" in html
    assert 'value="German, Simplified Chinese, English"' in html


def test_a_centre_that_asks_for_email_and_phone_is_kept_so_and_can_change_its_mind(
    cast: Cast, reference: Protocol
) -> None:
    alice = signed_in(cast.alice)
    alice.post(f"{CENTRES}new/", FIELDS | {"asks_both": "on"})
    place = f"{CENTRES}at/city-hospital-bonn/"

    asked, html = centres_of(A)[0].asks_both, alice.get(place).content.decode()
    alice.post(place, FIELDS)

    assert asked
    assert re.search(r'<input type="checkbox" name="asks_both"[^>]* checked>', html)
    assert not centres_of(A)[0].asks_both


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "", "phone": ""}, "An open centre needs an email address or a phone number."),
        ({"phone": "0228 123"}, "Begin with + and the country’s code"),
        ({"languages": "Klingon, en"}, "No language of this name or code: Klingon."),
        ({"lon": ""}, "Latitude and longitude belong together."),
        ({"lat": "91"}, "less than or equal to 90"),
        ({"lat": "nan"}, "Enter a number."),
        ({"why": ""}, "This field is required."),
        ({"status": "perhaps"}, "is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    changes: dict[str, str], said: str, cast: Cast, reference: Protocol
) -> None:
    html = signed_in(cast.alice).post(f"{CENTRES}new/", FIELDS | changes).content.decode()

    assert said in html
    assert 'aria-invalid="true"' in html
    assert entered(A) == {}


def test_the_people_of_a_centre_speak_for_it_and_for_no_other(
    cast: Cast, reference: Protocol
) -> None:
    demo = enter_demo_centre(A)
    signed_in(cast.alice).post(f"{CENTRES}new/", FIELDS)
    nurse = signed_in(make_user("Nia", "coordinator", A, demo.key))

    listed = nurse.get(CENTRES).content.decode()
    changed = nurse.post(f"{CENTRES}at/{demo.key}/", FIELDS | {"name": "Ours", "status": "closed"})

    assert "Demonstration Hospital" in listed
    assert "City Hospital" not in listed
    assert changed.status_code == 302
    found = centre_of(A, demo.key)
    assert found is not None
    assert (found.name, found.is_open, found.is_invented) == ("Ours", False, True)
    for address in (f"{CENTRES}at/city-hospital-bonn/", f"{CENTRES}new/"):
        assert nurse.get(address).status_code == 404
        assert nurse.post(address, FIELDS).status_code == 404


def test_a_centre_that_is_not_there_is_404(cast: Cast, reference: Protocol) -> None:
    alice = signed_in(cast.alice)

    for address in (f"{CENTRES}at/nowhere/", "/staff/trials/NCT99999999/centres/"):
        assert alice.get(address).status_code == 404
        assert alice.post(address, FIELDS).status_code in (404, 405)
    assert entered(A) == {}
