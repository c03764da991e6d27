"""The trail tells what is decided and signed at a gate, and what was noted of candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_django import Settings

from tests.web.cast import PASSWORD
from tests.web.study.path import HERE, TRIAL, fill_screening, make_child, make_team
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import StaffSession, User
from trialogue.web.accounts.permissions import Scope, Staff
from trialogue.web.accounts.roles import Role
from trialogue.web.oversight.trail import Wanted, trail_for
from trialogue.web.study.gate_actions import confirm_passing, rule, sign_off
from trialogue.web.study.gates import content_of, gate_of, gate_state
from trialogue.web.study.known import known_of
from trialogue.web.study.models import Candidate, CandidateNote, ChainCheck, Ruling
from trialogue.web.study.signing import digest
from trialogue.web.trials.queries import loaded_protocol

if TYPE_CHECKING:
    from trialogue.web.entries.models import Participant

GATE = "enrolment"


def said(team_user: User) -> list[tuple[str, str, str]]:
    scope = Scope(role=Role.MONITOR, registry_id=TRIAL)
    staff = Staff(user=team_user, scopes=(scope,), session=StaffSession())
    protocol = loaded_protocol(TRIAL)
    assert protocol is not None
    kinds = ("ruling", "signature", "candidate", "candidate note", "label")
    found = trail_for(staff, protocol, Wanted()).all()
    return [(one.by, one.words, one.reason) for one in found if one.kind in kinds]


def seen(child: Participant) -> str:
    known = known_of(child)
    gate = gate_of(known.protocol, GATE)
    assert gate is not None
    rulings = list(Ruling.objects.filter(participant=child))
    state = gate_state(known, GATE, rulings, ())
    return digest(content_of(known, state.screening, rulings))


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_SECOND_FACTOR = False


def test_decisions_and_signatures_at_a_gate_are_told(reference: Protocol) -> None:
    team = make_team()
    child = make_child(team)
    fill_screening(team, child)

    confirm_passing(team.ivan, child, GATE)
    sign_off(team.ivan, PASSWORD, child, GATE, seen=seen(child), statement="It fits.")
    rule(team.ivan, child, GATE, "I1", "fail", "The histology was read again")

    told = said(team.mona)
    gate = gate_of(reference, GATE)
    assert gate is not None
    label = gate.label.en
    assert told[0] == (
        "Ivan",
        f"decided I1 at “{label}”: not met (found: met)",
        "The histology was read again",
    )
    assert told[1] == ("Ivan", f"signed eligibility {label}: It fits.", "")
    assert ("Ivan", f"confirmed I1 at “{label}”: met", "") in told


def test_candidates_and_labels_are_told_without_a_note_s_words(reference: Protocol) -> None:
    team = make_team()
    child = make_child(team)
    made = Candidate.objects.create(
        registry_id=TRIAL, centre=HERE, subject="C-001", enquiry=1, made_by=team.carol
    )
    for kind in CandidateNote.Kind:
        CandidateNote.objects.create(
            candidate=made, kind=kind, text="Xylophone", made_by=team.carol
        )
    for given in ("A", "B"):
        ChainCheck.objects.create(
            participant=child, step="infusion", expected="A", given=given,
            matches=given == "A", made_by=team.petra,
        )  # fmt: skip

    told = [words for _by, words, _why in said(team.mona)]

    assert sorted(told) == [
        "closed the candidate",
        "made the candidate",
        "noted something about the candidate",
        "opened the candidate again",
        "scanned a label (infusion): A, as expected",
        "scanned a wrong label (infusion): B instead of A",
    ]
