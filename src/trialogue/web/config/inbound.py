"""The setting of the inbound mailbox: an IMAP server, an account and a folder as one address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from trialogue.web.config.mail import Security

SCHEMES = {
    "imaps": (Security.TLS, 993),
    "imap": (Security.STARTTLS, 143),
    "imap+plain": (Security.NONE, 143),
}
HERE = ("localhost", "127.0.0.1", "::1")
"""Where nothing travels: an unprotected way is allowed to this machine alone."""
PLAIN = re.compile(r"[ -~]{0,200}")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMailbox:
    """Where replies and bounces arrive."""

    host: str
    port: int
    security: Security
    user: str
    password: str = field(repr=False)
    folder: str


def parse_inbound_url(text: str) -> InboundMailbox | None:
    """Read a mailbox's address. Raises ValueError without repeating it: it holds a password.

    `imaps://` speaks TLS from the first byte, `imap://` insists on STARTTLS, `imap+plain://`
    protects nothing and is taken for this machine only.
    """
    if not text:
        return None
    scheme = text.partition("://")[0]
    if scheme not in SCHEMES:
        raise ValueError("begins with none of imaps://, imap://, imap+plain://")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("cannot be read as an address") from None
    if not parts.hostname:
        raise ValueError("no host is named")
    if parts.query or parts.fragment:
        raise ValueError("something stands after the folder")
    security, usual = SCHEMES[scheme]
    if security is Security.NONE and parts.hostname not in HERE:
        raise ValueError("a password would travel unprotected; use imaps:// or imap://")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not user or not password:
        raise ValueError("a user and a password are needed")
    if not all(PLAIN.fullmatch(part) for part in (user, password, folder)):
        raise ValueError("user, password and folder hold only letters, digits and signs of ASCII")
    return InboundMailbox(
        host=parts.hostname,
        port=usual if port is None else port,
        security=security,
        user=user,
        password=password,
        folder=folder,
    )
