"""Where the results of a cut stand: below those of its trial."""

from __future__ import annotations

from pathlib import Path

from trialogue.web.results.folders import results_folder
from trialogue.web.transfer.models import Cut

CUTS = "cuts"


def folder_of(cut: Cut) -> Path:
    """Name the folder of a cut's analysis."""
    return results_folder() / cut.registry_id / CUTS / str(cut.pk)
