"""Ports of this machine: one for a server that must be told it, and waiting until it answers."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from itertools import count
from pathlib import Path

import pytest

FIRST, LAST = 10_000, 30_000
"""Below the ports that the system gives to connections, so that none takes ours before we do."""
PATIENCE = 600
"""Seconds that a site may take to set itself up and open: a busy machine is no fault."""
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


def wait_until_it_serves(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a site answers; fail with what it wrote where it has ended instead."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{log.read_text(encoding='utf-8')}")
