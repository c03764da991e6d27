"""The demo's participants: those of the demo study, and three who are not that far.

The ten come from the data sets that ship with the trial, through the same door as anybody's;
what data sets do not say (who signed, why somebody failed) is added here. None exists.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol
from trialogue.exchange.protocols import find_protocol
from trialogue.exchange.sdtm.into_entries import Row
from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.transfer.taking_over import Newcomer, newcomer_of_rows, take_over

SOURCE = "demo"
ADULT = 18
FOLDER = "demo"


def invent_participants(by: User, protocol: Protocol, centre: str, today: date) -> int:
    """Take the demo's participants over where nobody is there yet, and count the entries."""
    if Participant.objects.filter(registry_id=protocol.id).exists():
        return 0
    path, _ = find_protocol(protocol.id)
    if path is None or not protocol.forms:
        return 0
    people = [
        completed(newcomer_of_rows(protocol, dm["SUBJID"], centre, rows)[0], dm)
        for rows in _people_in(path.parent / FOLDER).values()
        for dm in rows["DM"]
    ]
    people += [_in_screening(name, centre, today, days) for name, days in (("11", 9), ("12", 2))]
    return take_over(by, protocol, people, SOURCE)


def _people_in(folder: Path) -> Mapping[str, Mapping[str, list[Row]]]:
    """Read the rows of each person by domain."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[row["USUBJID"]][path.stem.upper()].append(row)
    return found


def completed(newcomer: Newcomer, dm: Row) -> Newcomer:
    """Add what the data sets do not say."""
    adult = bool(dm["AGE"]) and dm["AGEU"] == "YEARS" and int(dm["AGE"]) >= ADULT
    signed = {"signer": "patient"} if adult else {"signer": "parent", "assent": "too_young"}
    more = {
        "consent": {"consent": "yes", "version": "1.0", "language": "zh", **signed},
        "screen_failure": {"reason": "inclusion_not_met", "criteria": "I6a"},
    }
    entries = tuple(
        replace(entry, values=_with(entry.values, more.get(entry.form, {}) | _reported(entry)))
        for entry in newcomer.entries
    )
    return replace(newcomer, entries=entries)


def _reported(entry: Filled) -> dict[str, str]:
    """Say of a serious event that it was known and reported on the day on which it began."""
    began = entry.values.get("start", "")
    if entry.form != "adverse_event" or entry.values.get("serious") != "yes" or not began:
        return {}
    return {"aware": began, "reported": began}


def _with(values: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    absent = {f"{key}.absent" for key in more}
    return {key: text for key, text in values.items() if key not in absent} | dict(more)


def _in_screening(name: str, centre: str, today: date, days: int) -> Newcomer:
    """Make somebody who consented some days ago and is being screened."""
    began = (today - timedelta(days=days)).isoformat()
    consent = {
        "consent": "yes",
        "consent_date": began,
        "version": "1.0",
        "language": "zh",
        "signer": "parent",
        "assent": "too_young",
    }
    demography = {"birth_date": (today - timedelta(days=365 * 5)).isoformat(), "sex": "female"}
    return Newcomer(
        subject=name,
        centre=centre,
        entries=(
            Filled(form="consent", visit="consent", values=consent),
            Filled(form="demography", visit="screening", values=demography),
        ),
    )
