"""Serving the prepared site with gunicorn, and whether its port is free."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from typing import Any

from trialogue.web.config.discretion import DISCREET_LOGGING
from trialogue.web.start import StartError

LAST_PORT = 65_535
GOODBYE = 5.0
"""Seconds that a letter in hand may still take when the server is stopped."""
PATIENCE = 180
"""Seconds that one answer may take before its process is given up: a cut, an import of 30,000
results or the figures of a large study are computed within the request."""
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn's heartbeat lies there, no data


def check_port(host: str, port: int) -> None:
    """Raise StartError where the port cannot be opened, with one that can."""
    if not 1 <= port <= LAST_PORT:
        raise StartError(f"port {port} is no port. Give --port 1 to {LAST_PORT}.")
    problem = _bind_problem(host, port)
    if problem is None:
        return
    if problem.errno == errno.EADDRINUSE:
        free = next((p for p in range(port + 1, port + 50) if _bind_problem(host, p) is None), 0)
        hint = f" Try --port {free}." if free else ""
        raise StartError(f"port {port} is in use by another program.{hint}")
    raise StartError(f"{host}:{port} cannot be opened: {problem.strerror or problem}.")


def _bind_problem(host: str, port: int) -> OSError | None:
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        return problem
    return None


def serve(host: str, port: int, workers: int, *, delivers: bool = True) -> None:
    """Serve the prepared site until it is stopped; ends the process.

    With `delivers` a thread in one of the processes delivers mail and runs the jobs.
    """
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from trialogue.web.config.wsgi import application

    connections.close_all()
    options: dict[str, Any] = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "timeout": PATIENCE,
        "preload_app": True,
        "accesslog": None,
        "loglevel": "warning",
        "logconfig_dict": DISCREET_LOGGING,
        # Everything we keep lies in our home; this socket would lie in the user's.
        "control_socket_disable": True,
        "worker_tmp_dir": str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None,
    }
    if delivers:
        options |= _delivery_hooks()

    class Server(BaseApplication):
        """Gunicorn with our options and no configuration file."""

        def load_config(self) -> None:
            """Set the options that gunicorn knows."""
            assert self.cfg is not None, "gunicorn makes it before it calls this"
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            """Give the application."""
            return application

    make_server: Any = Server
    make_server().run()


def _delivery_hooks() -> dict[str, Any]:
    """Start a worker's thread in each process once it has been forked, and end it with it."""
    from django.conf import settings

    from trialogue.web.outbox.worker import WorkerThread

    threads: list[WorkerThread] = []

    def post_worker_init(process: Any) -> None:
        threads.append(WorkerThread(settings.HOME))
        threads[-1].start()

    def worker_exit(server: Any, process: Any) -> None:
        while threads:
            threads.pop().stop(wait=GOODBYE)

    return {"post_worker_init": post_worker_init, "worker_exit": worker_exit}
