"""`trialogue serve` as it runs: real processes, real answers over HTTP."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.ports import free_port, wait_until_it_serves

HTTPS = {"X-Forwarded-Proto": "https"}
# Each process has a database of its own, whatever this run's is.
pytestmark = pytest.mark.engine("sqlite")


class Site:
    """A running copy, asked over HTTP."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[Site]:
    port, log = free_port(), home / "log.txt"
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "trialogue.cli", "serve", "--port", str(port), "--workers", "1"],
            env={**kept, "TRIALOGUE_HOME": str(home / "home"), **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_serves(port, process, log)
            yield Site(port, log)
        finally:
            process.terminate()
            process.wait(timeout=60)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("serve")) as running:
        yield running


def test_it_loads_the_shipped_trials_into_an_empty_home(site: Site) -> None:
    response, body = site.get("/trials/NCT06836505/")

    assert response.status == 200
    assert b"NCT06836505" in body


def test_it_is_no_demo(site: Site) -> None:
    response, _ = site.get("/study/")

    assert response.status == 302
    assert response.headers["Location"].startswith("/staff/sign-in/")
    assert b"Demonstration" not in site.get("/")[1]


def test_the_style_is_named_by_its_content_compressed_and_kept_for_ever(site: Site) -> None:
    _, page = site.get("/")
    found = re.search(rb'href="(/static/site\.[0-9a-f]{12}\.css)"', page)
    assert found is not None

    response, body = site.get(found[1].decode(), Accept_Encoding="gzip")

    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(body) < 5_000


def test_a_host_that_is_not_ours_is_refused(site: Site) -> None:
    assert site.get("/", Host="evil.example")[0].status == 400


def test_the_log_holds_no_visitor(site: Site) -> None:
    site.get("/trials/NCT06836505/", User_Agent="a-very-special-browser")

    written = site.log.read_text(encoding="utf-8")
    assert "a-very-special-browser" not in written
    assert "GET /trials" not in written


def test_with_https_everything_is_secure(tmp_path: Path) -> None:
    with serving(tmp_path, HTTPS="1", BEHIND_PROXY="1") as site:
        plain, _ = site.get("/faq/")
        secure, _ = site.get("/faq/", **HTTPS)
        health, _ = site.get("/healthz")

    assert (plain.status, plain.headers["Location"][:8]) == (301, "https://")
    assert secure.status == 200
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert health.status == 200
