"""Adverse events against the vector of the clinical reference, section 4.4."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trialogue.core.dates import parse_when
from trialogue.core.intervals import Interval, Proportion, Rate
from trialogue.core.safety.episodes import DatedEvent, Episode, derive_episodes, derive_event
from trialogue.core.safety.events import AdverseEvent, SafetyCourse
from trialogue.core.safety.incidence import EventSummary, summarise_events

GIVEN = json.loads(
    (Path(__file__).parent / "vectors" / "ae_episodes.json").read_text(encoding="utf-8")
)
RELATED = {"RELATED": True, "NOT_RELATED": False, None: None}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def courses() -> dict[str, SafetyCourse]:
    return {
        row["subject"]: SafetyCourse(
            subject=row["subject"],
            lymphodepletion=day(row["lymphodepletion_start"]),
            infusion=parse_when(row["infusion"]) if row["infusion"] else None,
            observed_to=date.fromisoformat(row["end_of_observation"]),
            new_therapy=day(row["new_anticancer_therapy"]),
        )
        for row in GIVEN["subjects"]
    }


def dated() -> list[DatedEvent]:
    found = []
    for row in GIVEN["records"]:
        event = AdverseEvent(
            id=str(row["record"]),
            subject=row["subject"],
            term=row["term"],
            start=parse_when(row["start"]) if row["start"] else None,
            end=parse_when(row["end"]) if row["end"] else None,
            ongoing=bool(row["ongoing"]),
            grade=row["grade"],
            related=RELATED[row["related"]],
            before_grade=row["pre_infusion_grade"],
        )
        found.append(derive_event(event, courses()[row["subject"]]))
    return found


@pytest.mark.parametrize(
    ("found", "expected"),
    list(zip(dated(), GIVEN["expected_records"], strict=True)),
    ids=lambda given: f"record-{given['record']}" if isinstance(given, dict) else "",
)
def test_reference_4_4_records(found: DatedEvent, expected: dict[str, Any]) -> None:
    shown = {
        "record": int(found.event.id),
        "subject": found.event.subject,
        "term": found.event.term,
        "start": str(found.start.day),
        "start_flag": found.start.flag,
        "end": str(found.end.day),
        "end_flag": found.end.flag,
        "grade": found.event.grade,
        "related": found.related,
        "teae": found.emergent,
        "period": getattr(found.period, "value", None),
        "duration_days": found.duration_days,
        "duration_censored": found.censored,
    }

    assert shown == expected


def test_reference_4_4_episodes() -> None:
    episodes = derive_episodes(dated())

    shown = [
        {
            "subject": episode.subject,
            "term": episode.term,
            "start": str(episode.start),
            "end": str(episode.end),
            "worst_grade": episode.worst_grade,
            "related": episode.related,
            "censored": episode.censored,
            "records": [int(event.event.id) for event in episode.events],
            "duration_days": episode.duration_days,
        }
        for episode in episodes
    ]

    def place(row: dict[str, Any]) -> tuple[str, str, str]:
        return row["subject"], row["term"], row["start"]

    assert shown == sorted(GIVEN["expected_episodes"], key=place)


@pytest.mark.parametrize("name", GIVEN["expected_summary"], ids=lambda name: f"summary-{name}")
def test_reference_4_4_summary(name: str) -> None:
    expected = GIVEN["expected_summary"][name]
    episodes = derive_episodes(dated())
    chosen = [e for e in episodes if name in ("ANY", e.term)]

    found = summarise_events(name, list(courses().values()), chosen)

    assert found.subjects.count == expected["n_subjects"]
    assert found.at_risk == expected["N_infused"]
    assert percents(found.subjects) == pytest.approx(
        [expected["incidence_pct"], *expected["incidence_cp95"]]
    )
    assert found.episodes == expected["n_episodes"]
    assert found.worst_grade == expected["worst_grade"]
    assert found.severe.count == expected["n_subjects_grade_ge3"]
    assert found.related.count == expected["n_subjects_related"]
    assert found.days_to_first == expected["exposure_days_to_first_event"]
    assert found.days == GIVEN["conventions"]["total_exposure_days_all"]
    assert rates(found.rate) == pytest.approx(
        [expected["eair_per_100_patient_years"], *expected["eair_garwood95"]]
    )
    assert found.event_rate.rate == pytest.approx(expected["event_rate_per_100_patient_years"])


def percents(found: Proportion) -> list[float]:
    assert isinstance(found.interval, Interval)
    assert isinstance(found.share, float)
    return [100 * number for number in (found.share, found.interval.lower, found.interval.upper)]


def rates(found: Rate) -> list[float]:
    assert isinstance(found.interval, Interval)
    assert isinstance(found.rate, float)
    return [found.rate, found.interval.lower, found.interval.upper]


def test_the_order_of_the_records_does_not_matter() -> None:
    def summary(events: Iterable[DatedEvent]) -> tuple[tuple[Episode, ...], EventSummary]:
        episodes = derive_episodes(events)
        return episodes, summarise_events("any", list(courses().values()), episodes)

    assert summary(dated()) == summary(reversed(dated()))
