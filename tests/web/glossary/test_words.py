"""Difficult words: found once, never inside another word, in every language that has them."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from trialogue.core.protocol import Protocol
from trialogue.web.glossary.marking import Words
from trialogue.web.glossary.terms import TERMS

CASES = [
    ("en", "Relapsed or refractory", ["Relapsed", "refractory"]),
    ("en", "relapsed, then relapsed", ["relapsed"]),
    ("en", "the platelets of a template", ["platelets"]),
    ("en", "CRS and crs", ["CRS"]),
    ("en", "non-CAR-T cell", []),
    ("en", "a CAR-T cell <infusion>", ["CAR-T cell", "infusion"]),
    ("zh", "清淋化疗后回输 CAR-T 细胞", ["清淋化疗", "回输", "CAR-T 细胞"]),
    ("es", "Linfodepleción antes de la infusión", ["Linfodepleción", "infusión"]),
    ("es", "células CAR-T en recaída", ["células CAR-T", "en recaída"]),
    ("xx", "relapsed", []),
]


@pytest.mark.parametrize(("language", "text", "found"), CASES)
def test_words_are_found_where_they_are_words(language: str, text: str, found: list[str]) -> None:
    words = Words()

    marked = words.mark(text, language)

    assert [one.word for one in words.found.values()] == found
    assert marked.count("<button") == len(found)
    assert "<infusion" not in marked


def test_no_word_has_two_explanations_and_every_id_is_its_own() -> None:
    for language in ("en", "zh", "es"):
        forms = [form.lower() for term in TERMS for form in term.forms[language]]
        assert sorted(set(forms)) == sorted(forms), language
    assert len({term.id for term in TERMS}) == len(TERMS)


def test_every_word_has_forms_in_every_language_of_the_site() -> None:
    for code, _ in settings.LANGUAGES:
        assert [term.id for term in TERMS if not term.forms[code[:2]]] == [], code


def test_every_marked_word_has_its_explanation_on_the_page(
    reference: Protocol, english: Client
) -> None:
    html = english.get(f"/trials/{reference.id}/").content.decode()

    marked = html.count('<button type="button" class="term"')
    assert marked > 10
    assert html.count('class="explained" popover') == marked


def test_all_words_stand_on_one_page(db: None, english: Client, chinese: Client) -> None:
    html = english.get("/words/").content.decode()

    assert html.count("<dt") == len(TERMS)
    assert "淋巴" not in html
    assert "清淋" in chinese.get("/words/").content.decode()
    assert {code[:2] for code, _ in settings.LANGUAGES} >= {"en", "zh", "es"}
