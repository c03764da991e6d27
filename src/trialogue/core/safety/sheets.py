"""The sheets of CRS and ICANS as they are filled in, read into findings of one day.

A form of the purpose `cytokine_release` or `neurotoxicity` has its fields under these names;
whatever of them the protocol's form does not ask stays "not recorded". A choice is named as
the finding is, in small letters (`low_flow_cannula`). Nothing here is graded: see
`cytokine_release`, `neurotoxicity` and `signals`. Source: clinical reference 5.1 to 5.5.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from trialogue.core.absent import Absent
from trialogue.core.safety.cytokine_release import CrsFindings, Hypotension, Hypoxia
from trialogue.core.safety.neurotoxicity import Arousal, IcansFindings, Oedema, Seizure
from trialogue.core.safety.wording import tell
from trialogue.core.said import Said

Values = Mapping[str, str]
"""The values of one entry, by the field's name."""

CELSIUS = "Cel"
TEMPERATURE, SYSTOLIC, TREATED, DIED = "temperature", "systolic", "treated", "died"
ICE, CAPD, USUAL_CAPD, DELAYED = "ice", "capd", "usual_capd", "delayed"
ICE_PARTS = {"orientation": 4, "naming": 3, "commands": 1, "writing": 1, "attention": 1}
"""The parts of the ICE score, each with its most points: 10 in all."""
CAPD_ITEMS = {f"capd_{number}": 4 for number in range(1, 9)}
"""The eight items of CAPD: 32 points in all."""
PAIN, OPIOID = "pain_score", "opioid"
TIAN = "tian_type"
HS, HS_GRADE = "iec_hs", "iec_hs_grade"
"""What the investigator says of IEC-HS (`yes`, `no`, `unsure`), and the grade that they give."""
PAIN_FROM, PAIN_LAST_DAY = 4, 28
"""New pain from so much of 10 on, up to this day, raises a flag (clinical reference 5.5)."""

Found = TypeVar("Found", bound=Enum)


def _finding(values: Values, field: str, kind: type[Found]) -> Found | None:
    said = values.get(field, "").upper()
    return kind[said] if said in kind.__members__ else None


def _truth(values: Values, field: str) -> bool | None:
    return {"yes": True, "no": False}.get(values.get(field, ""))


def _number(values: Values, field: str) -> float | None:
    """Give a number; None where there is none, or only a bound of it (`<5`) is known."""
    try:
        number = float(values.get(field, ""))
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None


def _whole(values: Values, field: str) -> int | None:
    number = _number(values, field)
    return int(number) if number is not None and number.is_integer() else None


def read_crs_sheet(values: Values) -> CrsFindings:
    """Read a day's sheet of CRS; the temperature in °C, any other unit is not recorded."""
    celsius = values.get(f"{TEMPERATURE}.unit", CELSIUS) == CELSIUS
    return CrsFindings(
        max_celsius=_number(values, TEMPERATURE) if celsius else None,
        treated=_truth(values, TREATED),
        hypotension=_finding(values, "hypotension", Hypotension),
        hypoxia=_finding(values, "hypoxia", Hypoxia),
        died=_truth(values, DIED) is True,
    )


def read_systolic(values: Values) -> float | None:
    """Read the systolic pressure of a sheet, in mmHg."""
    return _number(values, SYSTOLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class IcansSheet:
    """A day's sheet of ICANS: the findings, and how each score came about.

    A score is the sum of its parts where any was asked, else the total that was entered;
    absent with its reason. `differs` names a score whose total is not the sum of its parts.
    """

    findings: IcansFindings
    ice: int | Absent
    capd: int | Absent
    differs: tuple[str, ...] = ()


def read_icans_sheet(values: Values, age_years: int | None) -> IcansSheet:
    """Read a day's sheet of ICANS of a person of so many completed years.

    Points beyond what a part can have are not recorded points. Source: Lee et al. 2019 (ICE);
    clinical reference 5.2.
    """
    ice = _sum(values, ICE, ICE_PARTS)
    capd = _sum(values, CAPD, CAPD_ITEMS)
    usual = _whole(values, USUAL_CAPD)
    findings = IcansFindings(
        age_years=age_years,
        ice=None if isinstance(ice, Absent) else ice,
        capd=None if isinstance(capd, Absent) else capd,
        usual_capd=usual if usual is not None and usual <= sum(CAPD_ITEMS.values()) else None,
        arousal=_finding(values, "arousal", Arousal),
        seizure=_finding(values, "seizure", Seizure),
        weakness=_truth(values, "weakness"),
        oedema=_finding(values, "oedema", Oedema),
        delayed=_truth(values, DELAYED) is True,
        died=_truth(values, DIED) is True,
    )
    counted = ((ICE, "ICE", ice), (CAPD, "CAPD", capd))
    return IcansSheet(
        findings=findings,
        ice=ice,
        capd=capd,
        differs=tuple(
            name
            for field, name, score in counted
            if isinstance(score, int) and _whole(values, field) not in (None, score)
        ),
    )


def _sum(values: Values, total: str, parts: Mapping[str, int]) -> int | Absent:
    """Add up the parts of a score; without any, take the total that was entered."""
    points = {name: _points(values, name, most) for name, most in parts.items()}
    if all(point is None for point in points.values()):
        entered = _points(values, total, sum(parts.values()))
        return Absent(reason=tell("score missing")) if entered is None else entered
    missing = [name.replace("_", " ") for name, point in points.items() if point is None]
    if missing:
        return Absent(reason=tell("score parts", parts=", ".join(missing)))
    return sum(point or 0 for point in points.values())


def _points(values: Values, field: str, most: int) -> int | None:
    points = _whole(values, field)
    return points if points is not None and 0 <= points <= most else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainReview:
    """Whether pain asks for a look: on-target GD2 pain is recorded, never graded by itself."""

    needed: bool | None
    reason: Said


def derive_pain_review(
    values: Values, day: int | None = None, before: float | None = None
) -> PainReview | None:
    """Ask for a look at new pain of 4 or more of 10, or at an opioid that was started.

    `day` counts from the infusion: outside of days 0 to 28 nothing is flagged; None: not known,
    and then it is. `before` is the last score before the infusion: pain that was as high then is
    not new. None where the sheet says nothing of pain; `needed` None where what it says leaves
    it open. Source: clinical reference 5.5 (advised flag).
    """
    score, opioid = _number(values, PAIN), _truth(values, OPIOID)
    if score is None and opioid is None:
        return None
    found = _pain(score, opioid)
    if found.needed is False:
        return found
    if day is not None and not 0 <= day <= PAIN_LAST_DAY:
        words = tell("pain outside", said=found.reason, day=str(day), last=str(PAIN_LAST_DAY))
        return PainReview(needed=False, reason=words)
    was_high = before is not None and before >= PAIN_FROM
    if was_high and score is not None and before is not None and score <= before and not opioid:
        words = tell("pain not new", said=found.reason, before=f"{before:g}")
        return PainReview(needed=False if opioid is False else None, reason=words)
    return found


def _pain(score: float | None, opioid: bool | None) -> PainReview:
    if score is not None and score >= PAIN_FROM:
        words = tell("pain high", score=f"{score:g}", limit=str(PAIN_FROM))
        return PainReview(needed=True, reason=words)
    if opioid:
        return PainReview(needed=True, reason=tell("pain opioid"))
    if score is None or opioid is None:
        key = "pain score missing" if score is None else "pain opioid missing"
        return PainReview(needed=None, reason=tell(key))
    return PainReview(needed=False, reason=tell("pain fine", score=f"{score:g}"))


def read_pain_score(values: Values) -> float | None:
    """Read the score of a sheet, 0 to 10."""
    return _number(values, PAIN)


def has_iec_hs(values: Values) -> bool:
    """Tell whether a sheet says that the investigator calls it IEC-HS."""
    return values.get(HS, "") == "yes"


def has_tian(values: Values) -> bool:
    """Tell whether a sheet records tumour inflammation-associated neurotoxicity of any type."""
    return values.get(TIAN, "none") not in ("", "none", "no")
