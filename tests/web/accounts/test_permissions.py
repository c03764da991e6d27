"""Who may, as a table; where a role holds; and that every page of the staff has its guard."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.repository import REPOSITORY
from tests.web.cast import A, B, Cast, signed_in
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import Membership, StaffSession, User
from trialogue.web.accounts.permissions import TABLE, Action, Scope, Staff
from trialogue.web.accounts.roles import Role

ROLES = REPOSITORY / "docs" / "explanation" / "roles.md"
ROW = re.compile(r"^\| `([a-z_]+)` \|.*\| ([a-z_, ]+) \|$", re.MULTILINE)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
OPEN = {
    "accounts:sign-in",
    "accounts:code",
    "accounts:demo",
    "accounts:sign-out",
    "accounts:lost-password",
    "accounts:new-password",
    "accounts:invitation",
}
"""Pages of the staff that must open before anybody is signed in."""


def _staff(*scopes: Scope) -> Staff:
    return Staff(user=User(), scopes=scopes, session=StaffSession(second_factor=True))


@pytest.mark.parametrize("action", Action)
def test_the_documents_show_the_table(action: Action) -> None:
    rows = re.findall(
        r"^\| `([a-z_]+)` \|.*\| ([a-z_, ]+) \|$", ROLES.read_text("utf-8"), re.MULTILINE
    )
    shown = {name: set(roles.split(", ")) for name, roles in rows}

    assert shown[action.value] == {role.value for role in TABLE[action]}
    assert len(rows) == len(Action)


@pytest.mark.parametrize(
    ("trial", "centre", "asked", "may"),
    [
        ("", "", ("", ""), True),
        ("", "", (A, ""), True),
        ("", "", (A, "x"), True),
        (A, "", (A, ""), True),
        (A, "", (A, "x"), True),
        (A, "", (B, ""), False),
        (A, "", ("", ""), False),
        (A, "x", (A, "x"), True),
        (A, "x", (A, "y"), False),
        (A, "x", (A, ""), False),
        (A, "x", (B, "x"), False),
    ],
)
def test_a_role_holds_where_it_was_given(
    trial: str, centre: str, asked: tuple[str, str], may: bool
) -> None:
    staff = _staff(Scope(role=Role.COORDINATOR, registry_id=trial, centre=centre))

    assert staff.may(Action.READ_ENQUIRIES, *asked) is may
    assert staff.may(Action.MANAGE_STAFF, *asked) is False


def test_rows_of_other_places_are_not_seen(cast: Cast) -> None:
    rows = Membership.objects.all()
    here = _staff(Scope(role=Role.ADMINISTRATOR, registry_id=A))
    centre = _staff(Scope(role=Role.ADMINISTRATOR, registry_id=B, centre="elsewhere"))
    everywhere = _staff(Scope(role=Role.ADMINISTRATOR))
    nowhere = _staff(Scope(role=Role.EDITOR, registry_id=A))

    def seen(staff: Staff, centre: str = "centre") -> list[str]:
        found = staff.visible(rows, Action.MANAGE_STAFF, centre=centre)
        return [row.user.display_name for row in found]

    assert seen(here) == ["Alice", "Bob"]
    assert seen(centre) == ["Charlie"]
    assert seen(centre, centre="") == []
    assert seen(everywhere) == ["Alice", "Bob", "Charlie", "Dora"]
    assert seen(nowhere) == []


def _addresses(patterns: list[URLPattern | URLResolver], names: str = "") -> dict[str, str]:
    found = {}
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = _addresses(one.url_patterns, f"{names}{one.namespace or ''}:")
            start = str(one.pattern)
            found |= {name: f"{start}{rest}" for name, rest in inner.items()}
        else:
            found[f"{names}{one.name}".lstrip(":")] = str(one.pattern)
    return found


def staff_addresses() -> dict[str, str]:
    """List every address below /staff/ by its name, with numbers and keys filled in."""
    every = {
        name: "/" + re.sub(r"<(\w+:)?\w+>", lambda kind: "1" if kind[1] == "int:" else "x", rest)
        for name, rest in _addresses(get_resolver().url_patterns).items()
    }
    return {name: address for name, address in every.items() if address.startswith("/staff/")}


def test_a_stranger_meets_the_sign_in_page_at_every_address_of_the_staff(
    cast: Cast, english: Client
) -> None:
    answers = {}
    for name, address in staff_addresses().items():
        if name not in OPEN:
            answers[name] = [
                english.get(address).headers.get("Location", "").partition("?")[0],
                english.post(address).headers.get("Location", "").partition("?")[0],
            ]

    for name, places in answers.items():
        assert "/staff/sign-in/" in places, name
        assert set(places) <= {"/staff/sign-in/", ""}, name
    assert len(answers) >= 10


def test_only_who_manages_accounts_sees_them(cast: Cast) -> None:
    pages = [address for name, address in staff_addresses().items() if "/staff/people/" in address]
    for user in (cast.alice, cast.bob, cast.charlie):
        client = signed_in(user)
        for address in pages:
            for answer in (client.get(address), client.post(address)):
                assert answer.status_code in (404, 405), (user, address)
                assert "Dora" not in answer.content.decode()
    assert len(pages) >= 7


def test_what_is_not_here_and_what_is_out_of_reach_are_one_page_that_says_what_to_do(
    cast: Cast, reference: Protocol, second: Protocol
) -> None:
    alice = signed_in(cast.alice)

    unknown = alice.get("/staff/trials/NCT99999999/")
    hidden = alice.get(f"/staff/trials/{B}/")

    assert (unknown.status_code, hidden.status_code) == (404, 404)
    html, other = (TOKEN.sub("", page.content.decode()) for page in (unknown, hidden))
    assert other.replace(B, "NCT99999999") == html
    assert "There is nothing at this address that you can see." in html
    assert 'href="/staff/trials/"' in html
    assert unknown.headers["Cache-Control"] == "no-store, private"


def test_a_stranger_meets_the_sign_in_and_not_the_staffs_page(english: Client) -> None:
    answer = english.get("/staff/trials/NCT99999999/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/sign-in/")
