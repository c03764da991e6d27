"""One spelling for many, and the distance between two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialogue.registry.spelling import clean_text, compute_edits, fold_name, fold_spelling

FOLDED = [
    ("leukaemia", "leukemia"),
    ("Haematological tumours", "Hematological tumors"),
    ("oesophageal", "esophageal"),
    ("paediatric diarrhoea", "pediatric diarrhea"),
    ("Herniated Disk", "Herniated Disc"),
    ("Hodgkin's disease", "Hodgkin disease"),
    ("Ewing’s sarcoma", "Ewing sarcoma"),
    ("non-small cell", "nonsmall cell"),
    ("Non Hodgkin", "nonHodgkin"),
    ("１２ ﬁbres", "12 fibers"),
    ("non-B", "non-B"),
]

NAMES = [
    ("Saint-Étienne", "saint etienne"),
    ("Xi'an", "xian"),
    ("İstanbul", "istanbul"),
    ("Diyarbakır", "diyarbakir"),
    ("St. Louis", "st louis"),
    ("Vandœuvre-lès-Nancy", "vandoeuvre les nancy"),
]

EDITS = [
    ("", "", 0),
    ("neuroblastoma", "neuroblastoma", 0),
    ("nueroblastoma", "neuroblastoma", 1),
    ("neuroblastma", "neuroblastoma", 1),
    ("lukemia", "leukemia", 1),
    ("abcd", "badc", 2),
    ("kitten", "sitting", 3),
    ("far", "further", 3),
]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_words_are_written_in_one_spelling(written: str, folded: str) -> None:
    assert fold_spelling(written) == folded


@pytest.mark.parametrize(("written", "folded"), NAMES)
def test_names_of_places_are_written_in_one_way(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@pytest.mark.parametrize(("a", "b", "edits"), EDITS)
def test_typing_mistakes_are_counted(a: str, b: str, edits: int) -> None:
    assert compute_edits(a, b, most=2) == edits
    assert compute_edits(b, a, most=2) == edits


@given(text=st.text(st.characters(codec=None)))
def test_any_text_becomes_one_that_can_be_stored(text: str) -> None:
    assert clean_text(text).encode("utf-8").decode("utf-8") == clean_text(text)


@given(text=st.text())
def test_folding_twice_is_folding_once_for_names(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
