"""The stamp of a form: when it was given out, and a number of its own. Signed, kept nowhere.

Together with a field that people do not see it keeps out programs that fill in every form
they meet, without a puzzle and without watching anybody.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass

from django.core import signing

SALT = "contact.form"
FASTEST, OLDEST = 3.0, 7 * 24 * 3600.0
"""Seconds: nobody writes to a hospital in less; after a week the form is given out anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A form that was given out: its number, and the seconds since then."""

    number: str
    age: float

    @property
    def is_too_quick(self) -> bool:
        """Tell whether it came back sooner than anybody writes."""
        return self.age < FASTEST


def new_stamp() -> str:
    """Make the stamp of a form that is given out now."""
    return signing.dumps([secrets.token_hex(16), int(time.time() * 10) / 10], salt=SALT)


def read_stamp(text: str) -> Stamp | None:
    """Read a stamp; None where it is not ours, or too old."""
    try:
        number, at = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    age = time.time() - float(at)
    return Stamp(number=str(number), age=age) if age <= OLDEST else None
