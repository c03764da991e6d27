"""The tables of names: our synonyms, countries and cities."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.registry.records import sample
from trialogue.registry.engine import ENGLISH, analyzer
from trialogue.registry.names import load_cities, load_countries, spanish_name
from trialogue.registry.spelling import CHINESE, fold_name, fold_spelling
from trialogue.registry.synonyms import load_synonyms
from trialogue.registry.table import check_groups, parse_groups
from trialogue.registry.thesaurus import Thesaurus

WRONG = [
    ("an empty name", "kidney cancer | | 肾癌", "cancers:1"),
    ("a mark alone", "kidney cancer | !", "cancers:1"),
    ("an empty narrower name", "# note\nkidney cancer > wilms tumor,", "cancers:2"),
    ("one name in two groups", "rcc | renal\nkidney | RCC", "rcc"),
    ("a narrower group that is none", "kidney cancer > wilms tumour", "wilms tumour"),
]


def test_a_line_holds_names_narrower_groups_and_marks() -> None:
    [soft, group] = parse_groups("~ relapsed | 复发\n\nleukemia | ALL! > AML, CML", "cancers")

    assert (soft.texts, soft.is_soft) == (("relapsed", "复发"), True)
    assert [(name.text, name.only_typed) for name in group.names] == [
        ("leukemia", False),
        ("ALL", True),
    ]
    assert group.narrower == ("AML", "CML")


@pytest.mark.parametrize(("name", "text", "told"), WRONG, ids=lambda one: str(one)[:20])
def test_a_fault_of_a_table_is_named(name: str, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        check_groups(parse_groups(text, "cancers"))


def test_there_are_at_least_150_groups_and_nearly_all_have_a_chinese_name() -> None:
    groups = load_synonyms()

    chinese = [group for group in groups if any(map(CHINESE.search, group.texts))]
    assert len(groups) >= 150
    assert len(chinese) >= 0.97 * len(groups)


def test_every_country_has_a_chinese_name() -> None:
    without = [one.leader for one in load_countries() if not any(map(CHINESE.search, one.texts))]

    assert without == []


def test_the_countries_of_the_sample_are_in_our_table() -> None:
    known = {text for group in load_countries() for text in group.texts}

    assert {site.country for one in sample() for site in one.sites} - known == set()


def test_the_great_cities_have_other_names() -> None:
    assert len(load_cities()) > 200


def test_every_cancer_of_the_sample_is_a_name_that_we_know() -> None:
    thesaurus = Thesaurus(load_synonyms(), analyzer(ENGLISH).analyze)
    words = ("leuk", "lymphom", "cancer", "carcinom", "tumor", "myelom", "sarcom", "neoplas")

    unknown = {
        condition
        for one in sample()
        for condition in one.conditions
        if any(word in condition.lower() for word in words)
        and not _has_known_name(thesaurus, condition)
    }

    assert unknown == set()


def _has_known_name(thesaurus: Thesaurus, text: str) -> bool:
    folded = fold_spelling(text)
    tokens = thesaurus.tokens(folded)
    return any(
        thesaurus.entry(tokens[start:end], folded)
        for start in range(len(tokens))
        for end in range(start + 1, len(tokens) + 1)
    )


def test_a_spanish_name_is_given_where_the_table_has_one_and_never_guessed() -> None:
    named = {
        name: spanish_name(name)
        for name in ("Korea, Republic of", "Spain", "acute myeloid leukemia", "Chile", "Atlantis")
    }

    assert named == {
        "Korea, Republic of": "Corea del Sur",
        "Spain": "España",
        "acute myeloid leukemia": "leucemia mieloide aguda",
        "Chile": "",
        "Atlantis": "",
    }


def test_no_english_name_has_two_spanish_ones() -> None:
    text = files("trialogue.registry").joinpath("names/spanish.txt").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if not line.startswith("#")]
    read: dict[str, set[str]] = {}
    for english, spanish in rows:
        read.setdefault(fold_name(english), set()).add(spanish)

    assert {name: said for name, said in read.items() if len(said) > 1} == {}
