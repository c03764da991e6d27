"""The tasks of today on the way to treatment and after it: to each role what it can do."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.protocols.invented_entries import (
    CONSENT,
    DEMOGRAPHY,
    DISEASE,
    LESIONS,
    RESPONSE,
    TREATMENT,
)
from tests.web.cast import PASSWORD
from tests.web.study.path import Team, fill
from tests.web.study.test_treatment import numbers, order
from trialogue.web.accounts.models import Membership, StaffSession, User
from trialogue.web.accounts.permissions import Scope, Staff
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight.actions import mark_fields
from trialogue.web.oversight.tasks_of_today import tasks_for
from trialogue.web.study import orders
from trialogue.web.study.gate_actions import confirm_passing, sign_off
from trialogue.web.study.gates import content_of, gate_state
from trialogue.web.study.known import known_of
from trialogue.web.study.signing import digest


def tasks(user: User, *kinds: str) -> list[str]:
    held = Membership.objects.filter(user=user)
    staff = Staff(user=user, scopes=tuple(map(Scope.of, held)), session=StaffSession())
    return [one.words for one in tasks_for(staff, timezone.now()) if one.kind.value in kinds]


def test_a_gate_waits_for_the_investigator_until_it_is_signed(
    team: Team, screened: Participant
) -> None:
    [waits] = tasks(team.ivan, "sign")
    confirm_passing(team.ivan, screened, "enrolment")
    [ready] = tasks(team.ivan, "sign")
    known, rulings = known_of(screened), list(screened.rulings.all())
    state = gate_state(known, "enrolment", rulings, ())
    seen = digest(content_of(known, state.screening, rulings))
    sign_off(team.ivan, PASSWORD, screened, "enrolment", seen=seen, statement="")

    assert waits.startswith("Enrolment: ")
    assert waits.endswith("criteria pass and wait to be confirmed")
    assert ready == "Enrolment: the eligibility is ready to sign"
    assert tasks(team.ivan, "sign") == []
    assert tasks(team.carol, "sign") == tasks(team.petra, "sign") == tasks(team.bernd, "sign") == []


def test_a_gate_with_something_against_it_waits_for_nobody(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)

    assert tasks(team.ivan, "sign") == []


def test_an_order_waits_for_another_person(
    team: Team, screened: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "standing_signature", lambda known, gate: object())
    order(team, screened, numbers())
    waits = ["Lymphodepletion: the order waits for the second person"]

    assert tasks(team.petra, "order") == tasks(team.carol, "order") == waits
    assert tasks(team.ivan, "order") == tasks(team.mona, "order") == []

    orders.sign_check(team.petra, PASSWORD, screened, "lymphodepletion", statement="")
    assert tasks(team.petra, "order") == []


def test_a_measured_visit_waits_for_the_reader(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, DISEASE, *TREATMENT, *LESIONS)

    assert tasks(team.ivan, "response") == ["Day 28: measured, and no response is confirmed"]
    assert tasks(team.carol, "response") == []

    fill(team, child, RESPONSE)
    assert tasks(team.ivan, "response") == []


def test_the_monitor_sees_what_nobody_has_verified(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    assert tasks(team.mona, "verify") == ["2 forms are not verified yet"]

    mark_fields(team.mona, child, Place(form="consent", visit="consent"), {"consent"}, version=1)

    assert tasks(team.mona, "verify") == ["1 form is not verified yet"]
    assert tasks(team.carol, "verify") == []
