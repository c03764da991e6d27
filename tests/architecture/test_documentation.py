"""What a reader looks up is there: every command, every setting, every link."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import files, label
from tests.repository import REPOSITORY
from trialogue.web.config.environment import SETTINGS as READ

PAGES = [path for path in files() if path.suffix == ".md" and "issues" not in path.parts]
COMMANDS = REPOSITORY / "docs" / "reference" / "commands.md"
SETTINGS = REPOSITORY / "docs" / "reference" / "settings.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    main = importlib.import_module("trialogue.cli.main")
    for action in main.build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from ((name, action.choices[name]) for name in main.COMMANDS)


def test_every_command_and_every_option_is_documented() -> None:
    text = COMMANDS.read_text(encoding="utf-8")

    absent = [
        f"{name} {option}"
        for name, parser in _parsers()
        for option in ("", *(flag for action in parser._actions for flag in action.option_strings))
        if option not in {"-h", "--help"} and option not in _section(text, name)
    ]

    assert absent == []


def _section(text: str, command: str) -> str:
    """Give the part of the page that is about one command."""
    found = re.search(rf"^## trialogue {command}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/reference/commands.md has no section '## trialogue {command}'"
    return found[0]


def test_every_setting_is_documented_with_its_default() -> None:
    rows = {
        row[1]: row[0]
        for row in re.finditer(r"^\| `(\w+)` \|.*$", SETTINGS.read_text("utf-8"), re.MULTILINE)
    }

    undocumented = [one.name for one in READ if one.default not in rows.get(one.name, "")]

    assert {one.name for one in READ} <= rows.keys()
    assert undocumented == []


def test_every_link_between_documents_leads_somewhere() -> None:
    links = [(path, link) for path in PAGES for link in LINK.findall(path.read_text("utf-8"))]

    astray = [
        f"{label(path)}: {target}"
        for path, target in links
        if not target.startswith(("http://", "https://", "mailto:"))
        if not (path.parent / target).exists()
    ]

    assert links
    assert astray == []


@pytest.mark.parametrize(
    "name",
    ["README", "CONTRIBUTING", "GLOSSARY", "CHANGELOG", "SECURITY", "LICENSE", "docs/README"],
)
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    found = [REPOSITORY / f"{name}{suffix}" for suffix in ("", ".md")]

    assert any(path.is_file() and path.stat().st_size > 200 for path in found)
