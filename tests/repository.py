"""Where the repository lies, and the shared input beside it (TRIALOGUE_SHARED)."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("TRIALOGUE_SHARED") or REPOSITORY.parent / "shared").resolve()
