"""CRS, ICANS, fever and signals: what is not recorded, and every cell of the tables."""

from __future__ import annotations

import itertools

import pytest

from trialogue.core.absent import Absent
from trialogue.core.safety.cytokine_release import CrsFindings, Hypotension, Hypoxia, grade_crs
from trialogue.core.safety.fever import grade_febrile_neutropenia, grade_fever
from trialogue.core.safety.laboratory import Grade, NotGraded
from trialogue.core.safety.neurotoxicity import (
    Arousal,
    IcansFindings,
    IceItems,
    Oedema,
    Seizure,
    compute_ice,
    grade_icans,
)
from trialogue.core.safety.signals import derive_ferritin_review, derive_hypotension
from trialogue.core.truth import Truth
from trialogue.standards.astct import CHILD_PRESSURE, CRS, ICANS, IEC_HS_FERRITIN
from trialogue.standards.ctcae import clinical

FEVER, NEUTROPENIA = clinical.FEVER["5.0"], clinical.FEBRILE_NEUTROPENIA["5.0"]


def crs(celsius, treated, hypotension=Hypotension.NONE, hypoxia=Hypoxia.NONE):
    findings = CrsFindings(
        max_celsius=celsius, treated=treated, hypotension=hypotension, hypoxia=hypoxia
    )
    found = grade_crs(findings, CRS)
    return found.grade if isinstance(found, Grade) else f"at least {found.at_least}"


def test_reference_5_1_crs_is_the_worse_of_both_signs_in_every_cell():
    for hypotension, hypoxia in itertools.product(Hypotension, Hypoxia):
        worse = max(CRS.hypotension[hypotension], CRS.hypoxia[hypoxia])

        assert crs(39, False, hypotension, hypoxia) == max(worse, 1)
        assert crs(37, True, hypotension, hypoxia) == worse
        assert crs(37, False, hypotension, hypoxia) == 0


LOW, NASAL = Hypotension.NO_VASOPRESSOR, Hypoxia.LOW_FLOW_CANNULA
CRS_UNKNOWN = [
    # temperature, treated, hypotension, hypoxia, expected
    (None, False, Hypotension.NONE, Hypoxia.NONE, "at least 0"),
    (None, True, LOW, Hypoxia.NONE, 2),
    (None, True, Hypotension.NONE, Hypoxia.NONE, "at least 0"),
    (37.0, None, LOW, Hypoxia.NONE, "at least 0"),
    (37.0, None, Hypotension.NONE, Hypoxia.NONE, 0),
    (38.0, None, LOW, Hypoxia.NONE, 2),
    (38.0, False, None, NASAL, "at least 2"),
    (38.0, False, None, Hypoxia.CPAP, 4),
    (38.0, False, None, None, "at least 1"),
    (37.9, False, None, None, 0),
]


@pytest.mark.parametrize(("celsius", "treated", "low", "oxygen", "expected"), CRS_UNKNOWN)
def test_crs_with_findings_not_recorded(celsius, treated, low, oxygen, expected):
    assert crs(celsius, treated, low, oxygen) == expected


WELL = {
    "arousal": Arousal.SPONTANEOUS,
    "seizure": Seizure.NONE,
    "weakness": False,
    "oedema": Oedema.NONE,
}


def icans(**given):
    return grade_icans(IcansFindings(**{"age_years": 30, "ice": 10, **WELL, **given}), ICANS)


def test_reference_5_2_every_ice_score_has_its_grade():
    grades = [icans(ice=score).grade for score in range(11)]

    assert grades == [3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 0]


def test_reference_5_2_every_capd_score_has_its_grade_below_12_years():
    grades = [icans(age_years=11, ice=None, capd=score).grade for score in range(12)]

    assert grades == [0, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3]


DOMAINS = [
    ({"arousal": Arousal.VOICE}, 2),
    ({"arousal": Arousal.TOUCH}, 3),
    ({"arousal": Arousal.UNAROUSABLE, "ice": 0}, 4),
    ({"arousal": Arousal.UNAROUSABLE, "ice": None}, 4),
    ({"seizure": Seizure.BRIEF}, 3),
    ({"seizure": Seizure.PROLONGED}, 4),
    ({"weakness": True}, 4),
    ({"oedema": Oedema.FOCAL}, 3),
    ({"oedema": Oedema.DIFFUSE}, 4),
    ({"died": True}, 5),
    ({"age_years": 14, "ice": 10, "capd": 9, "delayed": True}, 3),
]


@pytest.mark.parametrize(("given", "expected"), DOMAINS)
def test_reference_5_2_the_worst_domain_counts(given, expected):
    assert icans(**given).grade == expected


def test_a_missing_score_matters_only_below_grade_3():
    without, seized = icans(ice=None), icans(ice=None, seizure=Seizure.BRIEF)

    assert isinstance(without, NotGraded)
    assert without.reason == "the ICE score not recorded"
    assert seized.grade == 3


def test_without_an_age_nothing_tells_ice_from_capd():
    found = icans(age_years=None)

    assert isinstance(found, NotGraded)
    assert "between ICE and CAPD" in found.reason


def test_a_capd_not_above_the_childs_usual_is_flagged():
    found = icans(age_years=3, ice=None, capd=5, usual_capd=6)

    assert (found.grade, found.flags) == (1, ("CAPD 5 is not above the child's usual 6",))


def test_scores_outside_their_scale_are_refused():
    with pytest.raises(ValueError, match="ice 11 is not between 0 and 10"):
        icans(ice=11)
    with pytest.raises(ValueError, match="naming 4 is not between 0 and 3"):
        IceItems(year=1, month=1, city=1, hospital=1, naming=4, command=1, writing=1, attention=1)


def test_an_item_not_asked_leaves_the_ice_score_absent():
    items = IceItems(
        year=1, month=None, city=1, hospital=1, naming=3, command=1, writing=1, attention=None
    )

    assert compute_ice(items) == Absent(reason="not asked: month, attention")


@pytest.mark.parametrize(
    ("celsius", "hours", "expected"),
    [(37.9, None, 0), (38.0, None, 1), (39.0, 0, 1), (40.0, 0, 2), (40.1, 24, 3), (40.1, 24.1, 4)],
)
def test_reference_4_3_fever_begins_and_ends_at_the_cited_bounds(celsius, hours, expected):
    assert grade_fever(celsius, hours, FEVER).grade == expected


def test_fever_without_a_temperature_is_not_graded():
    assert isinstance(grade_fever(None, None, FEVER), NotGraded)


FEBRILE = [
    (0.9, 38.4, None, 3),
    (0.9, 38.0, 1.1, 3),
    (0.9, 38.2, None, None),
    (0.9, 37.9, None, 0),
    (1.0, None, None, 0),
    (0.9, None, None, None),
    (None, 37.0, None, 0),
    (None, 38.4, None, None),
]


@pytest.mark.parametrize(("count", "celsius", "hours", "expected"), FEBRILE)
def test_febrile_neutropenia_asks_only_for_what_decides(count, celsius, hours, expected):
    found = grade_febrile_neutropenia(count, celsius, hours, NEUTROPENIA)

    assert getattr(found, "grade", None) == expected
    assert found.reason


def test_the_rule_of_low_pressure_holds_from_one_year_on():
    infant = derive_hypotension(0, 60, CHILD_PRESSURE)
    unknown = derive_hypotension(None, 60, CHILD_PRESSURE)

    assert isinstance(infant, Absent)
    assert isinstance(unknown, Absent)


FERRITIN = [
    (None, 300, None, Truth.UNKNOWN),
    (900, None, None, Truth.UNKNOWN),
    (900, None, 300, Truth.UNKNOWN),
    (600, None, 300, Truth.FALSE),
    (600, 300, None, Truth.FALSE),
]


@pytest.mark.parametrize(("ferritin", "uln", "baseline", "expected"), FERRITIN)
def test_the_ferritin_signal_is_unknown_where_it_is(ferritin, uln, baseline, expected):
    assert derive_ferritin_review(ferritin, uln, baseline, IEC_HS_FERRITIN).needed is expected
