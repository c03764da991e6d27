"""Periodic jobs: run when due, once, with their counts kept; a failing one stops nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from trialogue.web.outbox import jobs
from trialogue.web.outbox.models import Job

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, jobs.Periodic]]:
    """Begin with no job at all."""
    empty: dict[str, jobs.Periodic] = {}
    monkeypatch.setattr(jobs, "REGISTERED", empty)
    return empty


def test_a_job_runs_when_it_is_due_and_keeps_its_counts(registered: object) -> None:
    jobs.periodic("count", every=HOUR)(lambda: {"seen": 3})

    first, second = jobs.run_due(), jobs.run_due()
    third = jobs.run_due(timezone.now() + timedelta(minutes=61))

    assert (first, second, third) == ({"count": {"seen": 3}}, {}, {"count": {"seen": 3}})
    assert Job.objects.get().outcome == {"seen": 3}


def test_a_job_that_fails_is_tried_again_and_the_others_run(
    registered: object, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> dict[str, int]:
        raise KeyError("Mei Li")

    jobs.periodic("bad", every=HOUR)(fail)
    jobs.periodic("good", every=HOUR)(dict)

    assert jobs.run_due() == {"bad": {"failed": 1}, "good": {}}

    bad = Job.objects.get(name="bad")
    assert (bad.failures, bad.ran_at) == (1, None)
    assert bad.next_at - timezone.now() < timedelta(minutes=2)
    assert "the job bad failed" in caplog.text


def test_a_job_that_somebody_else_runs_is_left_to_them(registered: object) -> None:
    ran: list[int] = []

    def slow() -> dict[str, int]:
        ran.append(1)
        assert jobs.run_due() == {}, "while it runs, its lease is held"
        return {}

    jobs.periodic("slow", every=HOUR)(slow)
    jobs.run_due()

    assert ran == [1]


def test_two_jobs_cannot_have_one_name(registered: object) -> None:
    def one() -> dict[str, int]:
        return {}

    def other() -> dict[str, int]:
        return {}

    jobs.periodic("same", every=HOUR)(one)
    with pytest.raises(ValueError, match="another name"):
        jobs.periodic("same", every=HOUR)(other)


def test_the_outbox_forgets_by_itself() -> None:
    assert "outbox.forget" in jobs.REGISTERED
    assert jobs.run_due()["outbox.forget"] == {"forgotten": 0}
