"""Ask a language model through the OpenAI-compatible chat interface, hosted or local.

One question, one answer; nothing is kept. Whatever goes wrong on the way (no network, a slow or
broken answer, too many requests, a refusal) is a fault with a remedy, never a traceback. The
key is sent to the endpoint and nowhere else: it is in no fault and no `repr`, and a redirect
is not followed.

Source of the shape: OpenAI API reference, "Create chat completion" (the same request is
understood by vLLM, llama.cpp, Ollama and others). Source of `Retry-After`: RFC 9110, 10.2.3.
"""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from trialogue.exchange.faults import Fault, quote

Role = Literal["system", "user", "assistant"]
MOST_BYTES = 4 << 20
"""No answer of ours is that long; the rest of a longer one is not read."""
CHUNK = 1 << 16
LONGEST_SECONDS = 86_400.0
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
"""What may pass by itself; every other status of 400 and above will not."""
ALLOWED = "an answer of a chat interface: {'choices': [{'message': {'content': text}}]}"
REMEDIES = {
    400: "check the model's name and the size of the record; the server did not accept the request",
    401: "check the key",
    403: "check that this key may use this model",
    404: "check the endpoint (it ends before /chat/completions) and the model's name",
    413: "the record is too long for this model; choose one with a larger context",
    429: "wait, or ask the provider for a higher limit",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageModel:
    """Where a model answers, and how patient we are.

    `endpoint` is the address before `/chat/completions`, such as `http://localhost:8080/v1`.
    `key` may be empty for a local model. One attempt takes `timeout_seconds` at most; after a
    passing failure the next one waits `pause_seconds`, then twice as long, or what the server
    asks for, but never longer than `longest_wait_seconds`. Raises ValueError for an endpoint,
    key or number that cannot be used.
    """

    endpoint: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 120.0
    attempts: int = 4
    pause_seconds: float = 1.0
    longest_wait_seconds: float = 60.0

    def __post_init__(self) -> None:
        if not _is_address(self.endpoint):
            raise ValueError(
                f"endpoint {quote(self.endpoint)}: write http:// or https:// and a host, "
                "such as http://localhost:8080/v1, without a name or password"
            )
        if not self.model.strip():
            raise ValueError("model: write the name that the endpoint gives its model")
        if not all("!" <= sign <= "~" for sign in self.key):
            raise ValueError("key: a key has visible ASCII signs only; was it cut or wrapped?")
        if not (0 < self.timeout_seconds <= LONGEST_SECONDS and self.attempts > 0):
            raise ValueError("timeout_seconds and attempts must be above 0, and within one day")
        if not all(0 <= wait <= LONGEST_SECONDS for wait in self._waits):
            raise ValueError("pause_seconds and longest_wait_seconds must lie within one day")

    @property
    def _waits(self) -> tuple[float, float]:
        return self.pause_seconds, self.longest_wait_seconds

    @property
    def address(self) -> str:
        """Give the address to which questions go."""
        return f"{self.endpoint.rstrip('/')}/chat/completions"


def _is_address(endpoint: str) -> bool:
    if not all("!" <= sign <= "~" for sign in endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    return named and parts.scheme in {"http", "https"} and "@" not in parts.netloc


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of the conversation."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the model said, and the name under which it answered."""

    text: str
    model: str


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why an attempt gave no answer. `wait`: seconds that the server asks for."""

    found: str
    remedy: str
    passes: bool = False
    wait: float | None = None


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the key to somebody else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse; urllib then reports the redirect's status."""


def ask(
    model: LanguageModel,
    messages: Sequence[Message],
    *,
    most_tokens: int = 4096,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Answer | None, tuple[Fault, ...]]:
    """Ask until there is an answer, a lasting failure, or no attempt left.

    Gives the answer and no fault, or None and one fault.
    """
    opener = build_opener(_NoRedirect())
    request = _request(model, messages, most_tokens)
    failure = _Failure("no attempt", "allow at least one attempt")
    for attempt, pause in enumerate(_pauses(model), start=1):
        outcome = _attempt(model, opener, request)
        if isinstance(outcome, Answer):
            return outcome, ()
        failure = outcome
        wait = max(pause, failure.wait or 0.0)
        if not failure.passes or attempt == model.attempts:
            break
        if wait > model.longest_wait_seconds:
            failure = _too_long(failure, wait)
            break
        sleep(wait)
    return None, (_fault(model, failure),)


def _pauses(model: LanguageModel) -> Iterator[float]:
    for attempt in range(model.attempts):
        yield min(model.pause_seconds * 2**attempt, model.longest_wait_seconds)


def _too_long(failure: _Failure, wait: float) -> _Failure:
    return _Failure(f"{failure.found}; it asks to wait {wait:.0f} seconds", "try again after that")


def _request(model: LanguageModel, messages: Sequence[Message], most_tokens: int) -> Request:
    said = [{"role": message.role, "content": message.text} for message in messages]
    body = {
        "model": model.model,
        "messages": said,
        "max_tokens": most_tokens,
        "temperature": 0,
        "stream": False,
    }
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if model.key:
        headers["Authorization"] = f"Bearer {model.key}"
    data = json.dumps(body).encode("ascii")
    return Request(model.address, data=data, headers=headers, method="POST")  # noqa: S310 - the scheme was checked at birth


def _attempt(model: LanguageModel, opener: OpenerDirector, request: Request) -> Answer | _Failure:
    deadline = time.monotonic() + model.timeout_seconds
    try:
        with opener.open(request, timeout=model.timeout_seconds) as response:
            return _read_answer(model, _read(response, deadline))
    except HTTPError as problem:
        with problem:
            return _refused(problem, deadline)
    except TimeoutError:
        return _slow(model)
    except URLError as problem:
        return _unreached(model, problem.reason)
    except (OSError, http.client.HTTPException) as problem:
        said = f"{type(problem).__name__}: {problem}".rstrip(": ")
        return _Failure(f"an answer that broke off ({said})", "try again later", passes=True)


def _read(response: Any, deadline: float) -> bytes:
    """Read a body that may come in drips. Raises TimeoutError, and what http.client raises."""
    found = bytearray()
    while len(found) <= MOST_BYTES:
        piece = response.read1(CHUNK)
        if not piece:
            break
        found += piece
        if time.monotonic() > deadline:
            raise TimeoutError
    expected = response.headers.get("Content-Length", "")
    if expected.isascii() and expected.isdigit() and len(found) < min(int(expected), MOST_BYTES):
        raise http.client.IncompleteRead(bytes(found), int(expected) - len(found))
    return bytes(found)


def _slow(model: LanguageModel) -> _Failure:
    found = f"no complete answer within {model.timeout_seconds:g} seconds"
    return _Failure(found, "allow more time, or choose a faster model", passes=True)


def _unreached(model: LanguageModel, reason: object) -> _Failure:
    if isinstance(reason, TimeoutError):
        return _slow(model)
    said = getattr(reason, "strerror", None) or reason
    if isinstance(reason, ssl.SSLError):
        return _Failure(f"a connection that is not safe: {said}", "check the certificate")
    remedy = "check the endpoint, and that the server runs"
    return _Failure(f"no connection: {said}", remedy, passes=isinstance(reason, OSError))


def _refused(problem: HTTPError, deadline: float) -> _Failure:
    """Read the server's own words of an error status, as far as there are any."""
    try:
        body = _decoded(_read(problem, deadline))
    except (OSError, http.client.HTTPException):
        body = None
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    said = error.get("message") if isinstance(error, dict) else error
    found = f"status {problem.code} ({_phrase(problem.code)})"
    if isinstance(said, str) and said.strip():
        found += f": {quote(said, 160)}"
    if 300 <= problem.code < 400:
        return _Failure(found, "write the address to which it leads; redirects are not followed")
    passes = problem.code in RETRIED and code != "insufficient_quota"
    remedy = REMEDIES.get(problem.code, "try again later, and ask who runs the server")
    return _Failure(found, remedy, passes, _retry_after(problem.headers.get("Retry-After")))


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "no known status"


def _retry_after(text: str | None) -> float | None:
    """Read seconds or an HTTP date; None where there is neither."""
    said = (text or "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((aware - datetime.now(UTC)).total_seconds(), 0.0)


def _decoded(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _read_answer(model: LanguageModel, data: bytes) -> Answer | _Failure:
    if len(data) > MOST_BYTES:
        return _Failure(f"an answer of more than {MOST_BYTES >> 20} MiB", "choose another model")
    body = _decoded(data)
    if not isinstance(body, dict):
        shown = quote(data[:200].decode("utf-8", "replace"))
        return _Failure(f"no JSON object: {shown}", "check the endpoint; tried again", passes=True)
    choice = _first(body.get("choices"))
    message = choice.get("message") if choice else None
    if choice is None or not isinstance(message, dict):
        return _Failure(f"JSON without an answer: {_shown(body)}", "check the endpoint")
    refusal = message.get("refusal")
    if isinstance(refusal, str) and refusal.strip():
        return _Failure(f"a refusal: {quote(refusal, 160)}", "choose another model, or write it")
    return _read_choice(model, body, choice, message)


def _shown(body: object) -> str:
    return quote(json.dumps(body, ensure_ascii=False)[:200])


def _first(choices: object) -> dict[str, Any] | None:
    found = choices[0] if isinstance(choices, list) and choices else None
    return found if isinstance(found, dict) else None


def _read_choice(
    model: LanguageModel, body: dict[str, Any], choice: dict[str, Any], message: dict[str, Any]
) -> Answer | _Failure:
    finish = choice.get("finish_reason")
    if finish == "content_filter":
        return _Failure("an answer held back by the server's filter", "choose another model")
    if finish == "length":
        return _Failure("an answer that was cut off at its longest", "allow more tokens")
    text = _text(message.get("content"))
    if not text.strip():
        return _Failure("an empty answer", "choose another model; tried again", passes=True)
    named = body.get("model")
    return Answer(text=text, model=named if isinstance(named, str) and named else model.model)


def _text(content: object) -> str:
    """Join the parts where an answer comes in parts."""
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""


def _fault(model: LanguageModel, failure: _Failure) -> Fault:
    """Name the place without the key, even where the server repeats the key to us."""
    found = failure.found.replace(model.key, "…") if model.key else failure.found
    return Fault(
        file=model.address,
        column=model.model,
        found=found,
        allowed=ALLOWED,
        remedy=failure.remedy,
    )
