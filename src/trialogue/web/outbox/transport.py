"""Handing a mail to the server, and what its answer means.

A refusal with 4xx is for now, one with 5xx for good (RFC 5321, section 4.2.1). Trouble with
the server itself (no connection, wrong password, a certificate that does not fit) says
nothing about the letter: it waits.
"""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from trialogue.web.config.mail import MailServer, Security
from trialogue.web.outbox.mail import Envelope

LOGIN_CODES = {454, 530, 534, 535, 538}
"""The server wants another login or better protection: RFC 4954, section 6."""
ADDRESS_CODES = {550, 551, 553, 556}
"""Of a refused RCPT: the mailbox is not there, has moved, is misspelt, its domain takes none."""
POLICY_PREFIX = "5.7."
"""Enhanced codes of policy (RFC 3463, section 3.8): our server's standing, not the mailbox."""


class Result(Enum):
    """What became of one try."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one try with the server's words.

    `is_address`: the mailbox itself refuses. `stops`: the connection broke in the middle, so
    the next letter had better wait too.
    """

    result: Result
    answer: str = ""
    code: int = 0
    is_address: bool = False
    stops: bool = False


class Transport(Protocol):
    """A way for mail to leave."""

    def send(self, envelope: Envelope) -> Outcome:
        """Try once."""

    def close(self) -> None:
        """Let go of the connection."""


class Mailbox:
    """The demo's way: a letter counts as delivered, and its page shows it."""

    def send(self, envelope: Envelope) -> Outcome:
        """Take everything."""
        return Outcome(result=Result.SENT, answer="shown in the mailbox of the demo")

    def close(self) -> None:
        """Nothing is open."""


class NoServer:
    """No mail server is set: everything waits."""

    def send(self, envelope: Envelope) -> Outcome:
        """Take nothing."""
        words = "no mail server is set: MAIL_URL"
        return Outcome(result=Result.UNREACHABLE, answer=words, stops=True)

    def close(self) -> None:
        """Nothing is open."""


class Smtp:
    """A mail server; the connection is kept open until `close` or until something goes wrong."""

    def __init__(
        self, server: MailServer, *, timeout: float, hello: str, authority: Path | None = None
    ) -> None:
        self._server = server
        self._timeout = timeout
        self._hello = hello
        self._authority = authority
        self._open: smtplib.SMTP | None = None

    def send(self, envelope: Envelope) -> Outcome:
        """Try once; what the server answers decides."""
        try:
            client = self._open or self._connect()
        except (smtplib.SMTPException, OSError) as problem:
            self.close()
            return _unreachable(problem)
        options = ["SMTPUTF8"] if envelope.needs_utf8 else []
        try:
            client.sendmail(envelope.sender, [envelope.recipient], envelope.message, options)
        except smtplib.SMTPRecipientsRefused as problem:
            return _recipient_refused(*problem.recipients[envelope.recipient])
        except smtplib.SMTPNotSupportedError:
            words = "the server takes no addresses beyond ASCII (SMTPUTF8)"
            return Outcome(result=Result.REFUSED, answer=words)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as problem:
            self.close()
            return _refused(problem.smtp_code, problem.smtp_error)
        except (smtplib.SMTPException, OSError) as problem:
            self.close()
            return Outcome(result=Result.LATER, answer=_problem_words(problem), stops=True)
        return Outcome(result=Result.SENT)

    def close(self) -> None:
        """Say goodbye, as far as anybody listens."""
        client, self._open = self._open, None
        if client is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                client.quit()
            client.close()

    def _connect(self) -> smtplib.SMTP:
        server, wait, hello = self._server, self._timeout, self._hello
        if server.security is Security.TLS:
            context = self._context()
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, hello, timeout=wait, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, hello, timeout=wait)
        self._open = client
        client.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            client.starttls(context=self._context())
            client.ehlo_or_helo_if_needed()
        if server.user:
            client.login(server.user, server.password)
        return client

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self._authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


def _words(error: bytes | str) -> str:
    text = error.decode("utf-8", "replace") if isinstance(error, bytes) else error
    return " ".join(text.split())[:400]


def _recipient_refused(code: int, error: bytes) -> Outcome:
    outcome = _refused(code, error)
    if outcome.result is not Result.REFUSED:
        return outcome
    is_address = code in ADDRESS_CODES and not _words(error).startswith(POLICY_PREFIX)
    return Outcome(result=Result.REFUSED, answer=outcome.answer, code=code, is_address=is_address)


def _refused(code: int, error: bytes | str) -> Outcome:
    answer = f"{code} {_words(error)}"
    if code in LOGIN_CODES or code == 421:
        return Outcome(result=Result.UNREACHABLE, answer=answer, code=code, stops=True)
    result = Result.REFUSED if 500 <= code < 600 else Result.LATER
    return Outcome(result=result, answer=answer, code=code)


def _unreachable(problem: Exception) -> Outcome:
    return Outcome(result=Result.UNREACHABLE, answer=_problem_words(problem), stops=True)


def _problem_words(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"{problem.smtp_code} {_words(problem.smtp_error)}"
    return _words(f"{type(problem).__name__}: {problem}")
