"""The Python on the README's first screen prints what stands below it."""

from __future__ import annotations

import doctest
from datetime import date

import pytest

from tests.repository import REPOSITORY
from trialogue.core.eligibility import screen
from trialogue.core.facts import people_of
from trialogue.exchange.facts import load_facts
from trialogue.exchange.protocols import load_trial

NAMES = {
    "date": date,
    "load_facts": load_facts,
    "load_trial": load_trial,
    "people_of": people_of,
    "screen": screen,
}


def test_the_readme_prints_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8").replace("```", "")
    examples = doctest.DocTestParser().get_doctest(text, dict(NAMES), "README.md", "README.md", 0)

    result = doctest.DocTestRunner().run(examples)

    assert (result.failed, result.attempted) == (0, 5)
