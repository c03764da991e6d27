"""The flags of one participant: IEC-HS with its parts, TIAN, GD2 pain; what is true since when.

A flag asks a person to look. Nothing here is a grade: where one stands, an investigator gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from trialogue.core.forms import resolve
from trialogue.core.protocol.words import Text
from trialogue.core.safety.hyperinflammation import (
    Finding,
    Level,
    PartId,
    PartState,
    derive_part,
    judge_cytopenia,
    judge_fibrinogen,
    judge_liver,
)
from trialogue.core.safety.laboratory import Grade
from trialogue.core.safety.sheets import HS, PAIN, TIAN, has_iec_hs, has_tian
from trialogue.core.truth import Truth
from trialogue.core.units import UnitError, convert, show_unit
from trialogue.standards.iec_hs import COMPANIONS
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.safety.bedside import (
    Flag,
    GradedSheet,
    days_between,
    dosed_on,
    grade_sheet,
    pain_before,
)
from trialogue.web.safety.ferritin import ferritin_days
from trialogue.web.safety.forms import has_field, said_of
from trialogue.web.safety.labs import LabGrade
from trialogue.web.safety.study import Live

LIVER_TESTS, FIBRINOGEN_TESTS = frozenset({"ALT", "AST"}), frozenset({"FIBRINO", "FIBRINOGEN"})
CYTOPENIAS = frozenset(
    {
        "Anemia",
        "Neutrophil count decreased",
        "Platelet count decreased",
        "Thrombocytopenia",
        "White blood cell decreased",
        "Lymphocyte count decreased",
    }
)
GRAMS = "g/L"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer of a sheet, in the reader's language."""

    field: str
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that somebody filled in, with its day, its answers and what it raises."""

    place: Place
    day: str
    day_number: int | None
    """Days from the infusion; None: not known."""
    answers: tuple[Said, ...]
    flags: tuple[Flag, ...] = ()
    beside: str = ""
    """The ICANS grade of the same day, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """Everything on the page. `look`: ferritin asks for it, or somebody called it IEC-HS."""

    parts: tuple[PartState, ...]
    judged: tuple[Sheet, ...]
    crs: tuple[GradedSheet, ...]
    tian: tuple[Sheet, ...]
    pain: tuple[Sheet, ...]
    is_treated: bool
    called: bool
    """Whether an investigator called it IEC-HS."""

    @property
    def look(self) -> Truth:
        """Tell whether somebody should look at IEC-HS; only ferritin raises it by itself."""
        return Truth.TRUE if self.called else self.parts[0].met

    @property
    def companions(self) -> int:
        """Count the parts beside the ferritin that were met."""
        return sum(part.met is Truth.TRUE for part in self.parts[1:])

    @property
    def pain_flagged(self) -> tuple[Sheet, ...]:
        """List the sheets whose pain asks for a look, the first day first."""
        some = [one for one in self.pain if any(flag.needed for flag in one.flags)]
        return tuple(reversed(some))


def flags_of(
    live: Live, person: Participant, labs: tuple[LabGrade, ...], sheets: tuple[GradedSheet, ...]
) -> Flags:
    """Gather the flags of a participant, the latest sheets first."""
    dosed = dosed_on(live, person)
    graded = [one for one in sheets if one.grade is not None]
    mine = list(_sheets(live, person, dosed))
    return Flags(
        parts=tuple(_parts(live, person, labs, dosed)),
        judged=tuple(_only(one, "iec_hs") for one, entry in mine if _has(live, person, entry, HS)),
        crs=tuple(one for one in graded if one.form.purpose.value == "cytokine_release"),
        tian=tuple(
            _beside(_only(one, "tian"), graded) for one, entry in mine if has_tian(entry.values)
        ),
        pain=tuple(_only(one, "pain") for one, entry in mine if PAIN in entry.values),
        is_treated=bool(dosed),
        called=any(has_iec_hs(entry.values) for _one, entry in mine),
    )


def _only(sheet: Sheet, kind: str) -> Sheet:
    """Keep of a sheet what a section is about: TIAN and pain may stand on one sheet."""
    return replace(
        sheet,
        flags=tuple(flag for flag in sheet.flags if flag.kind == kind),
        answers=tuple(
            one for one in sheet.answers if one.field.startswith("tian") == (kind == "tian")
        ),
    )


def _has(live: Live, person: Participant, entry: Entry, field: str) -> bool:
    form = live.protocols[person.pk].forms.get(entry.form)
    return form is not None and has_field(form, field)


def _sheets(live: Live, person: Participant, dosed: str) -> Iterator[tuple[Sheet, Entry]]:
    """List the sheets that record pain, TIAN or IEC-HS, the latest day first."""
    protocol, language = live.protocols[person.pk], get_language() or "en"
    before = pain_before(live, person)
    found = []
    for place, entry in live.entries_of(person).items():
        form = protocol.forms.get(place.form)
        if form is None or not has_field(form, PAIN, TIAN, HS):
            continue
        day = entry.values.get(form.dated_by, "") if form.dated_by else ""
        answers = tuple(
            Said(
                field=field.id,
                label=resolve(field, protocol).label.say(language),
                words=said_of(form, protocol, entry.values, field.id, language),
            )
            for field in form.fields
            if entry.values.get(field.id) and field.id != form.dated_by and not field.identifying
        )
        graded = grade_sheet(form, place, entry.values, "", dosed=dosed, before=before)
        number = days_between(dosed, day)
        sheet = Sheet(place=place, day=day, day_number=number, answers=answers, flags=graded.flags)
        found.append((sheet, entry))
    yield from sorted(found, key=lambda one: (one[0].day, one[0].place.key), reverse=True)


def _beside(sheet: Sheet, graded: list[GradedSheet]) -> Sheet:
    """Put the ICANS grade of the same day beside a sheet of TIAN; the two are kept apart."""
    same = [
        one.grade
        for one in graded
        if one.form.purpose.value == "neurotoxicity" and one.day[:10] == sheet.day[:10]
    ]
    words = "; ".join(str(one.grade) for one in same if isinstance(one, Grade))
    return replace(sheet, beside=words)


def _parts(
    live: Live, person: Participant, labs: tuple[LabGrade, ...], dosed: str
) -> Iterator[PartState]:
    ferritin = [
        Finding(day=one.day, met=one.review.needed, reason=one.review.reason)
        for one in ferritin_days(live, person)
    ]
    yield derive_part(PartId.FERRITIN, ferritin)
    liver = list(_levels(live, person, LIVER_TESTS))
    bases = {
        level.test: level.value
        for level in sorted(liver, key=lambda one: one.day)
        if level.day[:10] <= dosed and level.value is not None and not level.comparator
    }
    after = [one for one in liver if dosed and one.day[:10] > dosed]
    yield derive_part(
        PartId.LIVER, [judge_liver(one, bases.get(one.test), COMPANIONS) for one in after]
    )
    clotting = [
        one
        for one in _levels(live, person, FIBRINOGEN_TESTS, GRAMS)
        if dosed and one.day[:10] > dosed
    ]
    yield derive_part(PartId.FIBRINOGEN, [judge_fibrinogen(one, COMPANIONS) for one in clotting])
    yield derive_part(PartId.CYTOPENIA, _cytopenias(live, person, labs) if dosed else [])


def _levels(
    live: Live, person: Participant, tests: frozenset[str], unit: str = ""
) -> Iterator[Level]:
    """Read results with their ranges from the rows of LB, in the row's own or another unit."""
    labels = _labels(live, person)
    for row in live.rows[person.pk].get("LB", []):
        code = row.get("LBTESTCD", "").upper()
        if code not in tests or not row.get("LBDTC"):
            continue
        own = row.get("LBSTRESU", "")
        text = row.get("LBSTRESC", "")
        comparator = text[:1] if text[:1] in ("<", ">") else ""
        wanted = unit or own
        yield Level(
            test=labels.get(code, Text(code)),
            day=row["LBDTC"],
            value=_number(text.lstrip("<>"), own, wanted),
            low=_number(row.get("LBSTNRLO", ""), own, wanted),
            high=_number(row.get("LBSTNRHI", ""), own, wanted),
            comparator=comparator,
            unit=show_unit(wanted),
        )


def _labels(live: Live, person: Participant) -> Mapping[str, Text]:
    protocol = live.protocols[person.pk]
    return {
        field.test: resolve(field, protocol).label
        for form in protocol.forms.values()
        for field in form.fields
        if field.test
    }


def _number(text: str, given: str, wanted: str) -> float | None:
    try:
        return convert(float(text), given, wanted)
    except (ValueError, UnitError):
        return None


def _cytopenias(live: Live, person: Participant, labs: tuple[LabGrade, ...]) -> Iterator[Finding]:
    """Judge each blood count after the infusion against its last grade before."""
    protocol = live.protocols[person.pk]
    before: dict[str, tuple[str, int]] = {}
    after: list[tuple[LabGrade, str, int | None]] = []
    for one in labs:
        for result in one.results:
            grade = result.grade
            if grade.term not in CYTOPENIAS:
                continue
            level = grade.grade if isinstance(grade, Grade) else None
            day = result.taken.isoformat()
            if result.is_after:
                after.append((one, grade.term, level))
            elif level is not None and day >= before.get(grade.term, ("", 0))[0]:
                before[grade.term] = (day, level)
    for one, term, level in after:
        label = resolve(protocol.forms[one.place.form].field(one.field), protocol).label
        known = before.get(term)
        day = one.worst.taken.isoformat()
        yield judge_cytopenia(label, day, level, known[1] if known else None)
