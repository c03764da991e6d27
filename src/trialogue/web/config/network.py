"""From which network a request comes: for counting tries, never for the log."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

PREFIX = {4: 32, 6: 56}
"""One household or office: an address of version 4, a block of version 6."""


def network_of(request: HttpRequest, prefix: Mapping[int, int] = PREFIX) -> str:
    """Name the network of whoever asks; "unknown" where the address cannot be read.

    `prefix` says how many bits of an address are one network, by its version.

    Behind a proxy of ours it is the last address that the proxy added; everything before
    it may have been written by the sender.
    """
    given = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2]
    try:
        address = ip_address(given.strip())
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network(f"{address}/{prefix[address.version]}", strict=False))
