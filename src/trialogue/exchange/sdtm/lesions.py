"""TU and TR into lesions and what was measured of them, for one reader.

The size of a node is its short axis (`LPERP`, or `SAXIS`), of every other lesion its longest
diameter (`LDIAM`); where only `DIAMETER` is there, that. The state of a lesion that is not
measured is `TUMSTATE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from trialogue.core.participants import Participant
from trialogue.core.response.lesions import Lesion, LesionMeasurement, Role, Status
from trialogue.core.response.time_points import find_baseline_visit
from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.sdtm.readers import Evaluator, of_reader
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

ROLES = {"TARGET": Role.TARGET, "NON-TARGET": Role.NON_TARGET, "NEW": Role.NEW}
_SHORT, _LONG, _ANY = ("LPERP", "SAXIS"), ("LDIAM",), ("DIAMETER",)
_STATES = {
    "PRESENT": Status.PRESENT,
    "ABSENT": Status.ABSENT,
    "UNEQUIVOCAL": Status.PRESENT,
    "EQUIVOCAL": Status.EQUIVOCAL,
    "UNEQUIVOCAL PROGRESSION": Status.PROGRESSED,
    "WORSENED": Status.PROGRESSED,
    "TOO SMALL TO MEASURE": Status.TOO_SMALL,
    "NOT EVALUABLE": Status.NOT_EVALUATED,
    "NE": Status.NOT_EVALUATED,
}
_BASELINE = ("BASELINE", "SCREENING")


@dataclass(slots=True)
class Burden:
    """One participant's lesions and measurements, of one reader."""

    lesions: dict[str, Lesion] = field(default_factory=dict)
    measurements: dict[tuple[str, str], LesionMeasurement] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[LesionMeasurement, ...]:
        """List the measurements in order of time."""
        return tuple(sorted(self.measurements.values(), key=lambda row: (row.on, row.lesion)))


def read_lesions(
    study: Study, evaluator: Evaluator, people: Mapping[str, Participant]
) -> tuple[dict[str, Burden], tuple[Fault, ...]]:
    """Read lesions and measurements of every participant that has any."""
    found: dict[str, Burden] = {}
    faults: list[Fault] = []
    for row in rows_of(of_reader(study.table("TU"), "TU", evaluator)):
        _meet_lesion(row, found, faults)
    for row in rows_of(_of_lesions(of_reader(study.table("TR"), "TR", evaluator))):
        _meet_measurement(row, found, people, faults)
    return found, tuple(faults)


def _of_lesions(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep what is said of single lesions; sums (`SUMDIAM`) are derived, not read."""
    wanted = [*_SHORT, *_LONG, *_ANY, "TUMSTATE"]
    return frame.filter(pl.col("TRLNKID").is_not_null() & pl.col("TRTESTCD").is_in(wanted))


def _meet_lesion(row: Row, found: dict[str, Burden], faults: list[Fault]) -> None:
    said = row.term("TUSTRESC") or row.term("TUORRES")
    role = ROLES.get(said)
    if role is None:
        faults.append(
            row.fault(
                "TUSTRESC",
                quote(said) if said else "no role",
                ", ".join(ROLES),
                "say what the lesion counts for; it was left out",
            )
        )
        return
    place = row.term("TULOC")
    burden = found.setdefault(row.subject, Burden())
    burden.lesions.setdefault(
        row.text("TULNKID"),
        Lesion(id=row.text("TULNKID"), role=role, nodal="NODE" in place, site=place, organ=place),
    )


def _meet_measurement(
    row: Row,
    found: dict[str, Burden],
    people: Mapping[str, Participant],
    faults: list[Fault],
) -> None:
    burden, id = found.get(row.subject), row.text("TRLNKID")
    lesion = burden.lesions.get(id) if burden is not None else None
    if burden is None or lesion is None:
        faults.append(
            row.fault("TRLNKID", quote(id), "a lesion of TU", "add it to TU; it was left out")
        )
        return
    on = _day(row, people.get(row.subject))
    if on is None:
        faults.append(
            row.fault("TRDTC", "no day", "the day of the scan", "fill it in; it was left out")
        )
        return
    visit = row.text("VISIT") or on.isoformat()
    made = _measurement(row, lesion, on, visit)
    if isinstance(made, Fault):
        faults.append(made)
    elif made is not None and _is_better(burden.measurements.get((visit, id)), made, row, lesion):
        burden.measurements[visit, id] = made


def _is_better(
    known: LesionMeasurement | None, made: LesionMeasurement, row: Row, lesion: Lesion
) -> bool:
    """Tell whether a row says it better than what is known: the right axis over any diameter."""
    if known is None:
        return True
    right = _SHORT if lesion.nodal else _LONG
    if row.term("TRTESTCD") in right:
        return True
    return known.status in (Status.PRESENT, Status.NOT_EVALUATED) and made.status is Status.MEASURED


def _day(row: Row, person: Participant | None) -> date | None:
    """Give the day of the scan; known to the month only, its last day.

    A baseline scan known to the month of the first dose lies before it.
    """
    when = row.when("TRDTC")
    if when is None or (when.last - when.first).days > 31:
        return None
    zero = person.first_dose if person is not None else None
    named = any(word in row.term("VISIT") for word in _BASELINE)
    if not when.is_one_day and zero is not None and named:
        return max(when.first.date(), min(when.day, zero))
    return when.day


def _measurement(
    row: Row, lesion: Lesion, on: date, visit: str
) -> LesionMeasurement | Fault | None:
    test = row.term("TRTESTCD")
    wrong = _LONG if lesion.nodal else _SHORT
    if test in wrong:
        return None
    said = row.term("TRSTRESC") or row.term("TRORRES")
    status: Status | None
    size = row.number("TRSTRESN") if test != "TUMSTATE" else None
    if row.term("TRSTAT") == "NOT DONE":
        status, size = Status.NOT_EVALUATED, None
    elif size is not None and size >= 0:
        status = Status.MEASURED
    else:
        status, size = _STATES.get(said), None
    if status is None:
        return row.fault(
            "TRSTRESC",
            quote(said) if said else "no result",
            "a size in mm, or PRESENT, ABSENT, EQUIVOCAL, UNEQUIVOCAL PROGRESSION",
            "correct it, or set TRSTAT to NOT DONE; it was left out",
        )
    if size == 0:
        status, size = Status.ABSENT, None
    return LesionMeasurement(
        lesion=lesion.id,
        on=on,
        visit=visit,
        status=status,
        diameter_mm=size,
        method=row.text("TRMETHOD"),
        reader=row.text("TREVAL").lower() or "investigator",
    )


def find_baseline(burden: Burden, time_zero: date) -> str | None:
    """Find the baseline visit: the one that says so, else the last on or before time zero."""
    visits = dict.fromkeys(row.visit for row in burden.rows)
    named = next((visit for visit in visits if "BASELINE" in visit.upper()), None)
    if named is not None:
        return named
    found = find_baseline_visit(burden.rows, time_zero)
    return found if isinstance(found, str) else None
