"""The reference patients against all 21 criteria (the clinical reference 9)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from trialogue.core.eligibility import Overall, Verdict, screen
from trialogue.core.facts import person_of
from trialogue.exchange.protocols import load_trial
from trialogue.report.validation.patients import facts_of

VECTORS = json.loads((Path(__file__).parent / "vectors" / "eligibility_vectors.json").read_text())
BASE, EXPECTED = VECTORS["base_patient"], VECTORS["base_expected"]
IDS = {"I6a_ALT": "I6a.alt", "I6a_BILI": "I6a.bilirubin"}
WORDS = {
    "MET": Verdict.PASS,
    "ABSENT": Verdict.PASS,
    "NOT_MET": Verdict.FAIL,
    "PRESENT": Verdict.FAIL,
    "UNKNOWN": Verdict.UNKNOWN,
}
OVERALL = {
    "ELIGIBLE": Overall.ELIGIBLE,
    "INELIGIBLE": Overall.NOT_ELIGIBLE,
    "UNDETERMINED": Overall.UNDETERMINED,
}


@pytest.mark.parametrize(
    "case", VECTORS["cases"], ids=lambda case: f"{case['case']} {case['name']}"
)
def test_a_reference_patient_gets_the_expected_verdict_on_every_criterion(case):
    protocol, _ = load_trial("NCT06836505")
    patient = person_of("P", facts_of(BASE | case["changes_from_base"]))
    expected = EXPECTED | case["expected_changed_criteria"]

    found = screen(protocol, patient, gate="infusion", on=date(2026, 1, 5))

    verdicts = {rule: found.of(IDS.get(rule, rule)).verdict for rule in expected}
    assert verdicts == {rule: WORDS[word] for rule, word in expected.items()}
    assert found.overall is OVERALL[case["expected_overall"]]
