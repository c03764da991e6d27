"""The settings of mail: the server's address as text, the sender, and what may stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parseaddr
from enum import Enum
from urllib.parse import unquote, urlsplit

LONGEST_LOCAL, LONGEST_ADDRESS = 64, 254
"""RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.3."""
ATEXT = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+")
"""A local part without quotation marks: RFC 5322, section 3.2.3, with letters of any script
(RFC 6531)."""
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)


class Security(Enum):
    """How the way to the mail server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


SCHEMES = {
    "smtp": (Security.STARTTLS, 587),
    "smtps": (Security.TLS, 465),
    "smtp+plain": (Security.NONE, 25),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over. The name and password are None where the server asks for none."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who mail comes from."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """Give what stands after the @, in ASCII."""
        return self.address.rpartition("@")[2]


def parse_mail_url(text: str) -> MailServer | None:
    """Read a mail server's address. Raises ValueError without repeating it: it holds a password.

    `smtp://` insists on STARTTLS, `smtps://` speaks TLS from the first byte, `smtp+plain://`
    protects nothing and is meant for a relay on the same machine.
    """
    if not text:
        return None
    scheme = text.partition("://")[0]
    if scheme not in SCHEMES:
        raise ValueError("begins with none of smtp://, smtps://, smtp+plain://")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("cannot be read as an address") from None
    if not parts.hostname:
        raise ValueError("no host is named")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError("something stands after the host and port")
    security, usual = SCHEMES[scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if user and security is Security.NONE:
        raise ValueError("a password would travel unprotected; use smtp:// or smtps://")
    return MailServer(
        host=parts.hostname,
        port=usual if port is None else port,
        security=security,
        user=user,
        password=password,
    )


def parse_sender(text: str) -> Sender:
    """Read `Name <address>` or a bare address. Raises ValueError."""
    name, address = parseaddr(text)
    if not address or (name and any(ord(letter) < 32 for letter in text)):
        raise ValueError("not an address such as Trials <trials@hospital.example>")
    return Sender(name=name, address=plain_address(address))


def plain_address(text: str) -> str:
    """Give an address for mail in the form in which it is kept: the domain in small ASCII letters.

    Raises ValueError for everything that could be read in two ways: quotation marks, spaces,
    angle brackets, commas, control characters, a domain without a dot or an address of the
    network. `localhost` is a domain, for trying things out.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local:
        raise ValueError("an address has one @ with something before it")
    if not ATEXT.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise ValueError("what stands before the @ is no mailbox's name")
    if len(local.encode()) > LONGEST_LOCAL:
        raise ValueError(f"what stands before the @ is longer than {LONGEST_LOCAL} characters")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("what stands after the @ is no domain") from None
    labels = ascii_domain.split(".")
    is_dotted = len(labels) > 1 and not labels[-1].isdigit()
    if not (is_dotted or ascii_domain == "localhost") or not all(map(LABEL.fullmatch, labels)):
        raise ValueError("what stands after the @ is no domain")
    whole = f"{local}@{ascii_domain}"
    if len(whole.encode()) > LONGEST_ADDRESS:
        raise ValueError(f"the address is longer than {LONGEST_ADDRESS} characters")
    return whole
