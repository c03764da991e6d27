"""Files of invented studies, and what their import says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.exchange.ctgov.studies import study
from trialogue.exchange.ctgov import RecordReader


def dated(id: str, posted: str, status: str = "RECRUITING", **changes: Any) -> dict[str, Any]:
    """Make a study that was posted on a day with a status; an empty day leaves it out."""
    day = {"date": posted} if posted else ...
    return study(
        id,
        statusModule__lastUpdatePostDateStruct=day,
        statusModule__overallStatus=status,
        **changes,
    )


def imported(folder: Path, *found: dict[str, Any], text: str = "") -> tuple[int, ...]:
    """Import studies from a file; give read, added, updated, unchanged."""
    from trialogue.web.records.actions import import_records

    file = folder / "studies.ndjson"
    file.write_text("\n".join([*map(json.dumps, found), text]), encoding="utf-8")
    done = import_records(RecordReader([file]))
    return done.read, done.added, done.updated, done.unchanged
