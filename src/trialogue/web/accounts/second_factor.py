"""The second factor: codes of six digits that a telephone shows, and codes on paper.

Codes are those of RFC 6238 (TOTP) over RFC 4226 (HOTP, section 5.3): HMAC-SHA-1, 30 seconds,
six digits, which every authenticator app speaks. The secret is not kept: it is derived from
the site's secret key and a random salt beside the account, so that a copy of the database
alone gives nobody a code. Told the time; changes nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

from django.utils.crypto import salted_hmac

STEP_SECONDS = 30
DIGITS = 6
TOLERANCE = 1
"""Steps before and after now that are good, too: clocks differ (RFC 6238, section 5.2)."""
SECRET_BYTES = 20
"""RFC 4226, section 4, R6 recommends 160 bits."""
PAPER_CODES = 10
PAPER_LENGTH = 12
ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
"""Without letters and digits that are taken for one another on paper."""


def make_salt() -> str:
    """Draw the salt of a new second factor."""
    return secrets.token_urlsafe(32)


def derive_secret(salt: str) -> bytes:
    """Derive the secret of a second factor from the site's key and a salt."""
    keyed = salted_hmac("trialogue.second-factor", salt, algorithm="sha256")
    digest: bytes = keyed.digest()
    return digest[:SECRET_BYTES]


def compute_code(secret: bytes, step: int) -> str:
    """Compute the code of one step (RFC 4226, section 5.3)."""
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def step_at(moment: datetime) -> int:
    """Give the step of a moment (RFC 6238, section 4.2)."""
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: bytes, typed: str, moment: datetime) -> int | None:
    """Find the step whose code was typed, among those that are good now; None: none."""
    code = "".join(typed.split())
    now = step_at(moment)
    found = [
        step
        for step in range(now - TOLERANCE, now + TOLERANCE + 1)
        if hmac.compare_digest(compute_code(secret, step).encode(), code.encode())
    ]
    return found[-1] if found else None


def secret_text(secret: bytes) -> str:
    """Write the secret as one types it into an app, in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def enrolment_address(secret: bytes, account: str, issuer: str) -> str:
    """Write the otpauth address that an authenticator app scans."""
    text = secret_text(secret).replace(" ", "")
    label = quote(f"{issuer}:{account}")
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': text, 'issuer': issuer}, quote_via=quote)}"
    )


def make_paper_codes() -> tuple[str, ...]:
    """Draw a sheet of codes, each good once, in three groups of four."""
    return tuple(
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))
        for _ in range(PAPER_CODES)
    )


def paper_hash(typed: str) -> str:
    """Hash a code on paper, however its groups were typed. Its 59 bits need no slow hash."""
    plain = "".join(typed.lower().replace("-", "").split())
    return salted_hmac("trialogue.paper-code", plain, algorithm="sha256").hexdigest()
