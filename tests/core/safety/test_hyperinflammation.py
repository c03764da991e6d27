"""The parts of IEC-HS and the flag of pain: what is met, since when, and what stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trialogue.core.safety.hyperinflammation import (
    Finding,
    Level,
    PartId,
    derive_part,
    judge_cytopenia,
    judge_fibrinogen,
    judge_liver,
)
from trialogue.core.safety.sheets import derive_pain_review
from trialogue.core.safety.wording import WORDS, tell
from trialogue.core.said import Said, say_in
from trialogue.core.truth import Truth
from trialogue.standards.iec_hs import COMPANIONS

YES, NO, OPEN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def alt(value: float | None, high: float | None = 40, comparator: str = "") -> Level:
    return Level(test="ALT", day="2025-05-19", value=value, high=high, comparator=comparator)


def fibrinogen(value: float | None, low: float | None = 2, comparator: str = "") -> Level:
    return Level(test="FIB", day="2025-05-19", value=value, low=low, comparator=comparator)


@pytest.mark.parametrize(
    ("level", "baseline", "met"),
    [
        (alt(201), None, YES),
        (alt(200), None, NO),
        (alt(201), 60, NO),
        (alt(301), 60, YES),
        (alt(201), 40, YES),
        (alt(None), None, OPEN),
        (alt(900, high=None), 40, OPEN),
        (alt(300, comparator=">"), None, YES),
        (alt(100, comparator=">"), None, OPEN),
        (alt(100, comparator="<"), None, NO),
        (alt(300, comparator="<"), None, OPEN),
    ],
)
def test_reference_5_3_transaminases_above_five_times(
    level: Level, baseline: float | None, met: Truth
) -> None:
    found = judge_liver(level, baseline, COMPANIONS)

    assert found.met is met


@pytest.mark.parametrize(
    ("level", "met"),
    [
        (fibrinogen(1.4), YES),
        (fibrinogen(1.9), YES),
        (fibrinogen(2.0), NO),
        (fibrinogen(1.4, low=None), YES),
        (fibrinogen(1.5, low=None), OPEN),
        (fibrinogen(1.4, low=1.0), YES),
        (fibrinogen(1.5, low=1.0), NO),
        (fibrinogen(0.5, comparator="<"), YES),
        (fibrinogen(3.0, comparator="<"), OPEN),
        (fibrinogen(3.0, comparator=">"), NO),
        (fibrinogen(None), OPEN),
    ],
)
def test_reference_5_3_fibrinogen_low_by_number_or_by_the_laboratory(
    level: Level, met: Truth
) -> None:
    found = judge_fibrinogen(level, COMPANIONS)

    assert found.met is met


@pytest.mark.parametrize(
    ("grade", "before", "met"),
    [(0, None, NO), (3, 2, YES), (2, 2, NO), (1, 2, NO), (2, None, OPEN), (None, 1, OPEN)],
)
def test_a_cytopenia_is_one_that_is_worse_than_before(
    grade: int | None, before: int | None, met: Truth
) -> None:
    assert judge_cytopenia("Platelets", "2025-05-19", grade, before).met is met


findings = some.lists(
    some.builds(
        Finding,
        day=some.dates().map(str),
        met=some.sampled_from(Truth),
        reason=some.just(tell("ferritin missing")),
    ),
    max_size=6,
)


@given(findings=findings)
def test_a_part_was_met_since_the_first_day_that_met_it(findings: list[Finding]) -> None:
    part = derive_part(PartId.LIVER, findings)

    days = [one.day for one in findings if one.met is YES]
    assert (part.since or None) == min(days, default=None)
    assert (part.met is YES) is bool(days)
    assert (part.met is NO) is (bool(findings) and {one.met for one in findings} == {NO})
    assert (part.last is None) is (not findings)


@pytest.mark.parametrize(
    ("score", "opioid", "day", "before", "needed"),
    [
        ("6", "no", 1, None, True),
        ("4", "no", 28, None, True),
        ("4", "no", 29, None, False),
        ("6", "yes", -1, None, False),
        ("6", "no", None, None, True),
        ("3", "no", 1, None, False),
        ("3", "yes", 1, None, True),
        ("6", "no", 1, 6, False),
        ("7", "no", 1, 6, True),
        ("6", "yes", 1, 6, True),
        ("6", "", 1, 6, None),
        ("", "no", 1, None, None),
    ],
)
def test_reference_5_5_new_pain_from_day_0_to_28(
    score: str, opioid: str, day: int | None, before: float | None, needed: bool | None
) -> None:
    values = {"pain_score": score, "opioid": opioid}

    found = derive_pain_review(values, day, before)

    assert found is not None
    assert found.needed is needed


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_sentence_is_there_in_three_languages_with_the_same_places(key: str) -> None:
    words = WORDS[key]
    places = {part.split("}")[0] for part in words.en.split("{")[1:]}

    for said in (words.zh, words.es):
        assert said
        assert {part.split("}")[0] for part in said.split("{")[1:]} == places


def test_a_sentence_is_its_english_text_and_knows_the_others() -> None:
    inner = tell("pressure low", value="84", limit="86")
    outer = tell("pressure age", said=inner, age="8")

    assert outer == "84 mmHg is below 86 mmHg (age 8)"
    assert say_in(outer, "zh-hans") == "84 mmHg 低于 86 mmHg（8 岁）"
    assert isinstance(outer, Said)
    assert say_in("plain", "zh") == "plain"
