"""The standing cast of the staff's tests, and how they come in.

Alice is editor of trial A (the reference trial), Bob its approver, Charlie is coordinator of
another centre and must see nothing of theirs, Dora manages all accounts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from trialogue.web.accounts.models import Membership, User
from trialogue.web.accounts.roles import Role
from trialogue.web.accounts.second_factor import compute_code, derive_secret, step_at

PASSWORD = "correct horse battery"  # noqa: S105 - of people who do not exist
A, B = "NCT06836505", "TRIALOGUE-DEMO-2"
ADDRESS = "{}@hospital.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Four people whom every test knows."""

    alice: User
    bob: User
    charlie: User
    dora: User


def make_user(name: str, role: str = "", trial: str = "", centre: str = "") -> User:
    """Make a person with a password, and with one role if one is named."""
    user = User(email=ADDRESS.format(name.lower()), display_name=name)
    user.set_password(PASSWORD)
    user.save()
    if role:
        Membership.objects.create(user=user, role=role, registry_id=trial, centre=centre)
    return user


def make_cast() -> Cast:
    """Make the four."""
    return Cast(
        alice=make_user("Alice", Role.EDITOR, A),
        bob=make_user("Bob", Role.APPROVER, A),
        charlie=make_user("Charlie", Role.COORDINATOR, B, "elsewhere"),
        dora=make_user("Dora", Role.ADMINISTRATOR),
    )


def signed_in(user: User, language: str = "en") -> Client:
    """Give a browser in which a person has signed in with the password, by the page itself."""
    client = Client(headers={"accept-language": language})
    page = client.post("/staff/sign-in/", {"email": user.email, "password": PASSWORD})
    assert page.status_code == 302, page.content.decode()
    return client


def code_for(user: User, moment: datetime, steps: int = 0) -> str:
    """Compute what the person's device shows, some steps from a moment."""
    return compute_code(derive_secret(user.totp_salt), step_at(moment) + steps)
