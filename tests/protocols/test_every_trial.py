"""What holds for every protocol file that ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.protocols.shipped import FILES, checked, folded, trial
from trialogue.core.protocol.criteria import leaves_of, walk
from trialogue.core.protocol.items import Answerer
from trialogue.core.protocol.words import NOTHING
from trialogue.exchange.protocol_format.walk import texts_of

IDS = [path.parent.name for path in FILES]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
each_file = pytest.mark.parametrize("path", FILES, ids=IDS)
each_trial = pytest.mark.parametrize("id", IDS)


def test_both_example_trials_ship() -> None:
    assert IDS == ["NCT06836505", "TRIALOGUE-DEMO-2"]


@each_trial
def test_a_file_loads_without_faults_under_its_own_id(id: str) -> None:
    assert trial(id).id == id


HINTS = {
    "NCT06836505": ["centres[0].contact", "centres[0].investigator", "centres[0].name"],
    "TRIALOGUE-DEMO-2": ["centres[0].contact", "centres[0].investigator"],
}


@each_trial
def test_only_slots_and_the_missing_schedule_are_left_open(id: str) -> None:
    hints = [hint.column for hint in checked(id)[1]]

    assert [path for path in hints if path != "readings.A56"] == HINTS[id]


@each_trial
def test_every_text_is_there_in_chinese(id: str) -> None:
    texts = texts_of(trial(id))

    missing = [
        path for path, text in texts if text != NOTHING and not CHINESE.search(text.say("zh"))
    ]

    assert missing == []


@each_trial
def test_no_placeholder_is_left_in_any_text(id: str) -> None:
    texts = texts_of(trial(id))

    left = [path for path, text in texts if "{" in text.en or "{" in text.zh]

    assert left == []


@each_trial
def test_every_leaf_quotes_its_own_criterion(id: str) -> None:
    strangers = [
        (criterion.id, leaf.words)
        for criterion in walk(trial(id).criteria)
        if criterion.logic is not None
        for leaf in leaves_of(criterion.logic)
        if folded(leaf.words) not in folded(criterion.words.en)
    ]

    assert strangers == []


@each_trial
def test_every_criterion_has_all_four_texts(id: str) -> None:
    blank = [
        criterion.id
        for criterion in walk(trial(id).criteria)
        if NOTHING in (criterion.words, criterion.plain, criterion.short, criterion.advice)
    ]

    assert blank == []


@each_trial
def test_every_advice_is_one_question(id: str) -> None:
    others = [
        criterion.id
        for criterion in walk(trial(id).criteria)
        if not criterion.advice.en.endswith("?") or criterion.advice.en.count("?") != 1
    ]

    assert others == []


@each_trial
def test_exactly_the_items_that_a_person_can_know_have_a_question(id: str) -> None:
    items = trial(id).items.values()

    asked = {item.id for item in items if item.question is not None}

    assert asked == {item.id for item in items if item.asked_of is Answerer.PERSON}


@each_trial
def test_every_anchor_has_its_own_date(id: str) -> None:
    protocol = trial(id)

    assert {anchor.item for anchor in protocol.anchors.values()} == {
        f"{anchor}_date" for anchor in protocol.anchors
    }


@each_trial
def test_every_reading_that_is_named_is_there(id: str) -> None:
    protocol = trial(id)

    named = {name for criterion in walk(protocol.criteria) for name in criterion.readings}

    assert (named | set(protocol.dosing.readings)) - set(protocol.readings) == set()


@each_trial
def test_every_code_says_how_it_was_verified(id: str) -> None:
    protocol = trial(id)
    codes = [code for item in protocol.items.values() for code in item.codes]
    codes += [code for condition in protocol.conditions for code in condition.codes]
    codes += [code for drug in protocol.dosing.drugs for code in drug.codes]

    assert [code for code in codes if not code.verified] == []


NUMBER = re.compile(r"(?<![\w.\-/])\d+(?:\.\d+)?(?![\w])")
PLAIN = re.compile(r"^ *(?:plain|short|advice): *(.*(?:\n +(?:en|zh): .*)*)", re.MULTILINE)


@each_file
def test_plain_words_take_every_number_from_the_data(path: Path) -> None:
    fields = PLAIN.findall(path.read_text(encoding="utf-8"))

    written = [
        (field, numbers)
        for field in fields
        if (numbers := NUMBER.findall(re.sub(r"\{[\w.]+\}|exon 19|19 外显子", "", field)))
    ]

    assert written == []
