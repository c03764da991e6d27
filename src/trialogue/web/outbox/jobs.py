"""Small jobs that come round: an app's `tasks` module names them, the worker runs them.

    @periodic("contact.remind", every=timedelta(minutes=10))
    def remind() -> dict[str, int]: ...

A job gives counts, which are kept, and never words. It may run twice (after a crash), so it
must be written to do no harm then.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from trialogue.web.outbox.models import Job

Counts = Mapping[str, int]
Work = Callable[[], Counts]
LEASE = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Periodic:
    """A job and how often it comes round. Longer than `lease` it must not take."""

    name: str
    every: timedelta
    work: Work
    lease: timedelta = LEASE


REGISTERED: dict[str, Periodic] = {}


def periodic(name: str, *, every: timedelta, lease: timedelta = LEASE) -> Callable[[Work], Work]:
    """Register a function as a job. Raises ValueError for a name that is taken."""

    def register(work: Work) -> Work:
        known = REGISTERED.get(name)
        if known is not None and known.work.__qualname__ != work.__qualname__:
            raise ValueError(f"a job named {name!r} is registered already; give it another name")
        REGISTERED[name] = Periodic(name=name, every=every, work=work, lease=lease)
        return work

    return register


def run_due(now: datetime | None = None) -> dict[str, Counts]:
    """Run every job that is due; gives what each counted. A failure is logged and tried again."""
    return {
        name: run_job(job, row)
        for name, job in REGISTERED.items()
        if (row := _claim(job, now or timezone.now())) is not None
    }


def run_job(job: Periodic, row: Job) -> Counts:
    """Run one job whose lease is held, and write down its counts."""
    held = Job.objects.filter(pk=row.pk, lease=row.lease)
    try:
        counts = job.work()
    except Exception:  # noqa: BLE001 - one job's bug must not stop mail and the other jobs
        _log.exception("the job %s failed", job.name)
        failures = row.failures + 1
        wait = min(FIRST_WAIT * 2 ** min(failures - 1, 12), job.every)
        held.update(failures=failures, lease="", next_at=timezone.now() + wait)
        return {"failed": 1}
    now = timezone.now()
    held.update(failures=0, lease="", ran_at=now, next_at=now + job.every, outcome=dict(counts))
    return counts


def _claim(job: Periodic, now: datetime) -> Job | None:
    rows = Job.objects.filter(name=job.name)
    known = rows.first()
    if known is not None and known.next_at > now:
        return None
    with transaction.atomic():
        if known is None:
            Job.objects.bulk_create([Job(name=job.name, next_at=now)], ignore_conflicts=True)
        row = rows.filter(next_at__lte=now).select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.lease, row.next_at = secrets.token_hex(16), now + job.lease
        row.save(update_fields=["lease", "next_at"])
    return row
