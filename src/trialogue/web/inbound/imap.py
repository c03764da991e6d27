"""The mailbox at its server: look without touching, then flag what is done with.

What is fetched is not marked as read (`BODY.PEEK`); a message is flagged only when told to.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trialogue.web.config.inbound import InboundMailbox
from trialogue.web.config.mail import Security

SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The mailbox cannot be used now. Its text names no address, password or word of a mail."""


class Folder:
    """An open folder. `validity` is its UIDVALIDITY, 0 where the server does not say."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client
        _, found = client.response("UIDVALIDITY")  # asked once: the library forgets what it told
        said = found[0] if found else None
        self.validity = int(said) if isinstance(said, bytes) and said.isdigit() else 0

    def uids_after(self, last: int) -> list[int]:
        """List the messages that came after one, the oldest first."""
        found = self._ask("SEARCH", "UID", f"{last + 1}:*")
        numbers = b" ".join(part for part in found if isinstance(part, bytes)).split()
        return sorted({int(one) for one in numbers if one.isdigit() and int(one) > last})

    def size_of(self, uid: int) -> int | None:
        """Give a message's size in bytes; None where it is gone."""
        for part in self._ask("FETCH", str(uid), "(RFC822.SIZE)"):
            text = part[0] if isinstance(part, tuple) else part
            size = SIZE.search(text) if isinstance(text, bytes) else None
            if size:
                return int(size[1])
        return None

    def content_of(self, uid: int) -> bytes | None:
        """Fetch a message's bytes; None where it is gone."""
        for part in self._ask("FETCH", str(uid), "(BODY.PEEK[])"):
            if isinstance(part, tuple) and isinstance(part[1], bytes):
                return part[1]
        return None

    def flag_done(self, uid: int) -> None:
        """Flag a message as read."""
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _ask(self, command: str, *arguments: str) -> list[object]:
        try:
            answer, found = self._client.uid(command, *arguments)
        except (imaplib.IMAP4.error, OSError) as problem:
            raise MailboxError(_kind(problem)) from None
        if answer != "OK":
            raise MailboxError(f"the server refuses {command}")
        return list(found)


@contextmanager
def open_folder(
    mailbox: InboundMailbox, *, timeout: float, authority: Path | None = None
) -> Iterator[Folder]:
    """Sign in and open the folder. Raises MailboxError where that, or what follows, fails."""
    try:
        client = _connect(mailbox, timeout, authority)
    except (imaplib.IMAP4.error, OSError, ValueError) as problem:
        raise MailboxError(_kind(problem)) from None
    try:
        client.login(mailbox.user, mailbox.password)
        folder = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
        answer, _ = client.select(f'"{folder}"')
        if answer != "OK":
            raise MailboxError("the folder cannot be opened")
        yield Folder(client)
    except (imaplib.IMAP4.error, OSError) as problem:
        raise MailboxError(_kind(problem)) from None
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            client.logout()
        with contextlib.suppress(OSError):  # a farewell that failed leaves the line open
            client.shutdown()


def _connect(mailbox: InboundMailbox, timeout: float, authority: Path | None) -> imaplib.IMAP4:
    context = ssl.create_default_context(cafile=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if mailbox.security is Security.TLS:
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=timeout)
    client = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=timeout)
    if mailbox.security is Security.STARTTLS:
        try:
            client.starttls(context)
        except (imaplib.IMAP4.error, OSError):
            client.shutdown()
            raise
    return client


def _kind(problem: Exception) -> str:
    """Name a trouble without the server's words: they may repeat an address."""
    return type(problem).__name__
