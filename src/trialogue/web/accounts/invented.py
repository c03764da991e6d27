"""The demo's staff: one invented person for each role, whom anybody may be by one click."""

from __future__ import annotations

from django.db import transaction

from trialogue.web.accounts.models import Membership, User
from trialogue.web.accounts.roles import Role

PEOPLE = (
    ("Ada Editor", Role.EDITOR),
    ("Amir Approver", Role.APPROVER),
    ("Chen Coordinator", Role.COORDINATOR),
    ("Lena Lead", Role.LEAD),
    ("Ines Investigator", Role.INVESTIGATOR),
    ("Dara Data", Role.DATA_MANAGER),
    ("Mona Monitor", Role.MONITOR),
    ("Stan Statistician", Role.STATISTICIAN),
    ("Petra Pharmacist", Role.PHARMACIST),
    ("Alma Administrator", Role.ADMINISTRATOR),
)
AT_A_CENTRE = frozenset({Role.COORDINATOR, Role.INVESTIGATOR, Role.PHARMACIST})
"""Roles that the demo gives within one centre, as a hospital would."""


def invented_user(role: Role) -> User:
    """Give the demo's person of a role."""
    return User.objects.get(email=_address(role))


def _address(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@demo.invalid"


@transaction.atomic
def invent_staff(registry_id: str, centre: str) -> int:
    """Make the demo's staff where they are not there yet, and count them all.

    They have no password that could be typed.
    """
    for name, role in PEOPLE:
        user, is_new = User.objects.get_or_create(
            email=_address(role),
            defaults={"display_name": name, "is_invented": True},
        )
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        here = role in AT_A_CENTRE
        Membership.objects.get_or_create(
            user=user,
            role=role,
            registry_id=registry_id if here else "",
            centre=centre if here else "",
            ended_at=None,
        )
    return len(PEOPLE)
