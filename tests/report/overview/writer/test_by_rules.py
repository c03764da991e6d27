"""The rule-based writer, on an invented record and on records of the sample."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.report.overview.factory import record
from trialogue.core.record import Record
from trialogue.exchange.ctgov import read_study
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.outline import LANGUAGES, Language
from trialogue.report.overview.source import Source, read_source
from trialogue.report.overview.writer.by_rules import write_by_rules

TODAY = date(2026, 11, 23)
EVERY = 10
"""One record in so many is written about here; benchmarks/overview.py takes all."""
DERIVED = re.compile(
    r"There (?:are|is) (?:\d+|1) (?:more rules?|groups|centres)[^.]*\.|about \d+ more conditions?\."
)


def test_the_draft_of_an_invented_trial_reads_like_this() -> None:
    draft = write_by_rules(read_source(record()), "en", TODAY)

    assert draft.text.splitlines() == [
        "This study is about Acute Myeloid Leukemia. The team wants to learn if it can treat the "
        "disease. This is a phase 2 study. The plan is for 120 people.",
        "The study is looking for people now. People from 18 to 60 years old can join. Men and "
        "women can join. The study does not take healthy volunteers. You cannot join if you are "
        "pregnant or breastfeeding. There are rules about consent, age and other cancers. There "
        "are rules about the heart, allergies and a phone or the internet. There are rules about "
        "bone marrow and blood cells, the diagnosis and the skin. The full list of rules is on "
        "this page.",
        "There are 2 groups. Chance decides who gets into which group. Some people get a placebo. "
        "A placebo has no active drug in it. People who take part do not know what they get. The "
        "researchers do not know it. The study uses Zorbatinib, which is a drug. The study uses "
        "Placebo. The record gives this dose for Zorbatinib: 40 mg by mouth twice daily.",
        "The study began in March 2025. It should end on 31 January 2028. The record names a "
        "check for up to 24 months.",
        "The record speaks about what may be gained. Its own words are on this page.",
        "The record speaks about risks. Its own words are on this page. The team counts side "
        "effects.",
        "There are 2 centres in 2 countries. There is a centre in Bergen, Norway. There is a "
        "centre in Lyon, France.",
        "You can write to desk@trial.example. The study is run by Northern University. Ask your "
        "doctor what this means for you.",
    ]


def sample(shared: Path) -> Iterator[tuple[str, Record]]:
    """Give some records of the sample, each with its raw text."""
    studies = json.loads((shared / "registry" / "studies_v2_sample.json").read_text("utf-8"))
    for study in studies["studies"][::EVERY]:
        yield json.dumps(study, ensure_ascii=False), read_study(study)[0]


@pytest.fixture(scope="module")
def sources(shared: Path) -> list[tuple[str, Source]]:
    return [(raw, read_source(one)) for raw, one in sample(shared)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_draft_of_the_sample_passes_the_gate(
    sources: list[tuple[str, Source]], language: Language
) -> None:
    failures = [
        f"{source.record.id}: {failure}"
        for _, source in sources
        for failure in check_draft(write_by_rules(source, language, TODAY), source).failures
    ]

    assert failures == []


def test_every_number_of_a_draft_stands_in_the_raw_record(
    sources: list[tuple[str, Source]],
) -> None:
    """Asked of the registry's own text, without the gate; counts of ours are left out."""
    strange = [
        (source.record.id, number)
        for raw, source in sources
        for number in numbers_of(DERIVED.sub("", write_by_rules(source, "en", TODAY).text))
        if not re.search(rf"(?<!\d)0?{re.escape(number)}(?!\d)", raw)
    ]

    assert strange == []


def numbers_of(text: str) -> list[str]:
    return re.findall(r"(?<![\w.@])\d+(?:\.\d+)?(?![\w@])", text)
