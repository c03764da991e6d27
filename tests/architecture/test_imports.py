"""Which room may use what. The direction between rooms is import-linter's: see pyproject.toml.

One test a rule, which lists every module at fault.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from tests.architecture.source import PACKAGE, imported, label, modules, room, tree

CORE = modules(PACKAGE / "core")

# Standard library that opens, asks, waits or throws dice: core is told, it does not look.
LOOKING = {
    "asyncio", "fileinput", "getpass", "glob", "http", "importlib", "io", "locale", "logging",
    "multiprocessing", "os", "pathlib", "platform", "random", "secrets", "select", "shutil",
    "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time",
    "urllib", "uuid",
}  # fmt: skip
LOOKING_CALLS = {"open", "input", "print", "exec", "eval", "__import__"}
LOOKING_METHODS = {"now", "today", "utcnow", "random", "default_rng", "read_text", "write_text"}

# A framework lives in its room; elsewhere nobody needs to know that it exists.
AT_HOME = {
    "django": {"web"},
    "whitenoise": {"web"},
    "gunicorn": {"cli", "web"},
    "pydantic": {"exchange", "web"},
    "yaml": {"exchange"},
    "polars": {"exchange", "cohort", "registry", "report"},
    "duckdb": {"cohort"},
    "tantivy": {"registry"},
    "argparse": {"cli"},
}


def _roots(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)}


def test_core_imports_only_the_standard_library_and_numbers() -> None:
    allowed = {"trialogue", "numpy", "scipy"} | (sys.stdlib_module_names - LOOKING)

    others = {label(path): roots - allowed for path in CORE if (roots := _roots(path)) - allowed}

    assert CORE
    assert others == {}


def test_core_opens_nothing_and_asks_neither_the_clock_nor_chance() -> None:
    looking = [
        f"{label(path)}, line {call.lineno}: {ast.unparse(call)}"
        for path in CORE
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        if (isinstance(call.func, ast.Name) and call.func.id in LOOKING_CALLS)
        or (isinstance(call.func, ast.Attribute) and call.func.attr in LOOKING_METHODS)
    ]

    assert looking == []


def test_a_framework_stays_in_its_room() -> None:
    strangers = [
        f"{label(path)}: {name}"
        for path in modules()
        for name in _roots(path) & AT_HOME.keys()
        if room(path) not in AT_HOME[name]
    ]

    assert strangers == []
