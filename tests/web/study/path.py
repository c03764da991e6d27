"""People and entries of the path's tests: an invented girl with DSRCT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from tests.protocols.invented_entries import (
    CHEMISTRY,
    CHEMOTHERAPY,
    COLLECTION,
    CONSENT,
    DEMOGRAPHY,
    DISEASE,
    ENROLMENT,
    EXAMINATIONS,
    SCREENING,
    enter,
)
from tests.web.cast import A, make_user
from trialogue.core.forms import Filled
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import make_participant, save_entry
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.outcomes import Outcome, Saved
from trialogue.web.entries.places import Place
from trialogue.web.trials.queries import loaded_protocol

TRIAL, HERE, ELSEWHERE = A, "guangzhou", "munich"
PREGNANCY_TEST = enter(
    "pregnancy_test",
    "screening",
    taken="2025-04-03",
    specimen="urine",
    pregnancy_test="negative",
)
PATH = (
    *(DEMOGRAPHY, DISEASE, SCREENING, CHEMOTHERAPY, *EXAMINATIONS, PREGNANCY_TEST),
    *(CHEMISTRY, COLLECTION),
)
"""What is entered after the consent and before enrolment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who works where."""

    carol: User
    ivan: User
    petra: User
    mona: User
    bernd: User


def make_team() -> Team:
    """Make a coordinator, an investigator, a pharmacist and a monitor here; one elsewhere."""
    return Team(
        carol=make_user("Carol", Role.COORDINATOR, TRIAL, HERE),
        ivan=make_user("Ivan", Role.INVESTIGATOR, TRIAL, HERE),
        petra=make_user("Petra", Role.PHARMACIST, TRIAL, HERE),
        mona=make_user("Mona", Role.MONITOR, TRIAL),
        bernd=make_user("Bernd", Role.INVESTIGATOR, TRIAL, ELSEWHERE),
    )


def make_child(team: Team, subject: str = "P-001", centre: str = HERE) -> Participant:
    """Make a participant of whom nothing is entered."""
    protocol = loaded_protocol(TRIAL)
    assert protocol is not None
    return make_participant(
        team.carol, TRIAL, centre, subject=subject, protocol_version=protocol.version
    )


def save(team: Team, child: Participant, filled: Filled, **other: str) -> Outcome:
    """Save one form as the coordinator, with other values in place of some."""
    place = Place(form=filled.form, visit=filled.visit, occurrence=filled.occurrence)
    rows = Entry.objects.filter(participant=child, form=place.form, visit=place.visit)
    base = rows.filter(occurrence=place.occurrence).count()
    values = {**filled.values, **{key.replace("__", "."): text for key, text in other.items()}}
    return save_entry(
        team.carol, child, place, values, base_version=base, reason="again" if base else ""
    )


def fill(team: Team, child: Participant, *some: Filled) -> None:
    """Save forms, none of which may be refused."""
    for filled in some:
        outcome = save(team, child, filled)
        assert isinstance(outcome, Saved), (filled.form, outcome)


def fill_screening(team: Team, child: Participant) -> None:
    """Enter consent and everything that is due before enrolment."""
    fill(team, child, CONSENT, *PATH)


def enrol_elsewhere(team: Team, child: Participant) -> None:
    """Enrol somebody without a sign-off, as `transfer.taking_over` does: no guard is asked."""
    place = Place(form="enrolment", visit="enrolment")
    with patch("trialogue.web.entries.guards.GUARDS", []):
        outcome = save_entry(
            team.carol, child, place, ENROLMENT.values, base_version=0, source="import:x"
        )
    assert isinstance(outcome, Saved), outcome


def days_ago(days: int) -> str:
    """Write the day so many days before today."""
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def product(occurrence: int = 1, **other: str) -> Filled:
    """Write a product of the girl's own collection that is released."""
    values = {
        "lot": "LOT-05",
        "kind": "dual",
        "collection_code": "C-05",
        "made_from": "2025-04-30",
        "release": "released",
        "released_on": "2025-05-10",
    }
    return enter("product", "", occurrence, **{**values, **other})
