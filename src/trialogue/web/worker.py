"""The worker as the shell calls it; nothing outside `web` needs to know how it is built."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What one round did: counts of mail, and of each job that was due."""

    mail: Mapping[str, int]
    jobs: Mapping[str, Mapping[str, int]]

    def as_json(self) -> dict[str, object]:
        """Give both as plain data."""
        return {"mail": dict(self.mail), "jobs": {name: dict(n) for name, n in self.jobs.items()}}


def work_once() -> Done:
    """Do what is due now. The database must be prepared."""
    from trialogue.web.outbox import worker

    mail, jobs = worker.work_once(worker.make_transport())
    return Done(mail=mail.as_json(), jobs=jobs)


def work(stop: threading.Event) -> None:
    """Work until the event is set. The database must be prepared."""
    from trialogue.web.outbox import worker

    worker.work(stop)
