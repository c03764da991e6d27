"""One mail as a value, from whatever bytes: who, which mail it answers, what it says.

Mail is made by strangers and by broken programs; bytes that cannot be read are `Unreadable`
and never an exception.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message, MIMEPart
from email.policy import default
from email.utils import parseaddr

from trialogue.web.config.mail import plain_address
from trialogue.web.inbound.trimming import own_words, text_of_html

ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>")
MOST_IDS = 50
LOUD = {"bulk", "junk", "list", "auto_reply"}
MACHINES = ("mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
"""RFC 3463, section 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A server says that a mail of ours did not arrive; `status` as RFC 3463 writes it."""

    status: str
    answers: tuple[str, ...]
    """The Message-IDs of what did not arrive."""

    @property
    def is_for_good(self) -> bool:
        """Tell whether another try is useless."""
        return self.status.startswith("5.")

    @property
    def is_address(self) -> bool:
        """Tell whether the mailbox itself is the reason: RFC 3463, sections 3.2, 3.3 and 3.5."""
        first = ("5.0.0", "5.2.1", "5.4.4")
        return self.status.startswith("5.1.") or self.status in first


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Somebody writes back. `attachments` were not read."""

    digest: str
    """Of sender and Message-ID, or of all bytes: the same mail twice is one."""
    message_id: str
    sender: str
    answers: tuple[str, ...]
    """The Message-IDs that it answers, the nearest first."""
    text: str
    attachments: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """A machine wrote it: never answered, never taken in (RFC 3834, section 2)."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Not a mail that can be read."""


Received = Bounce | Reply | Automatic | Unreadable


def read_mail(content: bytes) -> Received:
    """Read a mail; what cannot be read is `Unreadable`."""
    try:
        message = message_from_bytes(content, policy=default)
        return _read(message, content)
    except Exception:  # noqa: BLE001 - the library raises of many kinds for malformed mail
        return Unreadable()


def _read(message: EmailMessage, content: bytes) -> Received:
    if message.get_content_type() == "multipart/report":
        return _bounce(message) or Automatic()
    if _is_automatic(message):
        return Automatic()
    try:
        sender = plain_address(parseaddr(_header(message, "From"))[1])
    except ValueError:
        return Unreadable()
    own_id = next(iter(ID.findall(_header(message, "Message-ID"))), "")
    nearest = ID.findall(_header(message, "In-Reply-To"))
    earlier = ID.findall(_header(message, "References"))[::-1]
    unique = f"{sender} {own_id}".encode() if own_id else content
    text, attachments = _words(message)
    return Reply(
        digest=hashlib.sha256(unique).hexdigest(),
        message_id=own_id,
        sender=sender,
        answers=tuple(dict.fromkeys([*nearest, *earlier]))[:MOST_IDS],
        text=text,
        attachments=attachments,
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(value) for value in message.get_all(name, []))


def _is_automatic(message: EmailMessage) -> bool:
    submitted = _header(message, "Auto-Submitted").strip().lower()
    local = parseaddr(_header(message, "From"))[1].partition("@")[0].lower()
    returned = message.get("Return-Path")
    return (
        submitted.partition(";")[0].strip() not in ("", "no")
        or _header(message, "Precedence").strip().lower() in LOUD
        or (returned is not None and str(returned).strip() in ("", "<>"))
        or local.startswith(MACHINES)
        or any(name in message for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
    )


def _bounce(message: EmailMessage) -> Bounce | None:
    """Read a report of delivery: RFC 3464; None where it is of another kind, or says less."""
    statuses, answers = [], []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            statuses += _failures(part)
        elif kind in ("message/rfc822", "message/rfc822-headers", "message/global"):
            inner = part.get_payload()
            for one in inner if isinstance(inner, list) else []:
                if isinstance(one, Message):
                    answers += ID.findall(str(one.get("Message-ID", "")))
        elif kind in ("text/rfc822-headers", "message/global-headers"):
            raw = part.get_payload(decode=True)
            head = message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=default)
            answers += ID.findall(_header(head, "Message-ID"))
    worst = max(statuses, default="")
    if not worst or not answers:
        return None
    return Bounce(status=worst, answers=tuple(answers[:MOST_IDS]))


def _failures(part: EmailMessage) -> list[str]:
    """List the codes of the recipients that failed: each group of lines is one recipient."""
    groups = part.get_payload()
    found = []
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message):
            continue
        status = STATUS.search(str(group.get("Status", "")))
        if str(group.get("Action", "")).strip().lower() == "failed" and status:
            found.append(status[0])
    return found


def _words(message: EmailMessage) -> tuple[str, int]:
    """Give the person's own words and how many parts beside them were left out."""
    body = message.get_body(preferencelist=("plain", "html"))
    taken = {id(body)} if body is not None else set()
    others = [
        part
        for part in message.walk()
        if not part.is_multipart() and id(part) not in taken and _is_attached(part)
    ]
    if body is None:
        return "", len(others)
    text = _decoded(body)
    if body.get_content_type() == "text/html":
        text = text_of_html(text)
    clean = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return own_words(clean), len(others)


def _is_attached(part: EmailMessage) -> bool:
    """Tell an attachment from another form of the same words."""
    is_words = part.get_content_type() in ("text/plain", "text/html")
    return part.get_content_disposition() == "attachment" or not is_words


def _decoded(part: MIMEPart) -> str:
    """Decode the words of a part; letters that its character set has not become a sign."""
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    for name in (part.get_content_charset("utf-8"), "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8", "replace")
