"""What a sentence says: keys, denials, frames, in both languages."""

from __future__ import annotations

import pytest

from trialogue.report.overview.language.frames import Frame
from trialogue.report.overview.language.lexicon import stem
from trialogue.report.overview.language.view import read_view
from trialogue.report.overview.outline import Language


def keys(text: str, language: Language = "en") -> list[str]:
    view = read_view(text, language)
    return [("not " if one.denied else "") + one.key for one in view.mentions]


@pytest.mark.parametrize(
    ("plain", "record"),
    [
        ("kidney", "renal"),
        ("under the skin", "subcutaneously"),
        ("by mouth", "orally"),
        ("high blood pressure", "hypertension"),
        ("non-small cell lung cancer", "NSCLC"),
        ("side effects", "adverse events"),
        ("blood clots", "thrombosis"),
    ],
)
def test_plain_words_are_read_as_those_of_the_record(plain: str, record: str) -> None:
    assert read_view(plain, "en").keys == read_view(record, "en").keys


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("肾脏", "kidney"), ("口服", "by mouth"), ("怀孕", "pregnant"), ("白血病", "leukaemia")],
)
def test_chinese_words_are_read_as_english_ones(chinese: str, english: str) -> None:
    assert read_view(chinese, "zh-Hans").keys == read_view(english, "en").keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prednisone", "prednisolone"),
        ("cisplatin", "carboplatin"),
        ("hypertension", "hypotension"),
        ("acute", "chronic"),
        ("IL-15", "IL-2"),
    ],
)
def test_two_drugs_or_diseases_are_never_one(one: str, other: str) -> None:
    assert not read_view(one, "en").keys & read_view(other, "en").keys


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("You cannot join if you are pregnant.", Frame.KEEPS_OUT),
        ("Pregnant women could not join.", Frame.KEEPS_OUT),
        ("You must sign a consent form.", Frame.ADMITS),
        ("People with asthma can join.", Frame.ADMITS),
        ("You do not need a scan.", Frame.WAIVES),
        ("There are rules about the heart.", Frame.POINTS),
        ("There are 3 more rules.", Frame.COUNTS),
        ("The study tests a drug.", Frame.STATES),
    ],
)
def test_a_sentence_has_one_frame(text: str, frame: Frame) -> None:
    assert read_view(text, "en").frame is frame


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("如果您怀孕，不能参加。", Frame.KEEPS_OUT),
        ("哮喘患者可以参加。", Frame.ADMITS),
        ("不必做扫描。", Frame.WAIVES),
        ("有关于心脏的要求。", Frame.POINTS),
        ("还有3条其他要求。", Frame.COUNTS),
    ],
)
def test_a_chinese_sentence_has_the_same_frames(text: str, frame: Frame) -> None:
    assert read_view(text, "zh-Hans").frame is frame


def test_a_denial_reaches_its_clause_and_no_further() -> None:
    assert keys("no asthma, but diabetes") == ["not asthma", "diabet"]
    assert keys("tumor pain that is not under control") == ["cancer", "pain", "uncontrol"]
    assert keys("没有糖尿病", "zh-Hans") == ["not diabet"]


def test_the_frame_of_a_sentence_is_no_denial() -> None:
    assert keys("You cannot join if you have asthma.") == ["asthma"]


@pytest.mark.parametrize(
    "family",
    ["infusion infusions infused infuse", "stop stops stopped stopping", "study studies"],
)
def test_a_word_is_one_whatever_its_ending(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1
