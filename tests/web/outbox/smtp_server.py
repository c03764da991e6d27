"""A real mail server in this process that a test can tell what to answer (aiosmtpd)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.ports import free_port

CERTIFICATE = Path(__file__).with_name("localhost.pem")
Answer = Callable[[str], str]


@dataclass(slots=True)
class Got:
    """One message that the server took: envelope and bytes."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.content, policy=default)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class Server:
    """What it took, and how it answers: each hook may be replaced by a test."""

    port: int = 0
    taken: list[Got] = field(default_factory=list)
    rcpt: Answer = lambda address: "250 OK"
    data: Answer = lambda address: "250 OK"
    hang: float = 0.0
    """Seconds to wait before the answer to DATA."""
    hello: str = ""

    async def handle_RCPT(  # noqa: N802 - named and called by aiosmtpd
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        self.hello = session.host_name
        answer = self.rcpt(address)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        answer = self.data(envelope.rcpt_tos[0])
        if self.hang:
            await asyncio.sleep(self.hang)
        if answer.startswith("2"):
            self.taken.append(
                Got(envelope.mail_from, envelope.rcpt_tos[0], envelope.original_content)
            )
        return answer


def check_login(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    assert isinstance(given, LoginPassword)
    return AuthResult(success=given == LoginPassword(b"trials", b"p@ss"), handled=False)


def tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def smtp_server(**options: Any) -> Iterator[Server]:
    """Run a server until the block ends; `options` are aiosmtpd's."""
    server = Server(port=free_port())
    utf8 = options.pop("enable_SMTPUTF8", True)
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        enable_SMTPUTF8=utf8,
        ready_timeout=60,
        **options,
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
