"""Coded fields as facts, and how they are said."""

from __future__ import annotations

from datetime import date

import pytest

from tests.report.overview.factory import record
from trialogue.core.dates import parse_when
from trialogue.core.record import AgeLimit, Design, Enrollment, Record, RecordDate, RecordDates
from trialogue.core.record.status import STATUSES
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.outline import LANGUAGES, Language
from trialogue.report.overview.source import Names, read_source
from trialogue.report.overview.source.facts import said_name
from trialogue.report.overview.source.phrases import readings
from trialogue.report.overview.source.phrases_en import PHRASES as ENGLISH
from trialogue.report.overview.source.phrases_zh import PHRASES as CHINESE
from trialogue.report.overview.writer.by_rules import write_by_rules


def said(of: Record, key: str, language: Language = "en") -> list[str]:
    facts = read_source(of).facts
    return [readings(fact, language)[0] for fact in facts if fact.key.startswith(key)]


def age(amount: int, unit: str = "year") -> AgeLimit:
    return AgeLimit(amount=amount, unit=unit, text="")  # type: ignore[arg-type]  # a table's word


@pytest.mark.parametrize(
    ("low", "high", "english", "chinese"),
    [
        (age(18), age(60), "People from 18 to 60 years old can join.", "18岁至60岁的人可以参加。"),
        (age(18), None, "People who are 18 years or older can join.", "18岁及以上的人可以参加。"),
        (None, age(17), "People up to 17 years old can join.", "不超过17岁的人可以参加。"),
        (age(6, "month"), age(1), "People from 6 months to 1 year old can join.",
         "6个月至1岁的人可以参加。"),
        (None, None, "The record sets no limit for age.", "登记资料没有限制年龄。"),
    ],
)  # fmt: skip
def test_ages_are_said_as_the_record_limits_them(
    low: AgeLimit | None, high: AgeLimit | None, english: str, chinese: str
) -> None:
    of = record(minimum_age=low, maximum_age=high)

    assert (said(of, "ages."), said(of, "ages.", "zh-Hans")) == ([english], [chinese])


def test_a_study_that_has_ended_is_told_in_the_past() -> None:
    of = record(status="COMPLETED")

    assert said(of, "ages.") == ["People from 18 to 60 years old could join."]
    assert said(of, "status.") == ["The study has ended, and no one can join now."]


def test_a_study_without_people_says_so() -> None:
    assert said(record(enrollment=Enrollment(count=0, kind="ACTUAL")), "size.") == [
        "No one took part."
    ]


def test_words_that_are_no_code_of_the_registry_are_not_guessed_at() -> None:
    of = record(design=Design(masking="Open label", allocation="by lot"))

    assert said(of, "mask") == said(of, "allocation") == []


@pytest.mark.parametrize(
    ("kind", "english"),
    [
        ("ACTUAL", "The study began in March 2025."),
        ("ESTIMATED", "The study should begin in March 2025."),
        ("", "The record says that it begins in March 2025."),
    ],
)
def test_a_date_is_a_plan_or_a_fact_only_where_the_record_says_so(kind: str, english: str) -> None:
    start = RecordDate(text="2025-03", when=parse_when("2025-03"), kind=kind)

    assert said(record(dates=RecordDates(start=start)), "start.") == [english]


def test_a_name_is_said_in_the_reader_s_language_where_one_is_told() -> None:
    names: Names = {"zh-Hans": {"zorbatinib": "佐巴替尼", "norway": "挪威"}}
    source = read_source(record(), names)

    draft = write_by_rules(source, "zh-Hans", date(2026, 11, 23))

    assert "研究使用佐巴替尼，这是一种药物。" in draft.text
    assert "挪威的Bergen有研究中心。" in draft.text
    assert "France的Lyon有研究中心。" in draft.text
    assert check_draft(draft, source).failures == ()
    assert "Zorbatinib" in write_by_rules(source, "en", date(2026, 11, 23)).text


def test_a_dose_is_given_in_the_words_of_the_record_where_there_is_exactly_one() -> None:
    assert said(record(), "dose") == [
        "The record gives this dose for Zorbatinib: 40 mg by mouth twice daily."
    ]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_of_the_registry_can_be_said(status: str, language: Language) -> None:
    assert len(said(record(status=status), "status.", language)) == 1


def test_both_languages_know_the_same_facts() -> None:
    only_english = {"treatment.PROCEDURE", "treatment.BEHAVIORAL"}

    assert ENGLISH.keys() - CHINESE.keys() == only_english
    assert CHINESE.keys() - ENGLISH.keys() == set()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Leukemia, Myeloid, Acute", "Acute Myeloid Leukemia"),
        ("Disk, Herniated", "Herniated Disk"),
        ("Still's Disease, Adult-Onset", "Still's Disease, Adult-Onset"),
        ("NSCLC", "NSCLC"),
    ],
)
def test_an_indexed_name_is_said_in_its_spoken_order(written: str, name: str) -> None:
    assert said_name(written) == name
