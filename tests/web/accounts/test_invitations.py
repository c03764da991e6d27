"""Invitations and new passwords: links that work once, in mails of the outbox."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.cast import PASSWORD, A, B, Cast, signed_in
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import Attempt, Invitation, Membership, User
from trialogue.web.outbox.models import Letter

NEW = "a sentence that nobody guesses"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/staff/\S+)")


def _fields(**changes: str) -> dict[str, str]:
    return {
        "email": "New.Person@hospital.example",
        "role": "editor",
        "registry_id": A.lower(),
        "centre": "",
        "language": "en",
    } | changes


def _link() -> str:
    found = LINK.search(Letter.objects.latest("pk").text)
    assert found
    return found[1]


def test_somebody_who_is_invited_makes_an_account_and_has_the_role(
    cast: Cast, reference: Protocol, english: Client
) -> None:
    page = signed_in(cast.dora).post("/staff/people/invite/", _fields())
    link = _link()
    letter = Letter.objects.get()

    assert link in page.content.decode()
    assert (letter.to_address, letter.kind) == ("new.person@hospital.example", "account")
    assert "invited as: Editor" in english.get(link).content.decode()
    weak = english.post(link, {"display_name": "Nia", "new_password": "password"})
    assert "too common" in weak.content.decode()
    assert "too short" in weak.content.decode()

    entered = english.post(link, {"display_name": "Nia", "new_password": NEW})

    assert entered.status_code == 302
    assert "Hello, Nia" in english.get("/staff/").content.decode()
    held = Membership.objects.get(user__display_name="Nia")
    assert (held.role, held.registry_id, held.granted_by) == ("editor", A, cast.dora)
    assert english.get(link).status_code == 404
    letter.refresh_from_db()
    assert letter.is_forgotten


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registry_id": "NCT00000000"}, "No trial with this id is loaded here."),
        ({"role": "king"}, "is not one of the available choices"),
        ({"centre": f"{B} x"}, "is not one of the available choices"),
        ({"email": "x"}, "This is no email address."),
    ],
)
def test_an_invitation_to_what_is_not_there_is_refused(
    changes: dict[str, str], said: str, cast: Cast, reference: Protocol
) -> None:
    page = signed_in(cast.dora).post("/staff/people/invite/", _fields(**changes))

    assert said in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_link_that_is_old_or_was_taken_back_opens_nothing(
    cast: Cast, reference: Protocol, english: Client
) -> None:
    manager = signed_in(cast.dora)
    manager.post("/staff/people/invite/", _fields())
    old = _link()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    manager.post("/staff/people/invite/", _fields(email="other@hospital.example"))
    back = _link()
    manager.post(f"/staff/people/invitations/{Invitation.objects.latest('pk').pk}/end/")

    for link in (old, back, "/staff/invitation/guess/"):
        assert english.get(link).status_code == 404
        posted = english.post(link, {"display_name": "Eve", "new_password": NEW})
        assert posted.status_code == 404
    assert not User.objects.filter(display_name="Eve").exists()


def test_two_invitations_to_one_address_give_both_roles(
    cast: Cast, reference: Protocol, english: Client
) -> None:
    manager = signed_in(cast.dora)
    manager.post("/staff/people/invite/", _fields())
    manager.post("/staff/people/invite/", _fields(role="monitor"))

    english.post(_link(), {"display_name": "Nia", "new_password": NEW})

    held = Membership.objects.filter(user__display_name="Nia")
    assert sorted(held.values_list("role", flat=True)) == ["editor", "monitor"]


def test_who_manages_one_trial_gives_roles_there_and_nowhere_else(
    cast: Cast, reference: Protocol, second: Protocol
) -> None:
    Membership.objects.filter(user=cast.dora).update(registry_id=A)
    manager = signed_in(cast.dora)

    assert manager.post("/staff/people/invite/", _fields()).status_code == 200
    for place in (B, ""):
        assert manager.post("/staff/people/invite/", _fields(registry_id=place)).status_code == 404
    html = manager.get("/staff/people/").content.decode()
    assert "Alice" in html
    assert "Charlie" not in html
    assert manager.get(f"/staff/people/{cast.charlie.pk}/").status_code == 404
    alice = f"/staff/people/{cast.alice.pk}/"
    assert manager.post(f"{alice}switch-off/", {"reason": "x"}).status_code == 404


def test_the_last_administrator_stays(cast: Cast) -> None:
    held = Membership.objects.get(user=cast.dora)
    manager = signed_in(cast.dora)
    person = f"/staff/people/{cast.dora.pk}/"

    kept = manager.post(f"{person}roles/{held.pk}/end/").content.decode()
    off = manager.post(f"{person}switch-off/", {"reason": "holiday"}).content.decode()

    assert "Somebody must stay who manages the accounts." in kept
    assert "Somebody else must switch off your own account." in off
    assert manager.get("/staff/people/").status_code == 200


def test_a_role_that_ended_opens_nothing_any_more(cast: Cast) -> None:
    manager, client = signed_in(cast.dora), signed_in(cast.alice)
    held = Membership.objects.get(user=cast.alice)

    manager.post(f"/staff/people/{cast.alice.pk}/roles/{held.pk}/end/")

    assert "You have no role at present" in client.get("/staff/").content.decode()
    assert Membership.objects.get(pk=held.pk).ended_by == cast.dora


def test_a_new_password_by_mail(cast: Cast, english: Client) -> None:
    inside = signed_in(cast.alice)
    known = english.post("/staff/password/", {"email": cast.alice.email})
    unknown = Client(headers={"accept-language": "en"}).post(
        "/staff/password/", {"email": "nobody@hospital.example"}
    )
    link = _link()

    assert known.content == unknown.content
    assert Letter.objects.count() == 1
    assert english.post(link, {"new_password": NEW}).status_code == 200
    assert english.get(link).status_code == 404
    assert inside.get("/staff/").status_code == 302
    entered = english.post("/staff/sign-in/", {"email": cast.alice.email, "password": NEW})
    assert entered.status_code == 302
    assert PASSWORD != NEW


def test_nobody_is_flooded_with_links(cast: Cast, english: Client) -> None:
    for _ in range(6):
        english.post("/staff/password/", {"email": cast.alice.email})

    assert Letter.objects.count() == 3
    assert Attempt.objects.filter(kind="mail").count() == 3
