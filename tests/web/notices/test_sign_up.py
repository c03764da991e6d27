"""Sign-up needs no account and no cookie; only its owner confirms an address, or ends its mails."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.web.notices.wishes import ADDRESS, letters, waiting
from tests.web.records.states import dated, imported
from trialogue.web.accounts.throttle import LIMITS, NEWS_NETWORK
from trialogue.web.notices.actions import MOST_UNCONFIRMED, purge_unconfirmed
from trialogue.web.notices.links import manage_url, stop_url, token_of
from trialogue.web.notices.models import Subscription
from trialogue.web.outbox.actions import note_refusal
from trialogue.web.outbox.models import Letter
from trialogue.web.outbox.queries import refuses
from trialogue.web.records.search_index import bring_up_to_date

pytestmark = pytest.mark.django_db
HERE = {
    "contactsLocationsModule__locations": [
        {
            "facility": "Hospital", "city": "Shenzhen", "country": "China",
            "status": "RECRUITING", "geoPoint": {"lat": 22.55, "lon": 114.07},
        }
    ]
}  # fmt: skip
TYPED = {"email": ADDRESS, "words": "neuroblastoma", "every": "week", "unit": "years"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def post(client: Client, **typed: str) -> int:
    return client.post("/news/", TYPED | typed).status_code


def test_a_sign_up_is_asked_about_by_mail_and_nothing_is_sent_before(english: Client) -> None:
    response = english.post("/news/", TYPED, follow=True)

    row = Subscription.objects.get()
    letter = Letter.objects.get()
    assert "Please look at your mail" in response.content.decode()
    assert (row.email, row.words, row.confirmed_at) == (ADDRESS, "neuroblastoma", None)
    assert manage_url(row) in letter.text
    assert not response.cookies


def test_a_look_at_the_link_changes_nothing_and_the_button_confirms(english: Client) -> None:
    row = waiting(confirmed=False)
    path = path_of(manage_url(row))

    assert "Yes, send me news" in english.get(path).content.decode()
    assert Subscription.objects.get().confirmed_at is None
    english.post(path, {"do": "confirm"})

    assert Subscription.objects.get().confirmed_at is not None


def test_frequency_can_be_changed_and_everything_ended(english: Client) -> None:
    row, other = waiting(), waiting()
    stranger = waiting("stranger@example.org")
    path = path_of(manage_url(row))

    english.post(path, {"do": "week"})
    row.refresh_from_db()
    assert row.every == "week"
    english.post(path, {"do": "stop-all"})

    assert list(Subscription.objects.all()) == [stranger]
    assert other.pk != stranger.pk


def test_what_is_ended_is_deleted_with_the_words_of_its_mails(english: Client) -> None:
    row = waiting()

    english.post(path_of(manage_url(row)), {"do": "stop"})

    assert Subscription.objects.count() == 0
    assert ADDRESS not in str(list(Letter.objects.values()))


def test_mail_programs_unsubscribe_by_one_post_and_never_by_a_look(
    english: Client, tmp_path: Path
) -> None:
    row = waiting()
    imported(tmp_path, dated("NCT00000001", "2026-01-01"))
    (letter,) = letters()
    strict = Client(enforce_csrf_checks=True)

    address = letter.headers["List-Unsubscribe"].strip("<>")
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address == stop_url(row)
    assert english.get(path_of(address)).status_code == 302
    assert Subscription.objects.count() == 1
    answer = strict.post(path_of(address), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Subscription.objects.count() == 0
    assert strict.post(path_of(address), {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_a_link_cannot_be_made_from_what_the_database_holds(english: Client) -> None:
    row = waiting()

    assert english.get(f"/news/{row.nonce}/").status_code == 404
    assert english.get(f"/news/{token_of(row)[:-1]}x/").status_code == 404
    assert english.get(f"/news/{token_of(row)}/").status_code == 200


def test_an_address_is_not_flooded(english: Client) -> None:
    for _ in range(MOST_UNCONFIRMED + 3):
        assert post(english) == 302

    assert Letter.objects.count() == MOST_UNCONFIRMED


def test_programs_that_fill_every_field_are_thanked_and_forgotten(english: Client) -> None:
    assert post(english, hidden="http://spam.example") == 302
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "field", "fault"),
    [
        ({"email": "mother"}, "email", "This is no email"),
        ({"email": ""}, "email", "Please write your e-mail address."),
        ({"words": "", "age": ""}, "words", "Please say what you wait for"),
        ({"age": "200"}, "age", "0 to 150 years"),
        ({"age": "four"}, "age", "whole number"),
        ({"place": "Nowhereville"}, "place", "We do not know this place"),
        ({"within": "100"}, "place", "from where the distance counts"),
        ({"every": "hour"}, "every", "not one of the available choices"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(
    english: Client, tmp_path: Path, typed: dict[str, str], field: str, fault: str
) -> None:
    imported(tmp_path, dated("NCT00000001", "2026-01-01"))
    bring_up_to_date()

    response = english.post("/news/", TYPED | {"age": "4"} | typed)
    html = response.content.decode()

    assert response.status_code == 422
    assert fault in html
    assert f'href="#id_{field}"' in html
    for name, value in (TYPED | {"age": "4"} | typed).items():
        if name in ("words", "email", "age", "place") and value:
            assert re.search(rf'name="{name}"[^>]*value="{value}"', html)
    assert Subscription.objects.count() == 0


def test_a_misspelled_place_is_chosen_by_one_click(
    english: Client, chinese: Client, tmp_path: Path
) -> None:
    imported(tmp_path, dated("NCT00000001", "2026-01-01", **HERE))
    bring_up_to_date()

    page = english.post("/news/", TYPED | {"place": "Shenzen"})
    again = chinese.post("/news/", TYPED | {"place": "Shenzen"})
    english.post("/news/", TYPED | {"place": ["Shenzen", "Shenzhen, China"]})

    button = '<button class="link" name="place" value="Shenzhen, China" translate="no">'
    assert f"{button}Shenzhen, China</button>" in page.content.decode()
    assert f"{button}中国深圳</button>" in again.content.decode()
    assert Subscription.objects.get().place == "Shenzhen, China"


def test_a_place_is_kept_with_its_coordinates(english: Client, tmp_path: Path) -> None:
    imported(tmp_path, dated("NCT00000001", "2026-01-01"))
    bring_up_to_date()
    city = "Guangzhou"

    assert post(english, place=city, within="500", age="4") == 302

    row = Subscription.objects.get()
    assert row.place.startswith(city)
    assert (row.within_km, row.age_from, row.age_below) == (500, 48, 60)
    assert row.lat == pytest.approx(23.1, abs=0.2)


def test_the_form_is_filled_in_from_where_one_comes(english: Client) -> None:
    html = english.get("/news/", {"words": "asthma", "age": "7", "trial": ""}).content.decode()

    assert 'value="asthma"' in html
    assert "NCT00000001" in english.get("/news/?trial=NCT00000001").content.decode()


def test_what_nobody_confirmed_is_deleted_after_a_week() -> None:
    waiting(confirmed=False)
    kept = waiting("kept@example.org")

    assert purge_unconfirmed(timezone.now() + timedelta(days=8)) == 1
    assert list(Subscription.objects.all()) == [kept]


def test_who_confirms_gets_mail_again_after_a_refusal() -> None:
    note_refusal(ADDRESS, 550)

    waiting()

    assert not refuses(ADDRESS)


def test_it_is_all_there_in_chinese(chinese: Client) -> None:
    assert "通过邮件接收试验消息" in chinese.get("/news/").content.decode()
    row = waiting(language="zh-hans", confirmed=False)
    assert Letter.objects.get().subject == "请确认：临床试验消息"
    assert "是的，请发送消息" in chinese.get(path_of(manage_url(row))).content.decode()


def test_pages_with_an_address_are_not_kept_anywhere(english: Client) -> None:
    response = english.get(path_of(manage_url(waiting())))

    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("email", ['"mother"@example.org', "mother@[192.0.2.1]"])
def test_an_address_that_no_mail_of_ours_reaches_is_refused_in_words(
    email: str, english: Client
) -> None:
    page = english.post("/news/", TYPED | {"email": email})

    assert page.status_code == 422
    assert "This is no email address." in page.content.decode()
    assert not Subscription.objects.exists()


def test_one_network_cannot_have_mail_sent_to_many_strangers(english: Client) -> None:
    hourly = LIMITS[NEWS_NETWORK][0].most

    sent = {post(english, email=f"stranger{n}@example.org") for n in range(hourly)}
    page = english.post("/news/", TYPED | {"email": "one.more@example.org"})
    elsewhere = english.post("/news/", TYPED, REMOTE_ADDR="198.51.100.7")

    assert (sent, page.status_code, elsewhere.status_code) == ({302}, 429, 302)
    assert "Please try again after" in page.content.decode()
    assert Letter.objects.count() == hourly + 1
