"""What holds for every file: small, explained, named for its subject, tied to no machine.

One test a rule, which lists every file at fault: thousands of files are read in a second, where a
test for each would cost a run a minute.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.source import PACKAGE, TEXT, files, label, modules, tree
from tests.repository import REPOSITORY

LONGEST = 400
SOURCES = [path for path in files() if path.is_relative_to(PACKAGE)]
TEXTS = [path for path in files() if path.suffix in TEXT]
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc", "services", "tools", "shared"}

# Put together here so that this file does not hold what it forbids.
HOME = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(["work", "root", r"ho" r"me/\w+", r"Us" r"ers/\w+"]) + ")/"
)
HOSTS = re.compile(
    r"--(?:extra-)?index-url|--find-links|--trusted-host|^\s*registry\s*=", re.MULTILINE
)
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+")
SUPPRESSION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover|mypy:|ruff:|nosec)(?P<rest>[^\n]*)"
)
REASON = re.compile(r"(?:[-–:#—]\s*|\]\s+)\w+\W+\w+")


def test_every_module_says_what_it_is_for() -> None:
    silent = [label(path) for path in modules(REPOSITORY) if not ast.get_docstring(tree(path))]

    assert silent == []


def test_no_source_file_is_longer_than_400_lines() -> None:
    lengths = {
        label(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCES
        if path.suffix in TEXT
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_no_folder_or_module_has_a_name_that_says_nothing() -> None:
    names = {
        part.removesuffix(".py") for path in SOURCES for part in path.relative_to(PACKAGE).parts
    }

    assert names & VAGUE == set()


def test_every_suppression_gives_its_code_and_its_reason() -> None:
    bare = [
        f"{label(path)}: {match[0]}"
        for path in modules(REPOSITORY)
        if path != Path(__file__)
        for match in SUPPRESSION.finditer(path.read_text(encoding="utf-8"))
        if not REASON.search(match["rest"].partition(" ")[2])
    ]

    assert bare == []


def test_no_file_names_a_folder_or_a_package_host_of_one_machine() -> None:
    found = [
        f"{label(path)}: {match[0]}"
        for path in TEXTS
        if path != Path(__file__)
        for pattern in (HOME, HOSTS)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not line.startswith("#") and not PIN.fullmatch(line)] == []
