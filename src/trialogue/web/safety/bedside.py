"""The sheets of CRS and ICANS, graded from their parts by ASTCT, and the flags beside them.

Every number tells its source: what was found, by which rule. A flag asks a person to look and
never grades.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from trialogue.core.absent import Absent
from trialogue.core.dates import completed_years, parse_when
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.safety.cytokine_release import Hypotension, grade_crs
from trialogue.core.safety.laboratory import GradeResult
from trialogue.core.safety.neurotoxicity import grade_icans, uses_capd
from trialogue.core.safety.sheets import (
    IcansSheet,
    derive_pain_review,
    has_iec_hs,
    has_tian,
    read_crs_sheet,
    read_icans_sheet,
    read_pain_score,
    read_systolic,
)
from trialogue.core.safety.signals import derive_hypotension
from trialogue.core.safety.wording import tell
from trialogue.standards.astct import CHILD_PRESSURE, CRS, ICANS
from trialogue.standards.iec_hs import COMPANIONS
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.forms import sheet_forms
from trialogue.web.safety.study import Live

Values = Mapping[str, str]
PAIN_SOURCE = "advised for this site, from no published scale"
TIAN_SOURCE = "Mahdi et al., Nat Med 2023;29:803"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that a person should look at: in the reader's words, with the core's reason.

    `needed` None: it cannot be told, and the reason says what is missing.
    """

    label: str
    reason: str
    needed: bool | None = True
    kind: str = ""
    """`pain`, `tian` or `iec_hs`; empty: another."""
    source: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedSheet:
    """One day's sheet with its grade."""

    place: Place
    form: Form
    day: str
    age: int | None
    """Completed years on that day; None: not known."""
    grade: GradeResult | None
    """None: the sheet has no grade of its own, only flags."""
    score: str = ""
    """The ICE or CAPD score as it was counted."""
    source: str = ""
    flags: tuple[Flag, ...] = field(default_factory=tuple)


def graded_sheets(live: Live, person: Participant) -> tuple[GradedSheet, ...]:
    """Grade every sheet of a participant that says something, the latest day first."""
    protocol, entries = live.protocols[person.pk], live.entries_of(person)
    forms = {form.id: form for form in sheet_forms(protocol)}
    born = birth_of(live, person)
    dosed, before = dosed_on(live, person), pain_before(live, person)
    found = [
        grade_sheet(forms[place.form], place, entry.values, born, dosed=dosed, before=before)
        for place, entry in entries.items()
        if place.form in forms
    ]
    said = (one for one in found if one.grade is not None or one.flags)
    return tuple(sorted(said, key=lambda one: (one.day, one.place.key), reverse=True))


def birth_of(live: Live, person: Participant) -> str:
    """Give the date of birth as it was entered, empty where it was not."""
    return next((row.get("BRTHDTC", "") for row in live.rows[person.pk].get("DM", [])), "")


def dosed_on(live: Live, person: Participant) -> str:
    """Give the day of the first dose of what is studied, empty where there was none."""
    rows = live.rows[person.pk].get("DM", [])
    return next((row.get("RFXSTDTC", "") for row in rows), "")[:10]


def pain_before(live: Live, person: Participant) -> float | None:
    """Give the last score of pain before the infusion; None where there is none."""
    protocol, dosed = live.protocols[person.pk], dosed_on(live, person)
    scores = [
        (day, score)
        for place, entry in live.entries_of(person).items()
        if (form := protocol.forms.get(place.form)) is not None
        and (day := entry.values.get(form.dated_by, "")[:10]) < dosed
        and day
        and (score := read_pain_score(entry.values)) is not None
    ]
    return max(scores)[1] if scores else None


def age_on(born: str, day: str) -> int | None:
    """Count completed years on a day; None where what is known of both does not settle it."""
    try:
        birth, on = parse_when(born), parse_when(day)
    except ValueError:
        return None
    edges: list[tuple[date, date]] = [
        (birth.first.date(), on.last.date()),
        (birth.last.date(), on.first.date()),
    ]
    ages = {completed_years(first, last) for first, last in edges}
    age = ages.pop()
    return age if not ages and age >= 0 else None


def grade_sheet(
    form: Form,
    place: Place,
    values: Values,
    born: str,
    *,
    dosed: str = "",
    before: float | None = None,
) -> GradedSheet:
    """Grade one sheet by its purpose, and raise its flags.

    `dosed` is the day of the first dose, `before` the last score of pain before it.
    """
    day = values.get(form.dated_by, "") if form.dated_by else ""
    age = age_on(born, day)
    flags = (*_pressure(values, age), *_flags(values, days_between(dosed, day), before))
    grade: GradeResult | None = None
    score, source = "", ""
    if form.purpose is Purpose.CYTOKINE_RELEASE:
        grade, source = grade_crs(read_crs_sheet(values), CRS), CRS.source
    if form.purpose is Purpose.NEUROTOXICITY:
        sheet = read_icans_sheet(values, age)
        grade, source = grade_icans(sheet.findings, ICANS), ICANS.source
        score = _score(sheet)
        flags = (*_scores(sheet, values), *(_note(text) for text in grade.flags), *flags)
    return GradedSheet(
        place=place,
        form=form,
        day=day,
        age=age,
        grade=grade,
        score=score,
        source=source,
        flags=flags,
    )


def days_between(first: str, later: str) -> int | None:
    """Count days from one date to another; None where either is not known to the day."""
    try:
        one, other = parse_when(first), parse_when(later)
    except ValueError:
        return None
    known = one.is_one_day and other.is_one_day
    return (other.day - one.day).days if known else None


def _note(text: str) -> Flag:
    return Flag(label=_("To look at"), reason=text)


def _score(sheet: IcansSheet) -> str:
    """Say the score that counts for this person, with its points."""
    by_capd = uses_capd(sheet.findings, ICANS)
    if by_capd is None:
        return ""
    name, points = ("CAPD", sheet.capd) if by_capd else ("ICE", sheet.ice)
    return "" if isinstance(points, Absent) else f"{name} {points}"


def _scores(sheet: IcansSheet, values: Values) -> Iterator[Flag]:
    """Say what of the scores does not add up, is missing, or is the other age's."""
    for name in sheet.differs:
        found = sheet.ice if name == "ICE" else sheet.capd
        reason = tell("score differs", name=name, total=values[name.lower()], sum=str(found))
        yield Flag(label=_("The score does not add up"), reason=reason)
    by_capd = uses_capd(sheet.findings, ICANS)
    if by_capd is None:
        return
    name, points = ("CAPD", sheet.capd) if by_capd else ("ICE", sheet.ice)
    other_name, other = ("ICE", sheet.ice) if by_capd else ("CAPD", sheet.capd)
    if isinstance(points, Absent):
        reason = tell("score of age", name=name, why=points.reason)
        if not isinstance(other, Absent):
            told = {"other": other_name, "points": str(other)}
            reason = tell("score other", name=name, why=points.reason, **told)
        yield Flag(label=_("The score for this age is missing"), reason=reason, needed=None)


def _pressure(values: Values, age: int | None) -> Iterator[Flag]:
    """Compare the systolic pressure with the threshold of the age, and with what the sheet says."""
    systolic = read_systolic(values)
    if systolic is None:
        return
    found = derive_hypotension(age, systolic, CHILD_PRESSURE)
    source = CHILD_PRESSURE.source
    label = _("Systolic pressure by age")
    if isinstance(found, Absent):
        yield Flag(label=label, reason=found.reason, needed=None, source=source)
        return
    key = "pressure low" if found.low else "pressure fine"
    reason = tell(key, value=f"{systolic:g}", limit=f"{found.threshold:g}")
    if age is not None:
        reason = tell("pressure age", said=reason, age=str(age))
    said = read_crs_sheet(values).hypotension
    if found.low and said is Hypotension.NONE:
        reason = tell("pressure denied", said=reason)
        yield Flag(label=_("Low blood pressure for the age"), reason=reason, source=source)
    elif found.low:
        yield Flag(label=_("Low blood pressure for the age"), reason=reason, source=source)
    else:
        yield Flag(label=label, reason=reason, needed=False, source=source)


def _flags(values: Values, day: int | None, before: float | None) -> Iterator[Flag]:
    review = derive_pain_review(values, day, before)
    if review is not None:
        yield Flag(
            label=_("GD2 pain"),
            reason=review.reason,
            needed=review.needed,
            kind="pain",
            source=PAIN_SOURCE,
        )
    if has_tian(values):
        yield Flag(
            label=_("Tumour inflammation-associated neurotoxicity (TIAN)"),
            reason=tell("tian recorded"),
            kind="tian",
            source=TIAN_SOURCE,
        )
    if has_iec_hs(values):
        yield Flag(
            label=_("IEC-HS"),
            reason=tell("hs called"),
            kind="iec_hs",
            source=COMPANIONS.source,
            unverified=COMPANIONS.unverified,
        )
