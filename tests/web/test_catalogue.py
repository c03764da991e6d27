"""The catalogue of Chinese words: complete, current, and built from what is in the repository."""

from __future__ import annotations

import re

import polib
import pytest

from tests.web.messages import CATALOGUE, load, messages, renewed, untranslated

PLACES = re.compile(r"%\(\w+\)[sd]")


def test_every_message_has_a_translation() -> None:
    assert untranslated(renewed(load())) == []


def test_the_catalogue_holds_what_the_site_says_and_nothing_else() -> None:
    remedy = "run `python -m tests.web.messages`"

    assert str(load()) == str(renewed(load())), remedy


def test_the_built_catalogue_is_the_written_one() -> None:
    built = {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural
        for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }
    written = {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural for entry in load()
    }

    assert built == written


@pytest.mark.parametrize("entry", load(), ids=lambda entry: entry.msgid[:40])
def test_a_translation_keeps_every_place(entry: polib.POEntry) -> None:
    translated = entry.msgstr or entry.msgstr_plural[0]

    assert sorted(PLACES.findall(translated)) == sorted(PLACES.findall(entry.msgid))


def test_messages_are_found_in_templates_and_modules() -> None:
    found = {message.text: places for message, places in messages().items()}

    assert "config/templates/base.html" in found["Trials"]
    assert "trials/faq.py" in found["What is a clinical trial?"]
    assert "study/templates/study/_earliest.html" in found["Earliest %(anchor)s: %(day)s"]
