"""The report of what stands now, computed once for each state of the entries.

What it was computed of is its name (`entries.fingerprint`). So what is kept is shown as long as
nothing changed, and never after.
"""

from __future__ import annotations

import fcntl
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone

from trialogue.core.protocol import Protocol
from trialogue.exchange.sdtm.from_rows import study_of_rows
from trialogue.report.clinical_report.compose import compose_report
from trialogue.report.document.html import write_body
from trialogue.report.study import analyze_study, plan_of_protocol
from trialogue.report.study.plan import with_cut_off
from trialogue.web.entries.fingerprint import fingerprint_of
from trialogue.web.entries.models import Participant
from trialogue.web.results.folders import results_folder
from trialogue.web.transfer.actions import ROWS
from trialogue.web.transfer.datasets import PEOPLE, DataSets, data_sets

FOLDER, MOST_KEPT = "live", 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveReport:
    """The report as part of a page, with what it was computed of. `made` is in UTC, as ISO 8601."""

    body: str
    """Empty: nothing is entered yet that a report reads."""
    made: str
    participants: int
    entries: int
    digest: str


def live_report(protocol: Protocol, people: QuerySet[Participant], today: date) -> LiveReport:
    """Give the report of some participants as they stand now. Three queries where it is kept."""
    home = results_folder() / protocol.id / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    place = home / f"{fingerprint_of(protocol, people, today)}.json"
    if kept := _kept(place):
        return kept
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two who open it at once: one computes
        if kept := _kept(place):
            return kept
        made = _computed(protocol, people, today)
        # Named by what was read before: what came meanwhile makes another name next time.
        _keep(place, made)
    return made


def _kept(place: Path) -> LiveReport | None:
    try:
        return LiveReport(**json.loads(place.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _keep(place: Path, found: LiveReport) -> None:
    """Write it whole or not at all, and let go of the oldest."""
    fresh = place.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
    fresh.rename(place)
    every = sorted(place.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in every[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _computed(protocol: Protocol, people: QuerySet[Participant], today: date) -> LiveReport:
    found = data_sets(protocol, people)
    return LiveReport(
        body=_body(protocol, found, today) if found.tables.get(PEOPLE) else "",
        made=timezone.now().isoformat(timespec="seconds"),
        participants=found.participants,
        entries=found.entries,
        digest=found.digest,
    )


def _body(protocol: Protocol, found: DataSets, today: date) -> str:
    study, faults = study_of_rows(found.tables)
    plan = with_cut_off(plan_of_protocol(protocol), today)
    analysed = analyze_study(replace(study, hashes={ROWS: found.digest}), plan)
    return write_body(compose_report(replace(analysed, faults=(*faults, *analysed.faults))))
