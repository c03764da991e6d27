"""A port of this machine, for a server that must be told one before it starts."""

from __future__ import annotations

import os
import socket
from itertools import count

FIRST, LAST = 10_000, 30_000
"""Below the ports that the system gives to connections, so that none takes ours before we do."""
_tried = count(os.getpid() * 37)
"""Each process of a run begins elsewhere, and none names a port twice."""


def free_port() -> int:
    """Find a port that nothing holds."""
    while True:
        port = FIRST + next(_tried) % (LAST - FIRST)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
