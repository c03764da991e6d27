"""What the typed words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.registry.concepts import read_concepts
from trialogue.registry.engine import ENGLISH, analyzer
from trialogue.registry.synonyms import load_synonyms
from trialogue.registry.thesaurus import Thesaurus

THESAURUS = Thesaurus(load_synonyms(), analyzer(ENGLISH).analyze)

# What was typed → the concepts; ~ marks a soft one
READ = [
    ("kidney cancer", ["kidney cancer"]),
    ("Cancer of the kidney", ["kidney cancer"]),
    ("non-small cell lung cancer", ["non-small cell lung cancer"]),
    ("leukaemia in my child", ["leukemia", "~child"]),
    ("ALL", ["ALL"]),
    ("all about B-ALL", ["B-ALL"]),
    ("neuroblastoma came back", ["neuroblastoma", "~came back"]),
    ('"disc herniation" pain', ["disc herniation", "pain"]),
    ("XYZ-1234 tablets", ["XYZ-1234", "tablets"]),
    ("神经母细胞瘤复发", ["神经母细胞瘤", "~复发"]),
    ("我的孩子得了白血病怎么办", ["~孩子", "白血病", "办"]),
    ("CAR-T细胞治疗", ["CAR-T细胞"]),
    ("某某新药治疗肾癌", ["某某新药", "肾癌"]),
    ("the", ["the"]),
    ("", []),
    ('"" * ( AND', ["AND"]),
]

# Both are the same thing, or the second is a kind of the first
FINDS = [
    ("kidney cancer", "renal cell carcinoma"),
    ("肾癌", "renal cell carcinoma"),
    ("肾癌", "wilms tumor"),
    ("blood cancer", "multiple myeloma"),
    ("blood cancer", "AML"),
    ("lung cancer", "NSCLC"),
    ("brain tumour", "glioblastoma multiforme"),
    ("bone marrow cancer", "multiple myeloma"),
    ("womb cancer", "endometrial carcinoma"),
    ("food pipe cancer", "esophageal cancer"),
    ("nephroblastoma", "wilms tumor"),
    ("slipped disc", "intervertebral disc displacement"),
    ("神母", "neuroblastoma"),
    ("bone marrow transplant", "hematopoietic stem cell transplantation"),
]


@pytest.mark.parametrize(("typed", "concepts"), READ)
def test_typed_words_become_concepts(typed: str, concepts: list[str]) -> None:
    found = read_concepts(typed, THESAURUS)

    assert ["~" * one.is_soft + one.typed for one in found] == concepts


@pytest.mark.parametrize(("typed", "meant"), FINDS)
def test_a_lay_word_stands_for_the_medical_one(typed: str, meant: str) -> None:
    [concept] = read_concepts(typed, THESAURUS)

    assert meant in {form.text for form in concept.forms if form.relation != "broader"}


def test_an_abbreviation_that_is_a_common_word_is_never_looked_for() -> None:
    [concept] = read_concepts("ALL", THESAURUS)

    assert ("all",) not in {form.tokens for form in concept.forms}


def test_small_cell_is_not_non_small_cell() -> None:
    [concept] = read_concepts("small cell lung cancer", THESAURUS)

    assert not any("NSCLC" in form.text or "non" in form.text for form in concept.forms)


def test_a_broader_name_is_told_from_a_narrower_one() -> None:
    [concept] = read_concepts("acute myeloid leukemia", THESAURUS)

    relations = {form.text: form.relation for form in concept.forms}
    assert relations["acute myeloid leukemia"] == "typed"
    assert relations["AML"] == "synonym"
    assert relations["acute promyelocytic leukemia"] == "narrower"
    assert relations["leukemia"] == "broader"


@given(typed=st.text(st.characters(codec=None)))
def test_no_text_raises(typed: str) -> None:
    assert all(concept.forms for concept in read_concepts(typed, THESAURUS))


@pytest.mark.parametrize("typed", ["词" * 20_000, "a" * 20_000, "kidney " * 3000, '"' * 20_000])
def test_a_long_text_is_read_in_reasonable_time(typed: str) -> None:
    assert len(read_concepts(typed, THESAURUS)) <= 400
