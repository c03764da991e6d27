"""The loop that delivers mail and runs the periodic jobs: in a process of its own, or a thread.

Several workers may run at once, on several machines: the leases keep them apart. Threads
inside the server's processes elect one per machine by a lock on a file, which a process
that dies lets go of.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import Error, close_old_connections, connections

from trialogue.web.outbox.delivery import Delivered, deliver_due
from trialogue.web.outbox.jobs import Counts, run_due
from trialogue.web.outbox.transport import Mailbox, NoServer, Smtp, Transport

PAUSE = 1.0
"""Seconds between two looks where nothing was due."""
LONGEST_PAUSE = 60.0
"""Seconds between two looks while the mail server cannot be reached."""
LOCK = "worker.lock"
_log = logging.getLogger(__name__)


def make_transport() -> Transport:
    """Give the way for mail to leave that the settings name."""
    server = settings.MAIL_SERVER
    if server is not None:
        return Smtp(
            server,
            timeout=settings.MAIL_TIMEOUT,
            hello=settings.MAIL_SENDER.domain,
            authority=settings.MAIL_AUTHORITY,
        )
    return Mailbox() if settings.DEMO else NoServer()


def work_once(
    transport: Transport, stop: threading.Event | None = None
) -> tuple[Delivered, dict[str, Counts]]:
    """Run the jobs that are due, then deliver what is due; gives what was done."""
    jobs = run_due()
    try:
        delivered = deliver_due(transport, lambda: stop is None or not stop.is_set())
    finally:
        transport.close()
    return delivered, jobs


def work(stop: threading.Event) -> None:
    """Deliver and run jobs until told to stop; trouble with database or server is waited out."""
    transport, pause = make_transport(), PAUSE
    while not stop.is_set():
        try:
            close_old_connections()
            delivered, _ = work_once(transport, stop)
        except Error as problem:
            _log.error("the database cannot be used by the worker: %s", type(problem).__name__)
            pause = min(pause * 2, LONGEST_PAUSE)
        except Exception:  # noqa: BLE001 - the loop outlives a bug; the log names it
            _log.exception("a round of the worker failed")
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            if delivered.stopped and settings.MAIL_SERVER is not None:
                _log.warning("the mail server cannot be reached; %s", delivered.as_json())
            pause = min(pause * 2, LONGEST_PAUSE) if delivered.stopped else PAUSE
        stop.wait(pause)
    connections.close_all()


class WorkerThread:
    """A worker inside a server's process; of those on one machine, one works at a time."""

    def __init__(self, home: Path) -> None:
        self._stop = threading.Event()
        self._lock = home / LOCK
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, wait: float) -> None:
        """Finish the letter in hand, and end."""
        self._stop.set()
        self._thread.join(wait)

    def _run(self) -> None:
        while not self._stop.is_set():
            with _alone(self._lock) as is_alone:
                if is_alone:
                    work(self._stop)
            self._stop.wait(5)


@contextmanager
def _alone(place: Path) -> Iterator[bool]:
    with place.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
