"""Which network a request comes from, as a keyed hash that names nobody."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WIDTH = {4: 24, 6: 48}
"""Bits of an address that are one network: a household, a ward, a part of a provider."""


def network_of(request: HttpRequest) -> str:
    """Give the network of a request. Behind a proxy of ours, the last address that it added."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return keyed("network", _widened(address))


def keyed(purpose: str, *words: str) -> str:
    """Give a hash that only this copy can make."""
    text = "\n".join((purpose, *words))
    return salted_hmac("trialogue.web.notes", text, algorithm="sha256").hexdigest()


def _widened(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, WIDTH[parsed.version]), strict=False))
