"""The scripts: small, whole, in order, and the ones that the documents publish."""

from __future__ import annotations

import gzip
import re

import pytest
from django.test import Client

from tests.repository import REPOSITORY
from trialogue.core.protocol import Protocol
from trialogue.web.notes.scripts import FOLDER, imports_of, modules_of, published_hashes

ENTRIES = ("panel", "share", "shared", "sharer")
DOCUMENT = REPOSITORY / "docs" / "reference" / "notes.md"
TEMPLATES = FOLDER.parents[1] / "templates" / "notes"
LARGEST = 40_000
"""Bytes, compressed, that the notes may add to a trial's page when they are used."""


def test_the_documents_publish_the_hash_of_every_script() -> None:
    rows = dict(
        re.findall(r"^\| `([\w.-]+)` \| `(sha384-[^`]+)` \|", DOCUMENT.read_text(), re.MULTILINE)
    )

    assert rows == published_hashes()


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_script_is_fetched_after_those_that_it_imports(entry: str) -> None:
    order = modules_of(entry)

    assert order[-1] == f"{entry}.js"
    for place, name in enumerate(order):
        assert set(imports_of(name)) <= set(order[:place]), name


def test_every_import_is_seen_and_leads_to_a_file_of_ours() -> None:
    for path in FOLDER.glob("*.js"):
        written = re.findall(r'from\s+"([^"]+)"', path.read_text(encoding="utf-8"))

        assert [name.removeprefix("./") for name in written] == imports_of(path.name), path.name
        assert all((FOLDER / name).is_file() for name in imports_of(path.name))


def test_no_script_makes_script_of_text_or_asks_anybody_but_this_server() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function|https?://"
    )
    known = {"w3c.js": 2}  # the names of the W3C's own documents

    for path in FOLDER.glob("*.js"):
        found = forbidden.findall(path.read_text(encoding="utf-8"))
        assert len(found) == known.get(path.name, 0), (path.name, found)


def test_the_notes_add_little_to_a_page(reference: Protocol, english: Client) -> None:
    files = [*modules_of("panel"), "start.js", "notes.css"]
    scripts = sum(len(gzip.compress((FOLDER / name).read_bytes())) for name in files)
    page = english.get(f"/trials/{reference.id}/").content.decode()
    start = page.index('<section class="leaf" id="notes"')
    part = page[start : page.index("</script>", page.index('id="notes-settings"'))]

    assert scripts + len(gzip.compress(part.encode())) < LARGEST


def test_every_sentence_that_a_script_asks_for_stands_in_its_page() -> None:
    pages = {"panel": "_words.html", "share": "share.html", "shared": "shared.html"}
    pages["sharer"] = "sharer.html"
    for entry, template in pages.items():
        given = set(
            re.findall(r'data-(?:word|piece)="([\w-]+)"', (TEMPLATES / template).read_text())
        )
        names = [name for name in modules_of(entry) if entry == "panel" or name == f"{entry}.js"]
        text = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
        asked = set(re.findall(r'\b(?:word|clone)\("([\w-]+)"', text))

        assert asked - given == set(), entry
