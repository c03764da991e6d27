"""One mail as a value, checked at birth, and as the bytes that travel.

Nothing that a person typed can become a header: control characters are folded to spaces
when a mail is made, addresses must be plain, names and subjects are written as quoted text or
encoded words, and each finished header is looked at once more. A law in tests/web/outbox
tries it with random text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from trialogue.web.config.mail import Sender, plain_address

LONGEST_KEY, LONGEST_SUBJECT, LONGEST_NAME, LONGEST_BODY = 120, 200, 120, 200_000
EXTRA = re.compile(
    r"List-(?:Unsubscribe|Unsubscribe-Post|Id|Help)|In-Reply-To|References|Auto-Submitted"
)
"""Headers that an app may add."""
IDS = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
PLAIN = re.compile(r"(?!.*=\?)[ -~]{1,76}")
"""Text that needs no encoding: printable ASCII, short, without the sign of an encoded word."""
LINE_END = re.compile(r"\r(?!\n)|(?<!\r)\n|\r\n(?! \S)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one person.

    `key` makes it unique: enqueued twice, it goes out once. `about` names the row it
    belongs to (`enquiry:12`), so that its words can be forgotten with that row.
    `is_bulk`: not sent to an address that has refused mail for good.
    Raises ValueError for an address that is none, an unknown header, or text that is too long.
    """

    key: str
    kind: str
    to: str
    subject: str
    text: str
    to_name: str = ""
    html: str = ""
    about: str = ""
    language: str = "en"
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_bulk: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "to", plain_address(self.to))
        object.__setattr__(self, "subject", one_line(self.subject)[:LONGEST_SUBJECT])
        object.__setattr__(self, "to_name", one_line(self.to_name)[:LONGEST_NAME])
        if self.reply_to:
            object.__setattr__(self, "reply_to", plain_address(self.reply_to))
        if not 0 < len(self.key) <= LONGEST_KEY:
            raise ValueError(f"a key of 1 to {LONGEST_KEY} characters is needed")
        if max(len(self.text), len(self.html)) > LONGEST_BODY:
            raise ValueError(f"a mail's text has at most {LONGEST_BODY} characters")
        for name, value in self.headers.items():
            if not EXTRA.fullmatch(name) or not IDS.fullmatch(value):
                raise ValueError(f"{name!r} may not be added, or holds more than plain ASCII")


def one_line(text: str) -> str:
    """Fold every control character, line end and odd space to one space.

    Control and format characters other than joiners go too: they can turn the reading
    direction of a name, and no header needs them.
    """
    kept = (
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs", "Cn") else letter
        for letter in text
        if unicodedata.category(letter) != "Cf" or letter in "\u200c\u200d"
    )
    return " ".join("".join(kept).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is handed to the mail server."""

    sender: str
    recipient: str
    message: bytes

    @property
    def needs_utf8(self) -> bool:
        """Tell whether an address holds letters beyond ASCII, which not every server takes."""
        return not (self.sender.isascii() and self.recipient.isascii())


def seal(mail: Mail, *, message_id: str, sender: Sender, made_at: datetime) -> Envelope:
    """Write the bytes of a mail: the same each time it is tried."""
    headers = {
        "From": _address(sender.name, sender.address),
        "To": _address(mail.to_name, mail.to),
        "Subject": _words(mail.subject),
        "Date": format_datetime(made_at),
        "Message-ID": message_id,
        **({"Reply-To": mail.reply_to} if mail.reply_to else {}),
        **({"Content-Language": mail.language} if mail.language else {}),
        **mail.headers,
    }
    lines = "".join(f"{name}: {_checked(value)}\r\n" for name, value in headers.items())
    content = _content(mail, message_id).as_bytes()
    return Envelope(sender=sender.address, recipient=mail.to, message=lines.encode() + content)


def _content(mail: Mail, message_id: str) -> EmailMessage:
    """Make the part with the words; its headers say nothing but what kind of content it is."""
    message = EmailMessage(policy=POLICY)
    message.set_content(_body(mail.text))
    if mail.html:
        message.add_alternative(_body(mail.html), subtype="html")
        boundary = hashlib.sha256(message_id.encode()).hexdigest()[:32]
        message.set_boundary(f"={boundary}")
    return message


def _address(name: str, address: str) -> str:
    if not name:
        return address
    if PLAIN.fullmatch(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{_words(name)} <{address}>"


def _words(text: str) -> str:
    """Write text of any script as a header's value: RFC 2047, in lines of at most 76 characters."""
    if PLAIN.fullmatch(text):
        return text
    return Header(text, "utf-8", maxlinelen=64).encode(linesep="\r\n")


def _checked(value: str) -> str:
    """Hold a header's value to one header: a line end must be followed by a space and a word.

    Raises ValueError; nothing that `Mail` lets in comes here with another line end.
    """
    if LINE_END.search(value):
        raise ValueError("a header would end too early")
    return value


def _body(text: str) -> str:
    """Drop what a body may not hold: lone surrogates and control characters but tab and line."""
    kept = (
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return "".join(kept).rstrip("\n") + "\n"
