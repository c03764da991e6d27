"""What should be seen before an order is signed, and does not keep anybody from signing it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.protocols.invented_entries import CONSENT, DEMOGRAPHY, EVENT, TREATMENT, enter
from tests.web.cast import signed_in
from tests.web.study.path import TRIAL, Team, fill
from tests.web.study.test_treatment import numbers
from trialogue.core.safety.limiting import LimitingRule, StoppingBound, StoppingRule
from trialogue.web.entries.models import Participant
from trialogue.web.study import orders
from trialogue.web.study.cautions import cautions_of
from trialogue.web.study.known import known_of


def cautions(child: Participant, kind: str, **other: str) -> list[str]:
    known = known_of(child)
    sheet, faults = orders.calculate(known, kind, numbers(**other))
    assert sheet is not None, faults
    return cautions_of(known, kind, sheet)


def test_an_infusion_is_held_against_the_lymphodepletion_that_was_given(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    [none] = cautions(child, "infusion")
    fill(team, child, *TREATMENT[:4])
    given = date(2025, 5, 8)

    inside = cautions(child, "infusion", at_infusion=(given + timedelta(days=1)).isoformat())
    [same_day] = cautions(child, "infusion", at_infusion=given.isoformat())
    [late] = cautions(child, "infusion", at_infusion=(given + timedelta(days=14)).isoformat())

    assert none == "Lymphodepletion: none is entered as given."
    assert inside == []
    assert "on 2025-05-08; for an infusion on 2025-05-08" in same_day
    assert "on 2025-05-07; for an infusion on 2025-05-22" in late


def test_a_kidney_function_on_record_of_another_band_is_shown(
    team: Team, child: Participant
) -> None:
    """The child's indexed eGFR stands in for the clearance; a value of the same band is silent."""
    fill(team, child, CONSENT, DEMOGRAPHY)
    fill(team, child, enter("chemistry", "screening", taken="2025-04-03", egfr="62"))

    [other] = cautions(child, "lymphodepletion", clearance="110")

    assert "62 mL/min/1.73 m² (2025-04-03)" in other
    assert "110 mL/min" in other
    assert cautions(child, "lymphodepletion", clearance="70") == []
    assert cautions(child, "lymphodepletion", clearance="") == []


def test_a_stopping_rule_that_is_reached_is_said_first(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, *TREATMENT, EVENT)
    known = known_of(child)
    endpoints = known.protocol.endpoints
    assert endpoints is not None
    halt = StoppingRule(
        id="S1", words="halt", bounds=(StoppingBound(treated=1, stop_at=1),), source="9.2"
    )
    rule = LimitingRule(id="L1", words="grade 2 or more", grade=2)
    safety = replace(endpoints.safety, limiting=(rule,), limiting_source="9.1", stopping=(halt,))
    strict = replace(known.protocol, endpoints=replace(endpoints, safety=safety))
    sheet, _faults = orders.calculate(known, "lymphodepletion", numbers())
    assert sheet is not None

    [first, *_more] = cautions_of(replace(known, protocol=strict), "lymphodepletion", sheet)

    assert first == (
        "The trial has reached its stopping rule S1: 1 of 1 treated (0 still open); the trial "
        "stops at 1 of 1."
    )


def test_the_page_shows_it_above_the_sheet(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    place = f"/study/{TRIAL}/participants/P-001/orders/infusion/"

    page = signed_in(team.petra).post(place, {**numbers(), "do": "calculate"}).content.decode()

    assert "Look at this before you sign:" in page
    assert "none is entered as given" in page
