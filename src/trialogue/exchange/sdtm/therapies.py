"""CM, PR, AE, MH and DS: what else happened that an endpoint asks for.

New anticancer therapies (CM and PR whose category says so), second malignancies (AE and MH),
and the day on which contact was lost (DS). A drug's class (`CMCLAS`) is not asked: tocilizumab
against cytokine release is of the class "antineoplastic and immunomodulating agents" too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from trialogue.core.dates import When
from trialogue.core.endpoints.course import NewTherapy, TherapyKind
from trialogue.core.participants import Participant
from trialogue.exchange.faults import Fault
from trialogue.exchange.sdtm.reading import Study
from trialogue.exchange.sdtm.rows import Row, rows_of

_ANTICANCER = re.compile(
    r"ANTI-?\s?CANCER|ANTI-?NEOPLASTIC|SUBSEQUENT (CANCER )?THERAP|CONSOLIDATION|ON[CK]OLOG"
)
_PRIOR = re.compile(r"\bPRIOR\b|\bPREVIOUS\b|LYMPHODEPLET|BRIDGING")

SECOND_MALIGNANCIES = (
    "TREATMENT RELATED SECONDARY MALIGNANCY",
    "LEUKEMIA SECONDARY TO ONCOLOGY CHEMOTHERAPY",
    "MYELODYSPLASTIC SYNDROME",
)
"""Terms of CTCAE 5.0, "Neoplasms benign, malignant and unspecified", that say it themselves."""
_SECOND = re.compile(r"SECOND(ARY)? (PRIMARY )?(MALIGN|CANCER|TUMOU?R|NEOPLAS)")

PROGRESSION = "PROGRESSIVE DISEASE"
UNSEEN = "LOST TO FOLLOW-UP"
LOST = (UNSEEN, "WITHDRAWAL BY SUBJECT", "WITHDRAWAL BY PARENT/GUARDIAN")


def read_therapies(
    study: Study, people: Mapping[str, Participant]
) -> tuple[dict[str, tuple[NewTherapy, ...]], tuple[Fault, ...]]:
    """Read the anticancer therapies begun on or after the first dose, by participant."""
    found: dict[str, list[NewTherapy]] = {}
    faults: list[Fault] = []
    for code in ("CM", "PR"):
        for row in rows_of(_categorised(study, code)):
            if not _is_anticancer(row, code):
                continue
            person = people[row.subject]
            start = row.when(f"{code}STDTC")
            if start is None:
                faults.append(_undated(row, code))
            elif person.first_dose is not None and start.last.date() >= person.first_dose:
                found.setdefault(row.subject, []).append(_therapy(row, code, start))
    return {
        subject: tuple(sorted(therapies, key=lambda one: one.start))
        for subject, therapies in found.items()
    }, tuple(faults)


def _categorised(study: Study, code: str) -> pl.DataFrame:
    frame = study.table(code)
    names = [f"{code}CAT", f"{code}SCAT"]
    said = pl.concat_str(names, separator=" ", ignore_nulls=True).str.to_uppercase()
    return frame.filter(said.str.contains(_ANTICANCER.pattern))


def _words(row: Row, code: str) -> str:
    return f"{row.term(f'{code}CAT')} {row.term(f'{code}SCAT')}"


def _is_anticancer(row: Row, code: str) -> bool:
    words = _words(row, code)
    return bool(_ANTICANCER.search(words)) and not _PRIOR.search(words)


def _therapy(row: Row, code: str, start: When) -> NewTherapy:
    consolidation = "CONSOLIDATION" in _words(row, code)
    return NewTherapy(
        start=start,
        kind=TherapyKind.CONSOLIDATION if consolidation else TherapyKind.ANTICANCER,
        label=row.text(f"{code}DECOD") or row.text(f"{code}TRT"),
    )


def _undated(row: Row, code: str) -> Fault:
    return row.fault(
        f"{code}STDTC",
        "an anticancer therapy without its start",
        "a date, whole or in part",
        "fill it in; the therapy was left out, so an endpoint may run too long",
    )


def read_second_malignancies(study: Study) -> dict[str, tuple[When, ...]]:
    """Find second malignancies by their category, or by CTCAE terms that say it themselves."""
    found: dict[str, list[When]] = {}
    for code, start in (("AE", "AESTDTC"), ("MH", "MHSTDTC")):
        for row in rows_of(study.table(code)):
            when = row.when(start)
            if when is not None and _is_second_malignancy(row, code):
                found.setdefault(row.subject, []).append(when)
    return {subject: tuple(sorted(days)) for subject, days in found.items()}


def _is_second_malignancy(row: Row, code: str) -> bool:
    said = (row.term(f"{code}CAT"), row.term(f"{code}DECOD"), row.term(f"{code}TERM"))
    return any(_SECOND.search(word) or word in SECOND_MALIGNANCIES for word in said)


def read_losses(study: Study) -> dict[str, tuple[date, str]]:
    """Find the day on which contact was lost, or consent withdrawn, with the reason."""
    found: dict[str, tuple[date, str]] = {}
    for row in rows_of(study.table("DS")):
        day = row.day("DSSTDTC")
        if row.term("DSDECOD") in LOST and day is not None:
            found[row.subject] = (day, row.term("DSDECOD").lower())
    return found


def read_clinical_progressions(study: Study) -> dict[str, tuple[date, ...]]:
    """Find progressions that ended the treatment by judgement (DS), with or without imaging."""
    found: dict[str, list[date]] = {}
    for row in rows_of(study.table("DS")):
        day = row.day("DSSTDTC")
        if row.term("DSDECOD") == PROGRESSION and day is not None:
            found.setdefault(row.subject, []).append(day)
    return {subject: tuple(sorted(days)) for subject, days in found.items()}


def read_conditions(study: Study, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name each participant's disease by the diagnosis in MH.

    `known` maps words, in upper case, to the id of a disease of the protocol; a diagnosis
    that no word fits keeps its own words.
    """
    for row in rows_of(study.table("MH")):
        if "DIAGNOSIS" not in f"{row.term('MHCAT')} {row.term('MHSCAT')} {row.term('MHEVDTYP')}":
            continue
        said = row.term("MHDECOD") or row.term("MHTERM")
        name = next((id for word, id in known.items() if word in said), said.lower())
        yield row.subject, name
