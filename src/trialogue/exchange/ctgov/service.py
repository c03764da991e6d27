"""The live API v2 of ClinicalTrials.gov: one page at a time, patient and polite.

Documented by the National Library of Medicine at clinicaltrials.gov/data-api/api. It names
no limit of requests; its robots.txt asks for a second between two, and it answers 429 to
who asks too fast. Proxies are taken from the environment (HTTPS_PROXY), as urllib does.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode, urlsplit

from trialogue import __version__
from trialogue.exchange.ctgov.decoded import said_by

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth asking again."""
LARGEST = 1 << 28
"""Bytes of one answer beyond which it is not a page of studies."""
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where to ask, and how patiently; times in seconds."""

    base: str = "https://clinicaltrials.gov/api/v2"
    page_size: int = 100
    pause: float = 1.2
    """Between two requests."""
    timeout: float = 30.0
    """Of silence; then it counts as no answer."""
    longest: float = 180.0
    """For one whole answer, however steadily it drips."""
    attempts: int = 6
    patience: float = 120.0
    """The longest wait before asking again; told to wait longer, we stop."""

    def __post_init__(self) -> None:
        if urlsplit(self.base).scheme not in ("http", "https"):
            raise ValueError(f"{self.base!r} is no web address; write https://…")
        if not 1 <= self.page_size <= 1000:
            raise ValueError(f"{self.page_size} studies a page; allowed: 1 to 1000")


@dataclass(frozen=True, slots=True)
class Clock:
    """The time: seconds that only grow, and how to let some pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


REGISTRY = Service()
SYSTEM_CLOCK = Clock()


class NoAnswerError(Exception):
    """The service did not give the page: what came instead, and what to do."""

    def __init__(self, found: str, remedy: str, status: int | None = None) -> None:
        super().__init__(found)
        self.found = found
        self.remedy = remedy
        self.status = status


class _BusyError(Exception):
    """Worth asking again; `wait` is what the service asked for, in seconds."""

    def __init__(self, said: str, wait: float | None = None) -> None:
        super().__init__(said)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why and for how many seconds nothing happens."""

    seconds: float
    why: str


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follow a redirect only to https, or within the same host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse, by the error of the redirect itself, to be led elsewhere."""
        target = urlsplit(newurl)
        if target.scheme != "https" and target.netloc != urlsplit(req.full_url).netloc:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Client:
    """Ask a service for pages, never faster than it likes, again where it was busy."""

    def __init__(
        self,
        service: Service,
        clock: Clock = SYSTEM_CLOCK,
        watch: Callable[[Waiting], None] = lambda _: None,
    ) -> None:
        self._service = service
        self._clock = clock
        self._watch = watch
        self._opener = urllib.request.build_opener(_SameSite())
        self._next = clock.now()

    def page(self, query: Mapping[str, str]) -> dict[str, Any]:
        """Get a page of studies. Raises NoAnswerError."""
        url = f"{self._service.base}/studies?{urlencode(query)}"
        said = ""
        for attempt in range(self._service.attempts):
            self._keep_pace()
            try:
                return _checked(self._body(url))
            except _BusyError as busy:
                said = str(busy)
                if attempt + 1 < self._service.attempts:
                    self._wait(busy, attempt)
        raise NoAnswerError(
            f"no page in {self._service.attempts} attempts: {said}",
            "check the network, and run it again later: it goes on where it stopped",
        )

    def _keep_pace(self) -> None:
        now = self._clock.now()
        if now < self._next:
            self._clock.sleep(self._next - now)
        self._next = max(now, self._next) + self._service.pause

    def _wait(self, busy: _BusyError, attempt: int) -> None:
        seconds = min(2.0**attempt, self._service.patience) if busy.wait is None else busy.wait
        if seconds > self._service.patience:
            raise NoAnswerError(
                f"the service asks to wait {seconds:.0f} seconds",
                "run it again after that time: it goes on where it stopped",
            )
        self._watch(Waiting(seconds, str(busy)))
        self._clock.sleep(seconds)

    def _body(self, url: str) -> bytes:
        asked = urllib.request.Request(  # noqa: S310 - Service admits http and https only
            url, headers={"Accept": "application/json", "User-Agent": f"trialogue/{__version__}"}
        )
        try:
            with self._opener.open(asked, timeout=self._service.timeout) as answer:
                return self._read(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                raise _refusal(refused) from None
        except urllib.error.URLError as problem:
            reason = problem.reason
            said = said_by(reason) if isinstance(reason, Exception) else str(reason)
            raise _BusyError(f"no connection: {said}") from None
        except (OSError, HTTPException) as problem:
            raise _BusyError(f"the answer broke off: {said_by(problem)}") from None

    def _read(self, answer: HTTPResponse) -> bytes:
        """Read piece by piece, so that an endless answer ends."""
        pieces, size = [], 0
        until = self._clock.now() + self._service.longest
        while piece := answer.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                raise NoAnswerError(f"more than {LARGEST} bytes", "ask for fewer studies a page")
            if self._clock.now() > until:
                raise _BusyError(f"an answer that took over {self._service.longest:.0f} seconds")
        expected = answer.headers.get("Content-Length", "")
        if expected.isdigit() and size < int(expected):
            raise _BusyError(f"the answer broke off after {size} of {expected} bytes")
        return b"".join(pieces)


def _checked(body: bytes) -> dict[str, Any]:
    """Parse a page. Raises _BusyError for broken JSON and NoAnswerError for other JSON."""
    try:
        page = json.loads(body)
    except (ValueError, RecursionError):
        raise _BusyError("an answer that is broken JSON") from None
    if not isinstance(page, dict) or not isinstance(page.get("studies"), list):
        raise NoAnswerError(
            "an answer without a list of studies", "check that the address is that of the API v2"
        )
    token = page.get("nextPageToken")
    if token is not None and not isinstance(token, str):
        raise NoAnswerError("a page token that is no text", "report this: the API has changed")
    return page


def _refusal(refused: urllib.error.HTTPError) -> Exception:
    if refused.code in BUSY:
        return _BusyError(f"the service answered {refused.code}", _retry_after(refused.headers))
    try:
        said = " ".join(refused.read(500).decode("utf-8", "replace").split())
    except (OSError, HTTPException):
        said = ""
    remedy = {
        400: "correct the query or the ids",
        403: "the service refuses this machine or its proxy; try elsewhere, or import a file",
        404: "check the address of the service",
    }.get(refused.code, "try again later, or import a file")
    found = f"the service answered {refused.code}: {said or refused.reason}"
    return NoAnswerError(found, remedy, refused.code)


def _retry_after(headers: Message) -> float | None:
    """Read Retry-After, seconds or a date (RFC 9110, 10.2.3); None where it says nothing."""
    written = headers.get("Retry-After", "").strip()
    if written.isdigit():
        return float(written[:9])
    try:
        until = parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
