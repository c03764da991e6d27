"""ADRS: every overall response of the chosen reader, and what follows from them.

Parameters, codes and conventions as in the published template for oncology (pharmaverse
admiralonco, `ad_adrs`): a record counts (ANL01FL) where its response is known, on or after time
zero, the worst of a day; it is used up to the first PD (ANL02FL). BOR and CBOR are the best
response without and with confirmation after 28 days; who was never assessed is MISSING.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from trialogue.core.absent import Absent
from trialogue.core.participants import Participant
from trialogue.core.response.assessments import Assessment, Response
from trialogue.core.response.best import BestResponse, sift_assessments
from trialogue.core.response.lesions import Role
from trialogue.exchange.adam.dataset import DataSet, Value, data_set, day, number, text
from trialogue.exchange.sdtm.responses import ResponseRow, counting_row
from trialogue.report.datasets.subject_level import SHARED_VARIABLES, impute_first, shared_frame
from trialogue.report.study.derived import Derived

CODES = {
    "CR": 1.0,
    "PR": 2.0,
    "SD": 3.0,
    "NON-CR/NON-PD": 4.0,
    "PD": 5.0,
    "NE": 6.0,
    "MISSING": 7.0,
}
"""AVAL of a response, as `aval_resp` of admiralonco has it; MR of INRC has no number there."""
YES_NO = {"Y": 1.0, "N": 0.0}
BENEFIT = (Response.CR, Response.PR, Response.MR, Response.SD, Response.NON_CR_NON_PD)

VARIABLES = (
    *SHARED_VARIABLES,
    text("PARAMCD", "Parameter Code"),
    text("PARAM", "Parameter"),
    text("PARCAT1", "Parameter Category 1"),
    text("PARCAT2", "Parameter Category 2", "whose evaluation counts"),
    text("PARCAT3", "Parameter Category 3", "criteria of response"),
    text("AVALC", "Analysis Value (C)"),
    number("AVAL", "Analysis Value", "CR 1 PR 2 SD 3 NON-CR/NON-PD 4 PD 5 NE 6"),
    day("ADT", "Analysis Date", "RS.RSDTC; known to the month: its last day"),
    text("ADTF", "Analysis Date Imputation Flag"),
    number("ADY", "Analysis Relative Day", "ADT - TRTSDT + 1"),
    text("AVISIT", "Analysis Visit"),
    text("ANL01FL", "Analysis Flag 01", "known, on or after time zero, worst of day"),
    text("ANL02FL", "Analysis Flag 02", "up to the first PD"),
    number("RSSEQ", "Sequence Number"),
    text("RSEVAL", "Evaluator"),
    number("VISITNUM", "Visit Number"),
    text("VISIT", "Visit Name"),
    number("ASEQ", "Analysis Sequence Number"),
)

_NAMES = {
    "OVR": "Overall Response by {reader}",
    "PD": "Disease Progression by {reader}",
    "RSP": "Response by {reader} (confirmation not required)",
    "CB": "Clinical Benefit by {reader} (confirmation for response not required)",
    "BOR": "Best Overall Response by {reader} (confirmation not required)",
    "BCP": "Best Overall Response of CR/PR by {reader} (confirmation not required)",
    "CRSP": "Confirmed Response by {reader}",
    "CCB": "Confirmed Clinical Benefit by {reader}",
    "CBOR": "Best Confirmed Overall Response by {reader}",
    "CBCP": "Best Confirmed Overall Response of CR/PR by {reader}",
    "DEATH": "Death",
    "LSTA": "Last Disease Assessment by {reader}",
    "MDIS": "Measurable Disease at Baseline by {reader}",
}
_REFERENCE = "Reference Event"


def build_adrs(derived: Derived) -> DataSet:
    """Build ADRS: for each person of DM, in order, by parameter and date."""
    return data_set(
        name="ADRS",
        label="Response Analysis Dataset",
        structure="One record per subject per parameter per assessment",
        keys=("STUDYID", "USUBJID", "PARAMCD", "ADT", "ASEQ"),
        variables=VARIABLES,
        rows=_rows(derived),
        shared=shared_frame(derived.recorded.people),
    )


def _rows(derived: Derived) -> Iterator[dict[str, Value]]:
    for person in derived.recorded.people:
        found = list(_Parameters(derived, person).rows())
        found.sort(key=lambda row: (str(row["PARAMCD"]), row.get("ADT") or date.max))
        for place, row in enumerate(found, start=1):
            yield row | {"USUBJID": person.subject, "ASEQ": float(place)}


class _Parameters:
    """The rows of one participant."""

    def __init__(self, derived: Derived, person: Participant) -> None:
        self.person = person
        self.plan = derived.plan
        reader = str(derived.plan.choices.evaluator).capitalize()
        self.reader = "Independent Assessor" if reader == "Independent" else reader
        self.criteria = derived.recorded.criteria_of(person)
        self.said = derived.recorded.responses.get(person.subject, ())
        course = derived.courses.get(person.subject)
        self.zero = course.anchors.get(derived.plan.rules.time_zero) if course else None
        everything = course.assessments if course else ()
        self.counting = [
            one
            for one in everything
            if one.on is not None and self.zero is not None and one.on >= self.zero
        ]
        self.used = sift_assessments(self.counting, self.zero) if self.zero else ()
        self.best = derived.best.get(person.subject)
        self.loose = derived.unconfirmed.get(person.subject)
        burden = derived.recorded.burdens.get(person.subject)
        self.measurable = burden is not None and any(
            lesion.role is Role.TARGET for lesion in burden.lesions.values()
        )

    def rows(self) -> Iterator[dict[str, Value]]:
        """Give every parameter."""
        yield from self._assessments()
        progression = next((one for one in self.counting if one.response is Response.PD), None)
        yield self._yes_no("PD", progression)
        responding = (Response.CR, Response.PR)
        first = next((one for one in self.used if one.response in responding), None)
        yield self._yes_no("RSP", first)
        yield self._benefit("CB", first.on if first else None)
        yield from self._best("BOR", "BCP", self.loose)
        since = self.best.responding_since if self.best else Absent(reason="not treated")
        confirmed = since if isinstance(since, date) else None
        yield self._on("CRSP", "Y" if confirmed else "N", confirmed)
        yield self._benefit("CCB", confirmed)
        yield from self._best("CBOR", "CBCP", self.best)
        died, _ = impute_first(self.person.death)
        yield self._on("DEATH", "Y" if died else "N", died) | {
            "PARCAT1": _REFERENCE,
            "PARCAT2": "",
            "PARCAT3": "",
        }
        if self.counting:
            yield self._last(self.counting[-1])
        yield self._on("MDIS", "Y" if self.measurable else "N", None) | {"PARCAT1": ""}

    def _row(self, code: str) -> dict[str, Value]:
        return {
            "PARAMCD": code,
            "PARAM": _NAMES[code].format(reader=self.reader),
            "PARCAT1": "Tumor Response",
            "PARCAT2": self.reader,
            "PARCAT3": self.criteria,
            "ANL01FL": "Y",
        }

    def _on(self, code: str, said: str, on: date | None) -> dict[str, Value]:
        value = YES_NO.get(said) if said in YES_NO else CODES.get(said)
        return self._row(code) | {"AVALC": said, "AVAL": value, "ADT": on, "ADY": self._day(on)}

    def _day(self, on: date | None) -> float | None:
        zero = self.person.first_dose
        if on is None or zero is None:
            return None
        days = (on - zero).days
        return float(days + 1 if days >= 0 else days)

    def _yes_no(self, code: str, found: Assessment | None) -> dict[str, Value]:
        return self._on(code, "Y" if found else "N", found.on if found else None)

    def _assessments(self) -> Iterator[dict[str, Value]]:
        """Give every row that the reader wrote, also what counts for nothing."""
        if not self.said:
            yield from (self._derived(one) for one in self.counting)
            return
        flagged = {id(row) for row in self._flagged()}
        last_used = next((one.on for one in self.used if one.response is Response.PD), None)
        for row in self.said:
            if row.response is Response.MISSED:
                continue
            until = last_used is None or (row.on is not None and row.on <= last_used)
            yield self._on("OVR", row.said, row.on) | {
                "ADTF": "D" if row.imputed and row.on else "",
                "AVISIT": row.visit,
                "ANL01FL": "Y" if id(row) in flagged else "",
                "ANL02FL": "Y" if until else "",
                "RSSEQ": row.number,
                "RSEVAL": row.evaluator,
                "VISITNUM": row.visit_number,
                "VISIT": row.visit,
                "PARCAT3": row.criteria,
            }

    def _flagged(self) -> Iterable[ResponseRow]:
        by_day: dict[date, list[ResponseRow]] = {}
        for row in self.said:
            known = row.response is not None and row.response is not Response.MISSED
            if known and row.on is not None and self.zero is not None and row.on >= self.zero:
                by_day.setdefault(row.on, []).append(row)
        return (counting_row(rows) for rows in by_day.values())

    def _derived(self, one: Assessment) -> dict[str, Value]:
        """Give a response that was derived from lesions, since nobody wrote one."""
        until = one in self.used
        return self._on("OVR", str(one.response), one.on) | {
            "AVISIT": one.visit,
            "VISIT": one.visit,
            "ANL02FL": "Y" if until else "",
        }

    def _benefit(self, code: str, responded: date | None) -> dict[str, Value]:
        """Tell whether there was a response, or stable disease late enough; the first day."""
        if self.zero is None:
            return self._on(code, "N", None)
        late = self.zero + timedelta(days=self.plan.rules.best.stable_from_day)
        days = [
            one.on
            for one in self.used
            if one.on is not None and one.response in BENEFIT and one.on >= late
        ]
        if responded is not None:
            days.append(responded)
        return self._on(code, "Y" if days else "N", min(days, default=None))

    def _best(
        self, code: str, of_response: str, best: BestResponse | None
    ) -> Iterator[dict[str, Value]]:
        if best is None or not self.used:
            said, on = "MISSING", None
        else:
            said, on = str(best.response), best.on if isinstance(best.on, date) else None
            on = on or self._early()
        yield self._on(code, said, on)
        responded = said in ("CR", "PR")
        yield self._on(of_response, "Y" if responded else "N", on if responded else None)

    def _early(self) -> date | None:
        """Date a best response of NE by the first assessment that was used."""
        return self.used[0].on if self.used else None

    def _last(self, one: Assessment) -> dict[str, Value]:
        rows = [row for row in self.said if row.on == one.on and row.response is one.response]
        known = counting_row(rows) if rows else None
        return self._on("LSTA", str(one.response), one.on) | {
            "AVISIT": one.visit,
            "VISIT": one.visit,
            "RSSEQ": known.number if known else None,
            "VISITNUM": known.visit_number if known else None,
            "RSEVAL": known.evaluator if known else "",
        }
