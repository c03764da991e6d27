"""The whole sheet: dangers first, every missing number with its reason, two languages."""

from __future__ import annotations

import string
from datetime import date
from typing import cast

import pytest

from tests.core.dosing.cases import a_dosing, a_protocol, a_regimen, a_request, an_oral_dosing
from trialogue.core.dosing import Assay, dose_sheet
from trialogue.core.dosing.steps import Level, Missing, Value
from trialogue.core.dosing.words import WORDS, tell

ASSAY = Assay(
    total_cells_per_ml=1e7, viability=0.9, cd3_fraction=1.0, car_fraction=0.5, target_per_kg=2.0
)
INFUSION = {"infusion": date(2026, 1, 31)}


def test_an_unchecked_kidney_is_a_warning() -> None:
    sheet = dose_sheet(a_protocol(), a_request())

    assert sheet.renal.value == "not checked"
    assert [note.key for note in sheet.warnings] == ["renal_not_checked"]
    assert sheet.warnings[0].words.en.startswith("KIDNEY FUNCTION NOT CHECKED")


@pytest.mark.parametrize(
    ("clearance", "renal", "level"),
    [(90.0, "FULL", None), (60.0, "REDUCE", Level.NOTE), (20.0, "DO NOT GIVE", Level.WARNING)],
)
def test_the_loudest_renal_action_stands_on_the_sheet(
    clearance: float, renal: str, level: Level | None
) -> None:
    sheet = dose_sheet(a_protocol(), a_request(clearance_ml_min=clearance))

    said = [note.level for note in sheet.notes if note.key.startswith("renal_")]
    assert sheet.renal.value == renal
    assert said == ([] if level is None else [level])


def test_days_outside_the_range_refuse_the_regimen_but_not_the_cells() -> None:
    sheet = dose_sheet(
        a_protocol(),
        a_request(days=4, start=date(2026, 1, 25), anchors=INFUSION, assay=ASSAY),
    )

    assert sheet.window.value == "INVALID"
    assert all(isinstance(dose.per_day, Missing) for dose in sheet.drugs)
    assert "days" in [note.key for note in sheet.warnings]
    assert not isinstance(sheet.cells, Missing)
    assert not isinstance(sheet.product, Missing)


def test_a_missed_window_is_a_warning() -> None:
    sheet = dose_sheet(a_protocol(), a_request(start=date(2026, 1, 1), anchors=INFUSION))

    assert "window" in [note.key for note in sheet.warnings]


@pytest.mark.parametrize(
    ("weighed", "key"),
    [
        (None, "weight_age"),
        (date(2026, 1, 18), None),
        (date(2026, 1, 25), None),
        (date(2026, 1, 17), "weight_old"),
        (date(2026, 1, 26), "weight_later"),
    ],
)
def test_the_weights_age_counts_to_the_first_day(weighed: date | None, key: str | None) -> None:
    sheet = dose_sheet(
        a_protocol(), a_request(start=date(2026, 1, 25), anchors=INFUSION, weighed=weighed)
    )

    said = [note.key for note in sheet.notes if note.key.startswith("weight_")]
    assert said == ([] if key is None else [key])


def test_unverified_numbers_carry_their_mark() -> None:
    sheet = dose_sheet(a_protocol(), a_request())

    (redose,) = [note for note in sheet.notes if note.key == "redose"]
    assert redose.unverified
    assert "16.65 kg or less, 20.35 kg or more" in redose.words.en


def test_the_readings_of_the_protocol_stand_on_the_sheet() -> None:
    assert [reading.id for reading in dose_sheet(a_protocol(), a_request()).readings] == ["A37"]


def test_an_oral_trial_needs_no_body_no_window_and_no_cells() -> None:
    sheet = dose_sheet(a_protocol(an_oral_dosing()), a_request(height_cm=None, days=None))

    flat, sized = sheet.drugs
    assert cast(Value, flat.per_dose).value == 150
    assert cast(Value, flat.total).value == 150 * 2 * 28
    assert isinstance(sized.total, Missing)
    assert (sheet.renal.value, sheet.window.value) == ("no table", "no window")
    assert cast(Missing, sheet.cells).reason.en == "this protocol gives no cells"


def test_a_ceiling_of_the_days_dose_is_a_step_of_its_own() -> None:
    sheet = dose_sheet(
        a_protocol(an_oral_dosing()), a_request(height_cm=190.0, weight_kg=130.0, days=None)
    )

    sized = sheet.drugs[1]
    assert cast(Value, sized.per_day).value == 150
    assert "tablet_by_surface.max_mg_per_day" in [step.key for step in sized.steps]


def test_one_arm_alone_can_be_shown() -> None:
    sheet = dose_sheet(a_protocol(an_oral_dosing()), a_request(only=frozenset({"flat"}), days=None))

    assert [dose.drug.id for dose in sheet.drugs] == ["tablet"]


def test_an_assay_that_cannot_be_used_is_a_warning() -> None:
    unusable = Missing(reason=tell("reason.bad_assay"))

    sheet = dose_sheet(a_protocol(), a_request(assay=unusable))

    assert sheet.product == unusable
    assert "bad_assay" in [note.key for note in sheet.warnings]


def test_a_trial_without_doses_gives_an_empty_sheet() -> None:
    sheet = dose_sheet(a_protocol(a_dosing(regimens=(), cells=None)), a_request())

    assert sheet.drugs == ()
    assert isinstance(sheet.product, Missing)


def test_two_regimens_are_judged_by_the_worse_window() -> None:
    other = a_regimen(id="other", drugs=a_dosing(regimens=()).drugs or an_oral_dosing().drugs[:1])
    dosing = a_dosing(regimens=(a_regimen(), other))

    sheet = dose_sheet(a_protocol(dosing), a_request(start=date(2026, 1, 25), anchors=INFUSION))

    assert [check.verdict.value for check in sheet.windows] == ["VALID", "VALID"]
    assert sheet.window.value == "VALID"


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_sentence_has_both_languages_and_the_same_places(key: str) -> None:
    words = WORDS[key]

    places = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in (words.en, words.zh)
    ]
    assert words.zh
    assert places[0] == places[1]
