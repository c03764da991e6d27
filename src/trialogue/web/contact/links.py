"""The status link of an enquiry: derived from the site's key, kept nowhere, dead on demand."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from trialogue.web.contact.models import Enquiry

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without letters and digits that look alike on paper."""
PROOF = 32
"""Hexadecimal digits: 128 bits."""


def new_reference() -> str:
    """Make a reference that people can read out on the telephone: 8 letters, 39 bits."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return "".join((*letters[:4], "-", *letters[4:]))


def status_token(enquiry: Enquiry) -> str:
    """Give the token of the status link."""
    return f"{enquiry.reference}-{_proof(enquiry)}"


def status_path(enquiry: Enquiry) -> str:
    """Give the path of the status page."""
    return reverse("enquiry:status", args=[status_token(enquiry)])


def find_by_token(token: str) -> Enquiry | None:
    """Find the enquiry of a status link; None where it is wrong, too old or taken back."""
    reference, _, proof = token.rpartition("-")
    enquiry = Enquiry.objects.filter(reference=reference, forgotten_at=None).first()
    if enquiry is None or not enquiry.nonce:
        return None
    if not constant_time_compare(proof, _proof(enquiry)):
        return None
    last = enquiry.touched_at + timedelta(days=settings.ENQUIRY_LINK_DAYS)
    return enquiry if timezone.now() < last else None


def _proof(enquiry: Enquiry) -> str:
    value = f"{enquiry.reference} {enquiry.nonce}"
    return salted_hmac("contact.status", value, algorithm="sha256").hexdigest()[:PROOF]
