"""The catalogues of words: complete, current, and built from what is in the repository."""

from __future__ import annotations

import re

import polib
import pytest

from tests.web.messages import Catalogue, catalogues, load, messages, renewed, untranslated

PLACES = re.compile(r"%\(\w+\)[sd]")

every_catalogue = pytest.mark.parametrize(
    "catalogue", catalogues(), ids=lambda one: f"{one.app}-{one.locale}"
)


@every_catalogue
def test_every_message_has_a_translation(catalogue: Catalogue) -> None:
    assert untranslated(renewed(catalogue)) == []


@every_catalogue
def test_a_catalogue_holds_what_its_app_says_and_nothing_else(catalogue: Catalogue) -> None:
    remedy = "run `python -m tests.web.messages`"

    assert str(load(catalogue)) == str(renewed(catalogue)), remedy


@every_catalogue
def test_the_built_catalogue_is_the_written_one(catalogue: Catalogue) -> None:
    built = {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural
        for entry in polib.mofile(str(catalogue.built))
    }
    written = {
        (entry.msgid, entry.msgid_plural): entry.msgstr or entry.msgstr_plural
        for entry in load(catalogue)
    }

    assert built == written


@every_catalogue
def test_a_translation_keeps_every_place(catalogue: Catalogue) -> None:
    differing = [
        entry.msgid
        for entry in load(catalogue)
        for said in [entry.msgstr, *entry.msgstr_plural.values()]
        if said and set(PLACES.findall(said)) != set(PLACES.findall(entry.msgid))
    ]

    assert differing == []


@pytest.mark.parametrize("locale", sorted({one.locale for one in catalogues()}))
def test_a_message_is_said_alike_in_all_apps(locale: str) -> None:
    said: dict[str, set[str]] = {}
    for catalogue in catalogues():
        for entry in load(catalogue) if catalogue.locale == locale else ():
            said.setdefault(entry.msgid, set()).add(entry.msgstr or str(entry.msgstr_plural))

    assert {text: ways for text, ways in said.items() if len(ways) > 1} == {}


def test_messages_are_found_in_templates_and_modules() -> None:
    found = {
        message.text: places
        for app in ("config", "trials", "study")
        for message, places in messages(app).items()
    }

    assert "config/templates/base.html" in found["Trials"]
    assert "trials/faq.py" in found["What is a clinical trial?"]
    assert "study/templates/study/_earliest.html" in found["Earliest %(anchor)s: %(day)s"]
