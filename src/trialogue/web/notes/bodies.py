"""What a script sends, read strictly: any body gives a value, or `Malformed` and nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

LARGEST_SEALED = 300 * 1024
"""Bytes of sealed notes: some 300 notes of a usual length."""
LARGEST_BODY = LARGEST_SEALED * 4 // 3 + 2048
SMALL_BODY = 2048
VERSION = 1
ROUNDS = 600_000
MOST_DAYS = 30
TAG = 16
ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


class Malformed(ValueError):
    """The body is not what it should be; the message says what is wrong, without repeating it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Sealed notes, as they are kept and given out."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    proof_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """A wish to share: the sealed notes, the owner's secret, and for how many days."""

    notes: Sealed
    owner: bytes
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A wish to open: the link's name, and the proof that one holds the passcode."""

    link: str
    proof: bytes


def parse_sharing(body: bytes) -> Sharing:
    """Read a wish to share. Raises Malformed."""
    given = _object(body)
    if given.get("version") != VERSION or given.get("rounds") != ROUNDS:
        raise Malformed(f"version must be {VERSION} and rounds {ROUNDS}")
    days = given.get("days")
    if type(days) is not int or not 1 <= days <= MOST_DAYS:
        raise Malformed(f"days must be a number from 1 to {MOST_DAYS}")
    sealed = _bytes(given, "sealed", most=LARGEST_SEALED)
    if len(sealed) <= TAG:
        raise Malformed("sealed is too short")
    notes = Sealed(
        salt=_bytes(given, "salt", exactly=16),
        nonce=_bytes(given, "nonce", exactly=12),
        sealed=sealed,
        proof_hash=_bytes(given, "proof_hash", exactly=32),
    )
    return Sharing(notes=notes, owner=_bytes(given, "owner", exactly=32), days=days)


def parse_asking(body: bytes) -> Asking:
    """Read a wish to open. Raises Malformed."""
    given = _object(body)
    link = to_text(_bytes(given, "link", exactly=16))
    return Asking(link=link, proof=_bytes(given, "proof", exactly=32))


def parse_owner(body: bytes) -> bytes:
    """Read the owner's secret. Raises Malformed."""
    return _bytes(_object(body), "owner", exactly=32)


def to_text(given: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(given).decode("ascii").rstrip("=")


def link_of(owner: bytes) -> str:
    """Work out a link's name from its owner's secret, as `sealing.js` does."""
    return to_text(hashlib.sha256(b"trialogue notes v1 link\n" + owner).digest()[:16])


def _object(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Malformed("the body is not JSON") from None
    if not isinstance(given, dict):
        raise Malformed("the body is not a JSON object")
    return given


def _bytes(given: dict[str, Any], name: str, *, exactly: int = 0, most: int = 0) -> bytes:
    """Read a field of base64url, `exactly` so many bytes or at `most` so many."""
    text = given.get(name)
    longest = -(-(exactly or most) * 4 // 3)
    if not isinstance(text, str) or len(text) > longest or not ALPHABET.fullmatch(text):
        raise Malformed(f"{name} must be base64url of {exactly or most} bytes")
    if len(text) % 4 == 1:
        raise Malformed(f"{name} is not whole")
    value = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if (exactly and len(value) != exactly) or to_text(value) != text:
        raise Malformed(f"{name} must be base64url of {exactly or most} bytes")
    return value
