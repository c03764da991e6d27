"""Where the results of a cut stand: below those of its trial."""

from __future__ import annotations

from pathlib import Path

from trialogue.web.results.folders import results_folder
from trialogue.web.transfer.models import Cut

CUTS = "cuts"


def cuts_folder(registry_id: str) -> Path:
    """Name the folder of all cuts of a trial."""
    return results_folder() / registry_id / CUTS


def folder_of(cut: Cut) -> Path:
    """Name the folder of a cut's analysis."""
    return cuts_folder(cut.registry_id) / str(cut.pk)
