"""EX into doses: what was given, how much, when.

A record whose category (`EXCAT`) or name says lymphodepletion is that; every other record is
the treatment studied. The names of lymphodepleting drugs come from the protocol, where one is
given.
"""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.core.participants import Dose, Treatment
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

DONOR_TERMS = ("AUTOLOGOUS", "ALLOGENEIC")


def read_doses(
    study: Study, conditioning: Iterable[str] = ()
) -> tuple[tuple[Dose, ...], tuple[Fault, ...]]:
    """Read EX; `conditioning` names the drugs of the lymphodepletion."""
    drugs = frozenset(name.upper() for name in conditioning)
    doses: list[Dose] = []
    faults: list[Fault] = []
    for row in rows_of(study.table("EX")):
        doses.append(_dose(row, drugs))
        faults.extend(_faults(row, doses[-1]))
    return tuple(doses), tuple(faults)


def _dose(row: Row, drugs: frozenset[str]) -> Dose:
    donor = row.term("EXDONOR")
    return Dose(
        subject=row.subject,
        name=row.text("EXTRT"),
        treatment=_treatment(row, drugs),
        amount=row.number("EXDOSE"),
        unit=row.text("EXDOSU"),
        start=row.when("EXSTDTC"),
        end=row.when("EXENDTC"),
        once=row.term("EXDOSFRQ") == "ONCE",
        donor=donor if donor in DONOR_TERMS else "",
        lot=row.text("EXLOT"),
        source=row.source,
    )


def _treatment(row: Row, drugs: frozenset[str]) -> Treatment:
    category = row.term("EXCAT")
    named = row.term("EXTRT") in drugs
    if named or "LYMPHODEPLET" in category or "CONDITIONING" in category:
        return Treatment.LYMPHODEPLETION
    return Treatment.PRODUCT


def _faults(row: Row, dose: Dose) -> Iterable[Fault]:
    if dose.amount is None:
        yield row.fault(
            "EXDOSE",
            "no amount",
            "a number",
            "fill it in; it counts as given, its amount as not known",
        )
    elif dose.amount < 0:
        yield row.fault(
            "EXDOSE", f"{dose.amount:g}", "0 or more", "correct it; it does not count as a dose"
        )
    if dose.start is None:
        yield row.fault(
            "EXSTDTC",
            "no date",
            "the day on which the dose began",
            "fill it in; the record cannot be placed in time",
        )
    elif dose.end is not None and dose.end.last < dose.start.first:
        yield row.fault(
            "EXENDTC",
            f"{dose.end}, before the start {dose.start}",
            "an end on or after the start",
            "correct one of the two; both were used as they are",
        )
    if row.term("EXDONOR") not in ("", *DONOR_TERMS):
        yield row.fault(
            "EXDONOR",
            repr(row.text("EXDONOR")),
            "AUTOLOGOUS or ALLOGENEIC",
            "use one of the two; it counts as not recorded",
        )
