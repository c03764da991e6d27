"""A chat server of our own on this machine, which answers as it is told: for tests."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. `drip_seconds` passes between its bytes; `claimed` is a false length."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip_seconds: float = 0.0
    late_seconds: float = 0.0
    claimed: int | None = None
    hangs_up: bool = False


def says(text: object, *, finish: str = "stop", refusal: str | None = None) -> Reply:
    """Answer in the shape of the protocol."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return of_json({"id": "chat-1", "model": "small-1b-q4", "choices": [choice]})


def of_json(body: object, status: int = 200, **headers: str) -> Reply:
    """Answer with some JSON."""
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(body=json.dumps(body).encode(), status=status, headers=named)


def error(status: int, message: str = "no", code: str = "", **headers: str) -> Reply:
    """Answer with an error as hosted servers write it."""
    return of_json({"error": {"message": message, "code": code}}, status, **headers)


@dataclass(slots=True)
class Chat:
    """The address of a running server, what it was asked, and by whom."""

    endpoint: str
    questions: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@contextmanager
def chat_server(replies: Sequence[Reply]) -> Iterator[Chat]:
    """Serve the replies in their order, the last one again and again."""
    chat = Chat("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(chat, replies))
    chat.endpoint = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(chat: Chat, replies: Sequence[Reply]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Notes the question, then gives the next reply."""

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            chat.questions.append(json.loads(self.rfile.read(size)))
            chat.paths.append(self.path)
            chat.keys.append(self.headers["Authorization"])
            self.give(replies[min(len(chat.questions), len(replies)) - 1])

        def give(self, reply: Reply) -> None:
            time.sleep(reply.late_seconds)
            if reply.hangs_up:
                self.close_connection = True
                return
            try:
                self.answer(reply)
            except ConnectionError:
                self.close_connection = True

        def answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            length = len(reply.body) if reply.claimed is None else reply.claimed
            for name, value in (*reply.headers, ("Content-Length", str(length))):
                self.send_header(name, value)
            self.end_headers()
            step = 1 if reply.drip_seconds else max(len(reply.body), 1)
            for at in range(0, len(reply.body), step):
                self.wfile.write(reply.body[at : at + step])
                self.wfile.flush()
                time.sleep(reply.drip_seconds)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
