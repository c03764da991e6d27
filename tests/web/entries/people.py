"""The people of the entries' tests: a coordinator and an investigator, and who must see nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tests.web.cast import A, make_user
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import make_participant
from trialogue.web.entries.models import Participant

TRIAL, HERE, ELSEWHERE = A, "guangzhou", "munich"
PLANTED = "Xylophone"
"""Stands in what must not be seen; no page says it by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who works where: two in Guangzhou, one in Munich."""

    carol: User
    """Coordinator in Guangzhou."""
    ivan: User
    """Investigator in Guangzhou."""
    bernd: User
    """Coordinator in Munich."""


def make_team() -> Team:
    """Make the three."""
    return Team(
        carol=make_user("Carol", Role.COORDINATOR, TRIAL, HERE),
        ivan=make_user("Ivan", Role.INVESTIGATOR, TRIAL, HERE),
        bernd=make_user("Bernd", Role.COORDINATOR, TRIAL, ELSEWHERE),
    )


def make_somebody(by: User, subject: str = "P-001", centre: str = HERE) -> Participant:
    """Make a participant of the reference trial."""
    return make_participant(by, TRIAL, centre, subject=subject, protocol_version="1")
