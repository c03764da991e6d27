"""Signing in: password, code, waiting, sessions, and what must not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.web.cast import PASSWORD, Cast, code_for, signed_in
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.actions import set_second_factor
from trialogue.web.accounts.models import AccountEvent, Attempt, StaffSession, User
from trialogue.web.accounts.second_factor import compute_code, derive_secret, make_salt, step_at

SIGN_IN = "/staff/sign-in/"


def _try(client: Client, email: str, password: str, **more: str) -> str:
    page = client.post(SIGN_IN, {"email": email, "password": password, **more})
    return page.headers.get("Location", "") or page.content.decode()


def test_whoever_has_account_and_password_gets_in(cast: Cast, english: Client) -> None:
    assert _try(english, "ALICE@hospital.example ", PASSWORD) == "/staff/"

    home = english.get("/staff/").content.decode()

    assert "Hello, Alice" in home
    assert "Editor" in home
    assert "People" not in home


@pytest.mark.parametrize("email", ["alice@hospital.example", "nobody@hospital.example"])
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    email: str, cast: Cast, english: Client
) -> None:
    html = _try(english, email, "wrong")

    assert "Address or password is wrong." in html
    assert english.get("/staff/").status_code == 302


@pytest.mark.parametrize("email", ["alice@hospital.example", "nobody@hospital.example"])
def test_guessing_is_stopped_after_five_tries_even_with_the_right_password(
    email: str, cast: Cast, english: Client
) -> None:
    for _ in range(5):
        _try(english, email, "wrong")

    html = _try(english, email, PASSWORD)

    assert "Too many tries" in html
    assert "Address or password is wrong" not in html


def test_guessing_at_many_accounts_from_one_network_is_stopped(
    cast: Cast, english: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        _try(english, f"p{number}@hospital.example", "wrong")
    elsewhere = Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.7")

    assert "Too many tries" in _try(english, cast.bob.email, PASSWORD)
    assert _try(elsewhere, cast.bob.email, PASSWORD) == "/staff/"


def test_a_stranger_who_guesses_all_day_does_not_keep_the_owner_out(
    cast: Cast, english: Client
) -> None:
    stranger = Client(headers={"accept-language": "en"}, REMOTE_ADDR="198.51.100.7")
    for _quarter in range(4):
        for _ in range(5):
            _try(stranger, cast.alice.email, "wrong")
        Attempt.objects.update(at=F("at") - timedelta(minutes=16))

    assert "Too many tries" in _try(stranger, cast.alice.email, PASSWORD)
    assert _try(english, cast.alice.email, PASSWORD) == "/staff/"


def test_waiting_ends(cast: Cast, english: Client) -> None:
    for _ in range(5):
        _try(english, cast.alice.email, "wrong")
    Attempt.objects.update(at=timezone.now() - timedelta(minutes=16))

    assert _try(english, cast.alice.email, PASSWORD) == "/staff/"


def test_failures_are_counted_without_address_or_network(cast: Cast, english: Client) -> None:
    _try(english, cast.alice.email, "wrong")

    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, subject_hash FROM accounts_attempt")
        rows = cursor.fetchall()

    assert len(rows) == 3
    assert not [row for row in rows if "alice" in str(row) or "127.0.0" in str(row)]


def test_signing_in_takes_nothing_of_the_session_before_along(cast: Cast, english: Client) -> None:
    english.get(SIGN_IN)
    session = english.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    english.cookies[site.SESSION_COOKIE_NAME] = before

    _try(english, cast.alice.email, PASSWORD)

    assert english.session.session_key != before
    assert "planted" not in english.session
    stale = Client()
    stale.cookies[site.SESSION_COOKIE_NAME] = before
    assert stale.get("/staff/").status_code == 302


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "/staff/../../evil",
        "\t//evil.example",
        "",
    ],
)
def test_signing_in_leads_to_no_other_site(place: str, cast: Cast, english: Client) -> None:
    assert _try(english, cast.alice.email, PASSWORD, next=place) == "/staff/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(cast: Cast, english: Client) -> None:
    asked = english.get("/staff/account/").headers["Location"]

    assert asked == "/staff/sign-in/?next=/staff/account/"
    assert _try(english, cast.alice.email, PASSWORD, next="/staff/account/") == "/staff/account/"


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    fields = {"email": cast.alice.email, "password": PASSWORD}

    assert strict.post(SIGN_IN, fields).status_code == 403
    inside = signed_in(cast.alice)
    inside.handler.enforce_csrf_checks = True
    assert inside.post("/staff/sign-out/").status_code == 403
    assert inside.get("/staff/").status_code == 200


def test_signing_out_ends_the_session(cast: Cast) -> None:
    client = signed_in(cast.alice)
    copied = client.cookies[site.SESSION_COOKIE_NAME].value

    client.post("/staff/sign-out/")

    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = copied
    assert thief.get("/staff/").status_code == 302
    assert not StaffSession.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"seen_at": timezone.now() - timedelta(minutes=61)},
        {"started_at": timezone.now() - timedelta(hours=12, minutes=1)},
    ],
)
def test_a_session_ends_when_it_is_old_or_unused(change: dict[str, object], cast: Cast) -> None:
    client = signed_in(cast.alice)
    StaffSession.objects.update(**change)

    assert client.get("/staff/").status_code == 302
    assert not StaffSession.objects.exists()


def test_a_person_sees_their_sessions_and_ends_one(cast: Cast) -> None:
    here = signed_in(cast.alice)
    there = signed_in(cast.alice)
    StaffSession.objects.update(browser="Firefox, Windows")
    foreign = signed_in(cast.bob)
    other = StaffSession.objects.order_by("pk")[1]

    assert here.get("/staff/account/").content.decode().count("Firefox, Windows") == 2
    assert foreign.post(f"/staff/account/sessions/{other.pk}/end/").status_code == 404
    assert here.post(f"/staff/account/sessions/{other.pk}/end/").status_code == 302

    assert there.get("/staff/").status_code == 302
    assert here.get("/staff/").status_code == 200


def test_a_new_password_signs_out_every_other_browser(cast: Cast) -> None:
    here, there = signed_in(cast.alice), signed_in(cast.alice)
    fields = {"password": PASSWORD, "new_password": "another long sentence"}

    wrong = here.post("/staff/account/password/", fields | {"password": "no"})
    assert "This is not your password" in wrong.content.decode()
    assert here.post("/staff/account/password/", fields).status_code == 302

    assert here.get("/staff/").status_code == 200
    assert there.get("/staff/").status_code == 302


def test_somebody_switched_off_is_out_at_once_and_cannot_come_back(
    cast: Cast, english: Client
) -> None:
    inside, manager = signed_in(cast.alice), signed_in(cast.dora)

    manager.post(f"/staff/people/{cast.alice.pk}/switch-off/", {"reason": "left the hospital"})

    assert inside.get("/staff/").status_code == 302
    assert "Address or password is wrong" in _try(english, cast.alice.email, PASSWORD)


@pytest.fixture
def careful(cast: Cast, settings: Settings) -> Cast:
    """Give the cast where a second factor is asked of everybody."""
    settings.STAFF_SECOND_FACTOR = True
    return cast


def test_without_a_second_factor_nothing_opens_but_setting_it_up(careful: Cast) -> None:
    client = signed_in(careful.dora)

    for address in ("/staff/", "/staff/people/", "/staff/account/", "/staff/account/password/"):
        assert client.get(address).headers["Location"] == "/staff/account/second-factor/"


def test_setting_up_the_second_factor_and_signing_in_with_it(
    careful: Cast, english: Client
) -> None:
    client = signed_in(careful.alice)
    page = client.get("/staff/account/second-factor/").content.decode()
    salt = client.session["second_factor_salt"]
    now = timezone.now()
    secret = derive_secret(salt)

    assert "<svg" in page
    wrong = client.post("/staff/account/second-factor/", {"code": "000000"})
    assert "This code is wrong" in wrong.content.decode()
    codes = client.post(
        "/staff/account/second-factor/", {"code": compute_code(secret, step_at(now))}
    ).content.decode()
    assert codes.count("<code>") == 10
    assert client.get("/staff/").status_code == 200

    assert _try(english, careful.alice.email, PASSWORD) == "/staff/sign-in/code/"
    assert english.get("/staff/").status_code == 302, "a password alone opens nothing"
    careful.alice.refresh_from_db()
    used = english.post("/staff/sign-in/code/", {"code": code_for(careful.alice, now)})
    assert "was used before" in used.content.decode()
    new = english.post("/staff/sign-in/code/", {"code": code_for(careful.alice, now, 1)})
    assert new.headers["Location"] == "/staff/"
    assert english.get("/staff/").status_code == 200


def _enrolled(user: User) -> tuple[str, ...]:
    salt, now = make_salt(), timezone.now() - timedelta(minutes=5)
    session = StaffSession(user=user, key=f"old-{user.pk}", second_factor=False, seen_at=now)
    session.save()
    code = compute_code(derive_secret(salt), step_at(now))
    codes = set_second_factor(user, salt, code, now, session)
    assert codes is not None
    return codes


def test_a_code_on_paper_is_good_once(careful: Cast, english: Client) -> None:
    paper = _enrolled(careful.alice)[3].upper().replace("-", " ")

    _try(english, careful.alice.email, PASSWORD)
    first = english.post("/staff/sign-in/code/", {"code": paper})
    again = Client()
    _try(again, careful.alice.email, PASSWORD)
    second = again.post("/staff/sign-in/code/", {"code": paper})

    assert first.status_code == 302
    assert second.status_code == 200
    assert again.get("/staff/").status_code == 302


def test_guessing_codes_is_stopped(careful: Cast, english: Client) -> None:
    _enrolled(careful.alice)
    _try(english, careful.alice.email, PASSWORD)
    for _ in range(5):
        english.post("/staff/sign-in/code/", {"code": "000000"})

    right = code_for(careful.alice, timezone.now())
    html = english.post("/staff/sign-in/code/", {"code": right}).content.decode()

    assert "Too many tries" in html


def test_the_code_page_is_nobodys_without_a_password(careful: Cast, english: Client) -> None:
    _enrolled(careful.alice)

    answer = english.post("/staff/sign-in/code/", {"code": code_for(careful.alice, timezone.now())})

    assert answer.headers["Location"] == SIGN_IN


def test_an_administrator_removes_a_lost_second_factor_with_a_reason(careful: Cast) -> None:
    from django.conf import settings

    settings.STAFF_SECOND_FACTOR = False
    _enrolled(careful.alice)
    manager = signed_in(careful.dora)
    address = f"/staff/people/{careful.alice.pk}/second-factor/"

    assert "This field is required" in manager.post(address, {"reason": ""}).content.decode()
    manager.post(address, {"reason": "telephone lost"})

    careful.alice.refresh_from_db()
    assert not careful.alice.has_second_factor
    assert careful.alice.recovery_codes.count() == 0
    assert "telephone lost" in manager.get(f"/staff/people/{careful.alice.pk}/").content.decode()


def test_the_real_hash_is_argon2id_of_the_cited_size(db: None) -> None:
    user = User(email="e@hospital.example", display_name="E")
    user.set_password(PASSWORD)

    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password(PASSWORD)


def test_what_was_done_cannot_be_changed(cast: Cast) -> None:
    signed_in(cast.alice)
    events = AccountEvent.objects.filter(about=cast.alice)
    assert [event.what for event in events] == ["signed-in"]

    for change in (lambda: events.update(what="x"), events.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_pages_of_the_staff_are_kept_nowhere(cast: Cast) -> None:
    client = signed_in(cast.dora)

    for address in ("/staff/", SIGN_IN, "/staff/people/", f"/staff/people/{cast.alice.pk}/"):
        head = client.get(address).headers
        if address != SIGN_IN:
            assert head["Cache-Control"] == "no-store, private"
            assert head["Referrer-Policy"] == "same-origin"


def test_public_pages_ask_for_no_session(cast: Cast, reference: Protocol) -> None:
    client = signed_in(cast.alice)

    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/trials/{reference.id}/")

    asked = [one["sql"] for one in queries if "session" in one["sql"] or "_user" in one["sql"]]
    assert asked == []
    assert "Alice" not in page.content.decode()
    assert site.SESSION_COOKIE_NAME not in page.cookies
