"""The analyses that this copy holds: a folder below its home for each trial.

`trialogue analyze STUDY --protocol ID --out HOME/results/ID` makes one; nothing else is needed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = "results"
RESULTS, REPORT, PDF, FINDINGS = "results.json", "report.html", "report.pdf", "findings.csv"
TYPES = {
    RESULTS: "application/json",
    REPORT: "text/html; charset=utf-8",
    PDF: "application/pdf",
    FINDINGS: "text/csv; charset=utf-8",
}
"""What may be downloaded, and as what."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_BODY = re.compile(r"<main>\n(.*)</main>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One analysis: its trial, what it says of itself, and the files that can be downloaded."""

    registry_id: str
    folder: Path
    title: str
    study: str
    cut_off: str
    made: str
    files: tuple[str, ...]

    def body(self) -> str:
        """Give the report as it stands within a page: what its own file holds in `main`."""
        found = _BODY.search((self.folder / REPORT).read_text(encoding="utf-8"))
        return found[1] if found else ""


def results_folder() -> Path:
    """Name the folder of all analyses."""
    return Path(settings.HOME) / FOLDER


def held_for(registry_id: str) -> Held | None:
    """Find the analysis of a trial; None where there is none that is whole."""
    if not _ID.fullmatch(registry_id):
        return None
    return held_in(results_folder() / registry_id, registry_id)


def held_in(folder: Path, registry_id: str) -> Held | None:
    """Read the analysis of a trial in a folder; None where there is none that is whole."""
    try:
        said = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
        texts = {name: str(said.get(name, "")) for name in ("title", "study", "cut_off", "made")}
    except (OSError, ValueError, AttributeError):
        return None
    files = tuple(name for name in TYPES if (folder / name).is_file())
    if REPORT not in files:
        return None
    return Held(registry_id=registry_id, folder=folder, files=files, **texts)


def all_held() -> tuple[Held, ...]:
    """List the analyses, by trial."""
    folder = results_folder()
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = (held_for(name) for name in names)
    return tuple(one for one in found if one is not None)
