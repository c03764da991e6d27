"""Which network a request comes from, as a keyed hash that names nobody."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from trialogue.web.config import network

WIDTH = {4: 24, 6: 48}
"""Bits of an address that are one network: a household, a ward, a part of a provider."""


def network_of(request: HttpRequest) -> str:
    """Give the network of a request as a keyed hash."""
    return keyed("network", network.network_of(request, WIDTH))


def keyed(purpose: str, *words: str) -> str:
    """Give a hash that only this copy can make."""
    text = "\n".join((purpose, *words))
    return salted_hmac("trialogue.web.notes", text, algorithm="sha256").hexdigest()
