"""The demo study, analyzed once for all tests of its report."""

from __future__ import annotations

from functools import cache

from tests.repository import REPOSITORY
from trialogue.exchange.protocols import load_trial
from trialogue.exchange.sdtm import load_study
from trialogue.report.study import Analysed, analyze_study, plan_of_protocol

FOLDER = REPOSITORY / "protocols" / "NCT06836505" / "demo"


@cache
def demo() -> Analysed:
    """Analyze the demo study by its protocol."""
    protocol, _ = load_trial("NCT06836505")
    assert protocol is not None
    study, _ = load_study(FOLDER)
    return analyze_study(study, plan_of_protocol(protocol))
