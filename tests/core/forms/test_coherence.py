"""What does not go together across the forms of one participant, rule by rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.protocols.invented_entries import (
    CONSENT,
    DEATH,
    DEMOGRAPHY,
    DSRCT,
    EVENT,
    LESIONS,
    NEUROBLASTOMA,
    RESPONSE,
    SURVIVAL,
    TREATMENT,
    enter,
)
from tests.protocols.shipped import trial
from trialogue.core.forms import Filled
from trialogue.core.forms.coherence import incoherences_of

REFERENCE = trial("NCT06836505")


def changed(filled: Filled, occurrence: int = 0, **other: str) -> Filled:
    values = {**filled.values, **other}
    kept = {key.replace(".", "__"): text for key, text in values.items() if text}
    return enter(filled.form, filled.visit, occurrence or filled.occurrence, **kept)


def found(*entries: Filled) -> list[tuple[str, str, str]]:
    """Name what was found: rule, form, field."""
    return [(one.rule, one.entry.form, one.field) for one in incoherences_of(REFERENCE, entries)]


@pytest.mark.parametrize("course", [DSRCT, NEUROBLASTOMA], ids=["dsrct", "neuroblastoma"])
def test_a_course_that_goes_together_raises_nothing(course: tuple[Filled, ...]) -> None:
    said = found(*course)

    assert said == []


NO_END = changed(EVENT, end="")
CASES = {
    "a birth after the consent": (
        (CONSENT, changed(DEMOGRAPHY, birth_date="2025-04-03")),
        ("birth", "demography", "birth_date"),
    ),
    "an infusion before the consent": (
        (changed(CONSENT, consent_date="2025-06-02"), *TREATMENT),
        ("path", "lymphodepletion", "lymphodepletion_date"),
    ),
    "an infusion before the lymphodepletion": (
        (changed(TREATMENT[0], lymphodepletion_date="2025-05-20"), TREATMENT[-1]),
        ("path", "infusion", "infusion_date"),
    ),
    "an event before the consent": (
        (CONSENT, changed(EVENT, start="2025-03")),
        ("event consent", "adverse_event", "start"),
    ),
    "an event twice": (
        (EVENT, changed(EVENT, 2, start="2025-05-15")),
        ("event twice", "adverse_event", "start"),
    ),
    "an event that goes on, begun again": (
        (changed(NO_END, outcome="not_recovered"), changed(EVENT, 2, start="2025-05-30", end="")),
        ("event twice", "adverse_event", "start"),
    ),
    "an end that is not told": ((NO_END,), ("event end", "adverse_event", "outcome")),
    "a grade 5 without a death": (
        (changed(EVENT, grade="5"),),
        ("death missing", "adverse_event", "grade"),
    ),
    "a survival status without a death": (
        (changed(SURVIVAL, status="dead"),),
        ("death missing", "survival", "status"),
    ),
    "a study that ended by death": (
        (enter("end_of_study", date="2025-10-09", reason="death"),),
        ("death missing", "end_of_study", "reason"),
    ),
    "alive after the death": (
        (DEATH, changed(SURVIVAL, contacted="2025-10-10")),
        ("after death", "death", "date"),
    ),
    "a response before the infusion": (
        (*TREATMENT, changed(RESPONSE, assessed="2025-05-11")),
        ("response early", "response", "assessed"),
    ),
    "a lesion of another name": (
        (LESIONS[0], changed(LESIONS[2], lesion="T09")),
        ("lesion unknown", "lesion_size", "lesion"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_rule_names_the_field_to_look_at(case: str) -> None:
    entries, expected = CASES[case]

    assert expected in found(*entries)


FINE = {
    "a month that may be after the consent": (CONSENT, changed(EVENT, start="2025-04")),
    "a grade that follows another": (
        changed(EVENT, end="2025-05-17"),
        changed(EVENT, 2, start="2025-05-17", grade="1"),
    ),
    "told dead after the death": (DEATH, changed(SURVIVAL, contacted="2025-12-01", status="dead")),
    "an end of study after the death": (
        DEATH,
        enter("end_of_study", date="2025-11-09", reason="death"),
    ),
    "a death in the month of the last visit": (changed(DEATH, date="2025-07"), SURVIVAL),
    "lesions measured before the log is filled in": (LESIONS[2],),
}


@pytest.mark.parametrize("case", FINE)
def test_what_may_be_right_raises_nothing(case: str) -> None:
    said = found(*FINE[case])

    assert said == []


def test_what_was_removed_says_nothing() -> None:
    gone = Filled(form=DEATH.form, values=DEATH.values, removed=True)

    said = found(gone, changed(SURVIVAL, contacted="2025-10-10"))

    assert said == []


def test_many_forms_after_a_death_are_one_query_in_every_language() -> None:
    late = [changed(SURVIVAL, number, contacted="2025-10-10") for number in range(1, 6)]

    [one] = incoherences_of(REFERENCE, [DEATH, *late])

    assert one.expected.en.endswith("Survival contact 2025-10-10 and 2 more")
    assert one.expected.zh.endswith("等，另有 2 处")
    assert one.expected.es.endswith("y 2 más")


@given(days=some.integers(-400, 400))
def test_shifting_every_date_changes_nothing(days: int) -> None:
    """The rules look at the order of days, never at the calendar."""

    def moved(filled: Filled) -> Filled:
        values = {}
        for key, text in filled.values.items():
            try:
                day = date.fromisoformat(text[:10])
            except ValueError:
                values[key] = text
            else:
                values[key] = (day + timedelta(days=days)).isoformat() + text[10:]
        return Filled(
            form=filled.form, visit=filled.visit, occurrence=filled.occurrence, values=values
        )

    for entries, _expected in CASES.values():
        whole = [one for one in entries if "2025-03" not in one.values.values()]

        assert found(*map(moved, whole)) == found(*whole)
