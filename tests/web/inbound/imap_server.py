"""A small IMAP server in this process: the part of RFC 3501 that a reader of a mailbox uses."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

USER, PASSWORD = "trials", "p@ss w"
COMMAND = re.compile(rb'"((?:[^"\\]|\\.)*)"|(\([^)]*\))|(\S+)')


@dataclass
class Mailbox:
    """What lies in it, by UID; `seen` was flagged. `breaks_at` cuts the line at a command.

    `watch` hears each command before and after its answer.
    """

    port: int = 0
    validity: int = 7
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    breaks_at: str = ""
    commands: list[str] = field(default_factory=list)
    opened: str = ""
    watch: Callable[[str], None] = lambda _what: None

    def put(self, content: bytes) -> int:
        uid = max(self.mails, default=0) + 1
        self.mails[uid] = content
        return uid


class _Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline():
            words = [
                (quoted.replace(b"\\", b"") if quoted else group or word).decode()
                for quoted, group, word in COMMAND.findall(line.rstrip())
            ]
            tag, name, rest = words[0], words[1].upper(), words[2:]
            if name == "UID":
                name, rest = f"UID {rest[0].upper()}", rest[1:]
            box: Mailbox = self.server.box
            box.commands.append(" ".join([name, *rest]) if name != "LOGIN" else name)
            if box.breaks_at and name == box.breaks_at:
                return
            box.watch(name)
            answer = getattr(self, "_" + name.replace(" ", "_").lower(), self._unknown)(box, *rest)
            self._say(f"{tag} {answer}".encode())
            box.watch(f"{name} answered")
            if name == "LOGOUT":
                return

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")

    def _unknown(self, box: Mailbox, *rest: str) -> str:
        return "BAD unknown"

    def _capability(self, box: Mailbox) -> str:
        self._say(b"* CAPABILITY IMAP4rev1")
        return "OK done"

    def _login(self, box: Mailbox, user: str, password: str) -> str:
        return "OK done" if (user, password) == (USER, PASSWORD) else "NO [AUTHENTICATIONFAILED] no"

    def _select(self, box: Mailbox, folder: str) -> str:
        if folder != "Trial answers":
            return "NO no such folder"
        box.opened = folder
        self._say(f"* {len(box.mails)} EXISTS".encode())
        self._say(f"* OK [UIDVALIDITY {box.validity}] valid".encode())
        return "OK [READ-WRITE] open"

    def _uid_search(self, box: Mailbox, word: str, numbers: str) -> str:
        first = int(numbers.partition(":")[0])
        found = [uid for uid in box.mails if uid >= first] or list(box.mails)[-1:]
        self._say(b"* SEARCH " + " ".join(map(str, found)).encode())
        return "OK done"

    def _uid_fetch(self, box: Mailbox, uid: str, what: str) -> str:
        content = box.mails.get(int(uid))
        if content is None:
            return "OK nothing"
        if "SIZE" in what:
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(content)})".encode())
        else:
            self._say(f"* 1 FETCH (UID {uid} BODY[] {{{len(content)}}}".encode())
            self.wfile.write(content)
            self._say(b")")
        return "OK done"

    def _uid_store(self, box: Mailbox, uid: str, how: str, flags: str) -> str:
        assert (how, flags) == ("+FLAGS.SILENT", r"(\Seen)")
        box.seen.add(int(uid))
        return "OK done"

    def _logout(self, box: Mailbox) -> str:
        self._say(b"* BYE")
        return "OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    context: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that turns away is what some tests are about."""


@contextmanager
def imap_server(context: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """Run a server until the block ends; with TLS where a context is given."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        box = Mailbox(port=server.server_address[1])
        server.box, server.context = box, context  # type: ignore[attr-defined]  # ours to read back
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
