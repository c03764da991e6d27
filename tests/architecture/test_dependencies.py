"""What is installed is what is used: nothing undeclared, nothing idle."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.source import imported, modules
from tests.repository import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in requirements}


def _used() -> set[str]:
    distributions = packages_distributions()
    roots = {name.split(".")[0] for path in modules() for name in imported(path)}
    outside = roots - sys.stdlib_module_names - {"trialogue"}
    return {distributions.get(root, [root])[0].lower() for root in outside}


def test_everything_that_is_imported_is_declared() -> None:
    declared = _names(PROJECT["dependencies"]) | _names(
        PROJECT["optional-dependencies"]["postgres"]
    )

    assert _used() - declared == set()


def test_everything_that_is_declared_is_used() -> None:
    assert _names(PROJECT["dependencies"]) - _used() == set()
