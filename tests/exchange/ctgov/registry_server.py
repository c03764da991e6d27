"""A registry on this machine that speaks as the API v2 does, well or badly as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = Callable[["Talk"], None]


class Talk(BaseHTTPRequestHandler):
    """One request and its answer."""

    server: Registry
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(asked)
        self.server.times.append(time.monotonic())
        answer = self.server.moods.pop(0) if self.server.moods else well
        self.asked = asked
        answer(self)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Send an answer; `Content_Length` may say something false."""
        self.send_response(status)
        told = {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}
        for name, value in told.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Registry(ThreadingHTTPServer):
    """Studies behind an address. `moods` are how the next answers go; afterwards all go well."""

    daemon_threads = True

    def __init__(self, studies: list[dict[str, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.studies = studies
        self.moods: list[Answer] = []
        self.asked: list[dict[str, str]] = []
        self.times: list[float] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/v2"

    def page(self, asked: dict[str, str]) -> bytes:
        """Make the page that was asked for."""
        found = self.studies
        if ids := asked.get("filter.ids", "").split("|"):
            found = [one for one in found if not ids[0] or _id(one) in ids or _alias(one) in ids]
        first, size = int(asked.get("pageToken", "t0")[1:]), int(asked["pageSize"])
        page: dict[str, Any] = {"studies": found[first : first + size]}
        if asked.get("countTotal") == "true":
            page = {"totalCount": len(found), **page}
        if first + size < len(found):
            page["nextPageToken"] = f"t{first + size}"
        return json.dumps(page).encode()


def _id(study: dict[str, Any]) -> str:
    return str(study["protocolSection"]["identificationModule"]["nctId"])


def _alias(study: dict[str, Any]) -> str:
    return str(study["protocolSection"]["identificationModule"].get("nctIdAliases", [""])[0])


def well(talk: Talk) -> None:
    """Answer as one should."""
    talk.send(talk.server.page(talk.asked))


def status(code: int, body: bytes = b"no", **headers: str) -> Answer:
    """Answer with a status other than 200."""
    return lambda talk: talk.send(body, code, **headers)


def broken(talk: Talk) -> None:
    """Answer with JSON that stops in the middle."""
    talk.send(talk.server.page(talk.asked)[:-20])


def short(talk: Talk) -> None:
    """Promise more bytes than come, and hang up."""
    body = talk.server.page(talk.asked)
    talk.send(body[:50], Content_Length=str(len(body)))
    talk.close_connection = True


def silent(talk: Talk) -> None:
    """Say nothing until the other side hangs up."""
    talk.rfile.read(1)
    talk.close_connection = True


def dripping(talk: Talk) -> None:
    """Send a byte now and then, for ever as it seems."""
    talk.send(b"", Content_Length="1000000")
    for _ in range(400):
        try:
            talk.wfile.write(b" ")
        except OSError:
            break
        time.sleep(0.03)
    talk.close_connection = True


def hanging_up(talk: Talk) -> None:
    """Hang up without a word."""
    talk.close_connection = True


@contextmanager
def registry(studies: list[dict[str, Any]]) -> Iterator[Registry]:
    """Open a registry, and close it again."""
    with Registry(studies) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
