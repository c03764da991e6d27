"""Drafts that lie do not get through: families seen while building, on invented and real records.

The families kept apart are measured by benchmarks/overview.py alone.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.report.overview.factory import record
from tests.report.overview.lies import FAMILIES, UNSEEN
from tests.report.overview.slips import Tried, try_lies
from tests.report.overview.written_drafts import written_drafts
from trialogue.core.record import Record
from trialogue.exchange.ctgov import read_study
from trialogue.report.overview.draft import Draft
from trialogue.report.overview.gate.evidence import build_index
from trialogue.report.overview.outline import LANGUAGES, Language
from trialogue.report.overview.source import read_source
from trialogue.report.overview.writer.by_rules import write_by_rules

TODAY = date(2026, 11, 23)
MOST_SLIPS = 0.01
EVERY = 40


def tried(of: Record, draft: Draft) -> list[Tried]:
    source = read_source(of)
    return list(try_lies(draft, source, build_index(source, draft.language), unseen=False))


def by_rules(of: Record, language: Language) -> Draft:
    return write_by_rules(read_source(of), language, TODAY)


def test_a_third_of_the_families_is_kept_apart() -> None:
    assert len(UNSEEN) == len(FAMILIES) // 3
    assert frozenset(FAMILIES) > UNSEEN


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_lie_about_an_invented_trial_slips_through(language: Language) -> None:
    lies = tried(record(), by_rules(record(), language))

    assert len(lies) > 40
    assert [(one.lie.family, one.lie.says) for one in lies if one.slips] == []


@pytest.fixture(scope="module")
def records(shared: Path) -> dict[str, Record]:
    text = (shared / "registry" / "studies_v2_sample.json").read_text("utf-8")
    found = (read_study(study)[0] for study in json.loads(text)["studies"])
    return {one.id: one for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_to_no_lie_about_real_trials_slips_through(
    records: dict[str, Record], language: Language
) -> None:
    chosen = list(records.values())[::EVERY]

    lies = [lie for one in chosen for lie in tried(one, by_rules(one, language))]

    assert sum(one.slips for one in lies) <= MOST_SLIPS * len(lies)


def test_next_to_no_lie_told_in_plain_words_of_its_own_slips_through(
    records: dict[str, Record],
) -> None:
    lies = [lie for one, draft in written_drafts(records) for lie in tried(one, draft)]

    assert len(lies) > 400
    assert sum(one.slips for one in lies) <= MOST_SLIPS * len(lies)
