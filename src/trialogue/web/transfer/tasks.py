"""What comes round: files that were uploaded and not imported are deleted."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from trialogue.web.outbox.jobs import periodic
from trialogue.web.transfer.importing_actions import sweep_files


@periodic("transfer.sweep", every=timedelta(minutes=10))
def sweep() -> dict[str, int]:
    """Delete what waited too long."""
    return sweep_files(timezone.now())
