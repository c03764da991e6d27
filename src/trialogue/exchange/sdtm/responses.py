"""RS into overall responses, one for each row of the chosen reader, and into assessments.

A date known to the month only counts as the month's last day, as in the published template
for ADRS (pharmaverse admiralonco); such a row is named. Of several assessments on one day the
worst counts, an evaluable one before NE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from trialogue.core.response.assessments import Assessment, Response
from trialogue.exchange.faults import Fault, listing, quote
from trialogue.exchange.sdtm.readers import Evaluator, of_reader
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

OVERALL = "OVRLRESP"
RECIST, INRC = "RECIST 1.1", "INRC 2017"
_READ = {
    "NON-CR/NON-PD": Response.NON_CR_NON_PD,
    "NON-CR, NON-PD": Response.NON_CR_NON_PD,
    "NED": Response.ND,
    "NA": Response.NE,
    "NOT EVALUABLE": Response.NE,
    **{str(one): one for one in Response if one is not Response.MISSED},
}
_WORST_LAST = (
    Response.NE,
    Response.ND,
    Response.CR,
    Response.PR,
    Response.MR,
    Response.SD,
    Response.NON_CR_NON_PD,
    Response.PD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """One overall response as RS has it. `response` is None where the word is not known.

    An assessment that was not done (`RSSTAT`) is MISSED, and has no date that counts.
    """

    subject: str
    said: str
    response: Response | None
    on: date | None
    imputed: bool
    visit: str
    visit_number: float | None
    number: float | None
    evaluator: str
    evaluator_id: str
    criteria: str
    source: str


def read_responses(
    study: Study, evaluator: Evaluator, criteria_of: Mapping[str, str]
) -> tuple[tuple[ResponseRow, ...], tuple[Fault, ...]]:
    """Read the overall responses of one reader; `criteria_of` names each one's criteria.

    Rows by other criteria than the participant's are left out, and named once for each.
    """
    found: list[ResponseRow] = []
    faults: list[Fault] = []
    others: dict[str, Fault] = {}
    table = study.table("RS")
    overall = table.filter(table.get_column("RSTESTCD").str.to_uppercase() == OVERALL)
    for row in rows_of(of_reader(overall, "RS", evaluator)):
        wanted = criteria_of.get(row.subject, RECIST)
        if not _is_by(row, wanted):
            others.setdefault(row.subject, _by_others(row, wanted))
            continue
        one = _response(row, wanted)
        found.append(one)
        faults.extend(_faults(row, one))
    return tuple(found), (*faults, *others.values())


def _is_by(row: Row, wanted: str) -> bool:
    said = row.term("RSCAT")
    return not said or wanted.split()[0] in said


def _by_others(row: Row, wanted: str) -> Fault:
    return row.fault(
        "RSCAT",
        quote(row.text("RSCAT")),
        f"{wanted}, by which this participant is judged",
        "nothing, where that is meant; these rows were left out for this participant",
    )


def _response(row: Row, criteria: str) -> ResponseRow:
    said = row.term("RSSTRESC") or row.term("RSORRES")
    missed = not said and row.term("RSSTAT") == "NOT DONE"
    when = row.when("RSDTC")
    return ResponseRow(
        subject=row.subject,
        said=said,
        response=Response.MISSED if missed else _READ.get(said),
        on=when.day if when is not None and _is_near(when.first.date(), when.day) else None,
        imputed=when is not None and not when.is_one_day,
        visit=row.text("VISIT"),
        visit_number=row.number("VISITNUM"),
        number=row.number("RSSEQ"),
        evaluator=row.text("RSEVAL") or "INVESTIGATOR",
        evaluator_id=row.text("RSEVALID"),
        criteria=row.text("RSCAT") or criteria,
        source=row.source,
    )


def _is_near(first: date, last: date) -> bool:
    """Tell whether a date is known to the month at least; a year alone is too wide."""
    return (last - first).days <= 31


def _faults(row: Row, one: ResponseRow) -> Iterator[Fault]:
    if one.response is Response.MISSED:
        return
    if one.response is None:
        yield row.fault(
            "RSSTRESC",
            quote(one.said) if one.said else "no response",
            listing(_READ),
            "correct it; the assessment is listed and counts for nothing",
        )
    if one.on is None:
        yield row.fault(
            "RSDTC",
            quote(row.text("RSDTC")) if row.text("RSDTC") else "no date",
            "the day of the assessment, or its month",
            "fill it in; the assessment is listed and counts for nothing",
        )
    elif one.imputed:
        yield row.fault(
            "RSDTC",
            quote(row.text("RSDTC")),
            "the day of the assessment",
            f"fill in the day; {one.on} was taken, the last possible one",
        )


def to_assessments(
    rows: Iterable[ResponseRow], reader: str, marks: tuple[str, ...] = ()
) -> tuple[Assessment, ...]:
    """Make the assessments of one participant, in order of time, one a day.

    `marks` name what of their criteria nobody has checked yet.
    A missed one stands where its visit's number puts it; without a number, at the end.
    """
    by_day: dict[date, list[ResponseRow]] = {}
    missed: list[ResponseRow] = []
    for row in rows:
        if row.response is Response.MISSED:
            missed.append(row)
        elif row.response is not None and row.on is not None:
            by_day.setdefault(row.on, []).append(row)
    chosen = [counting_row(by_day[day]) for day in sorted(by_day)]
    for row in sorted(missed, key=_visit_number):
        later = (
            place for place, one in enumerate(chosen) if _visit_number(one) > _visit_number(row)
        )
        chosen.insert(next(later, len(chosen)), row)
    return tuple(_assessment(row, reader, marks) for row in chosen)


def _visit_number(row: ResponseRow) -> float:
    return row.visit_number if row.visit_number is not None else float("inf")


def counting_row(rows: Iterable[ResponseRow]) -> ResponseRow:
    """Choose the row of a day that counts: the worst, an evaluable one before NE."""
    return max(rows, key=lambda row: (_rank(row), row.number or 0))


def _rank(row: ResponseRow) -> int:
    assert row.response is not None
    return _WORST_LAST.index(row.response)


def _assessment(row: ResponseRow, reader: str, marks: tuple[str, ...]) -> Assessment:
    assert row.response is not None
    return Assessment(
        response=row.response,
        on=None if row.response is Response.MISSED else row.on,
        visit=row.visit,
        scheduled="UNSCHED" not in row.visit.upper(),
        reader=reader,
        criteria=row.criteria,
        unverified=marks,
    )
