"""What is installed is what is used: nothing undeclared, nothing idle."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.architecture.source import PACKAGE, imported, modules
from tests.repository import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in requirements}


@cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()


def _used(folder: Path) -> set[str]:
    distributions = _distributions()
    roots = {name.split(".")[0] for path in modules(folder) for name in imported(path)}
    outside = roots - sys.stdlib_module_names - {"trialogue", "tests"}
    return {distributions.get(root, [root])[0].lower() for root in outside}


def test_everything_that_the_package_imports_is_declared() -> None:
    declared = [*PROJECT["dependencies"], *EXTRAS["postgres"], *EXTRAS["pdf"]]

    assert _used(PACKAGE) - _names(declared) == set()


def test_everything_that_is_declared_is_used() -> None:
    assert _names(PROJECT["dependencies"]) - _used(PACKAGE) == set()


def test_everything_that_the_tests_import_is_declared() -> None:
    declared = [*PROJECT["dependencies"], *EXTRAS["test"]]

    assert _used(REPOSITORY / "tests") - _names(declared) == set()
