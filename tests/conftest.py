"""What every test may use, and what a run must not hide.

- Django's settings, with a home of the run's own, so that no test touches a person's data.
- Hypothesis: the same examples every time in CI, fresh ones elsewhere.
- `shared`, `chromium`, `browser`, `rscript`: skipped where it is absent; in CI a skip fails a run.
- `@pytest.mark.engine("postgresql")`: a test for one database only; left out on the other.
- A loud closing summary of everything that did not run.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.programs import find_chromium, find_driver_library, find_rscript, in_ci
from tests.repository import SHARED

SETTINGS = "trialogue.web.config.settings"
JOURNEYS = "journeys"
PATIENCE = 30_000
"""Milliseconds that a browser waits for what must come: a busy machine is no fault."""


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


# Each process of a run has its own, since its search index lies there.
_home = tempfile.TemporaryDirectory(prefix="trialogue-home-")
os.environ["TRIALOGUE_HOME"] = _home.name
if _exists(SETTINGS):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # pytest-django has looked already; a folder's own conftest, named alone, comes before it again.
    import django

    django.setup()

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if in_ci() else "here")


def engine() -> str:
    """Name the database of this run, as Django's `connection.vendor` does."""
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the other engine, and say which stay on one worker in their order.

    A file's tests do, and all journeys: they share one demo, in which what one has published
    is there for the next.
    """
    other = [
        item
        for item in items
        if (mark := item.get_closest_marker("engine")) and engine() not in mark.args
    ]
    if other:
        config.hook.pytest_deselected(items=other)
        items[:] = [item for item in items if item not in other]
    for item in items:
        group = JOURNEYS if JOURNEYS in item.path.parts else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of shared input, or skip."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared input at {SHARED}; set TRIALOGUE_SHARED")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Give the browser's program, or skip."""
    place = find_chromium()
    if place is None or find_driver_library() is None:
        pytest.skip("no Chromium, or no libatomic; `python -m tests.programs` names the remedy")
    return place


@pytest.fixture(scope="session")
def rscript() -> Path:
    """Give R's program, with the survival package, or skip."""
    place = find_rscript()
    if place is None:
        pytest.skip("no R with survival; `python -m tests.programs` names the remedy")
    return place


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    """Start one Chromium for the run, offline but for this machine; a test opens its own context.

    Playwright keeps an event loop in this thread, which Django would take for a mistake.
    """
    from playwright.sync_api import expect, sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        _let_clicks_end_on_a_loaded_page(patch)
        opened = playwright.chromium.launch(executable_path=chromium)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _let_clicks_end_on_a_loaded_page(patch: pytest.MonkeyPatch) -> None:
    """Let a click end when the page that it leads to has loaded.

    Playwright's own ends with the first bytes of that page: whoever reads it at once on a busy
    machine reads half of it, or finds nothing where something is about to stand.
    """
    from playwright.sync_api import Locator, Page

    def until_loaded(act: Any) -> Any:
        def acting(one: Any, *given: Any, **wishes: Any) -> None:
            act(one, *given, **wishes)
            page = one if isinstance(one, Page) else one.page
            page.wait_for_load_state("load")

        return acting

    for kind, name in ((Page, "click"), (Page, "tap"), (Locator, "click"), (Locator, "press")):
        patch.setattr(kind, name, until_loaded(getattr(kind, name)))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a CI run in which anything was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if in_ci() and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, last of all, what did not run and why."""
    skipped: list[pytest.TestReport] = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons: dict[str, list[str]] = {}
    for report in skipped:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons.setdefault(why.removeprefix("Skipped: "), []).append(report.nodeid.split("[")[0])
    terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
    for why, tests in sorted(reasons.items()):
        terminalreporter.write_line(f"{len(tests)} × {why}: {', '.join(sorted(set(tests)))}")
    if in_ci():
        terminalreporter.write_line("CI: a skip is a failure.", red=True)
