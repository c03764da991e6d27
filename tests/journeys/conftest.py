"""A demo that runs for the journeys, and visitors on a phone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.ports import free_port, wait_until_it_serves

PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Site:
    """A running demo: its address, and the file of what it wrote."""

    address: str
    log: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run `trialogue demo` in a home of its own."""
    home = tmp_path_factory.mktemp("journeys")
    log, port = home / "log.txt", free_port()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "trialogue.cli", "demo", "--port", str(port)],
            env={**kept, "TRIALOGUE_HOME": str(home / "home"), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_serves(port, process, log)
            yield Site(f"http://127.0.0.1:{port}", log)
        finally:
            process.terminate()
            process.wait(timeout=60)


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Visit]:
    """Open a page on a phone; at the end no request may have gone to anybody else."""
    contexts: list[Any] = []
    requests: list[str] = []
    problems: list[str] = []

    def opened(address: str, language: str = "en-GB", scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport=PHONE,
            is_mobile=True,
            has_touch=True,
            locale=language,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: problems.append(message.text))
        page.goto(site.address + address)
        return page

    yield opened

    for context in contexts:
        context.close()
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(site.address).netloc}
    assert [text for text in problems if "404 (Not Found)" not in text] == []
