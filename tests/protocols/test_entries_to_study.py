"""Entries of the reference trial, through rows and the SDTM reader, are the same study."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.protocols import invented_entries as given
from tests.protocols.shipped import trial
from trialogue.core.eligibility.screening import screen
from trialogue.core.eligibility.verdict import Verdict
from trialogue.core.forms import Enrolled, Filled, person_of_entries, rows_of_entries
from trialogue.core.kinetics import BELOW
from trialogue.core.participants import Treatment
from trialogue.core.response.assessments import Response
from trialogue.core.schedule import EndReason, State, calendar_of, course_of_entries
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.sdtm.from_rows import merge_rows, study_of_rows
from trialogue.exchange.sdtm.reading import load_study
from trialogue.exchange.sdtm.recorded import Recorded, course_of, understand_study
from trialogue.report.study.plan import plan_of_protocol

Rows = dict[str, list[dict[str, str]]]
ID = f"{given.TRIAL}-05"


def rows_of(entries: tuple[Filled, ...], subject: str = "05") -> Rows:
    who = Enrolled(study=given.TRIAL, subject=subject, centre="001", country="CHN")
    return rows_of_entries(trial(given.TRIAL), who, entries)


def understood(rows: Rows) -> tuple[Recorded, tuple[Fault, ...]]:
    study, faults = study_of_rows(rows)
    recorded, more = understand_study(study, plan_of_protocol(trial(given.TRIAL)).choices)
    return recorded, (*faults, *more)


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    found, faults = understood(rows_of(given.DSRCT))
    assert faults == ()
    return found


def test_the_participant_is_the_same(recorded: Recorded) -> None:
    (person,) = recorded.people

    assert (person.subject, person.site, person.sex, person.age) == (ID, "001", "F", 8)
    assert (person.condition, person.arm, person.actual_arm_code) == (
        "dsrct",
        "CAR-T cell therapy",
        "CAR_T",
    )
    assert str(person.consent) == "2025-04-02"
    assert (person.first_dose, person.lymphodepletion) == (date(2025, 5, 12), date(2025, 5, 7))
    assert (str(person.death), person.screen_failure) == ("2025-10-09", False)


def test_the_doses_are_the_same(recorded: Recorded) -> None:
    doses = [(dose.name, dose.treatment, dose.amount, dose.unit) for dose in recorded.doses]

    assert doses == [
        ("FLUDARABINE", Treatment.LYMPHODEPLETION, 23.0, "mg"),
        ("CYCLOPHOSPHAMIDE", Treatment.LYMPHODEPLETION, 460.0, "mg"),
        ("FLUDARABINE", Treatment.LYMPHODEPLETION, 23.0, "mg"),
        ("GD2/B7-H3 CAR-T", Treatment.PRODUCT, 3.0, "10^6/kg"),
    ]
    assert (recorded.doses[-1].donor, recorded.doses[-1].lot) == ("AUTOLOGOUS", "LOT-05")


def test_the_event_is_the_same(recorded: Recorded) -> None:
    (event,) = recorded.events

    assert (event.term, event.grade, event.related, event.serious, event.ongoing) == (
        "Cytokine release syndrome",
        2,
        True,
        True,
        False,
    )
    assert (str(event.start), str(event.end)) == ("2025-05-14T06:00", "2025-05-17")


def test_laboratory_results_are_graded_by_their_own_range(recorded: Recorded) -> None:
    grades = {
        (lab.test, str(lab.taken)): getattr(lab.grade, "grade", None) for lab in recorded.labs
    }

    assert grades["ALT", "2025-05-19"] == 2
    assert grades["Neutrophils", "2025-05-19"] == 4


def test_samples_below_quantification_stay_below(recorded: Recorded) -> None:
    found = [(row.assay, row.unit, row.sample.day, row.sample.level) for row in recorded.samples]

    assert found == [
        ("CARVCN", "copies/ug DNA", pytest.approx(-2 / 24), BELOW),
        ("CARVCN", "copies/ug DNA", 7.0, 3791.0),
        ("CARFLOW", "/uL", 7.0, 12.5),
    ]
    assert {profile.assay for profile in recorded.markers} == {"Interleukin 6"}


def test_lesions_are_measured_in_one_unit(recorded: Recorded) -> None:
    (later,) = recorded.points[ID]

    assert (later.visit, later.sum_mm) == ("DAY 28", 36.0)
    assert later.from_baseline == pytest.approx((36 - 62) / 62 * 100)
    assert recorded.burdens[ID].lesions["T02"].nodal


def test_the_readers_response_and_what_followed_are_the_same(recorded: Recorded) -> None:
    course = course_of(recorded, recorded.people[0])

    assert [one.response for one in course.assessments] == [Response.PR]
    assert course.assessments[0].visit == "DAY 28"
    assert [therapy.label for therapy in course.therapies] == ["IRINOTECAN"]
    assert course.clinical_progressions == (date(2025, 8, 19),)


def test_components_of_neuroblastoma_give_a_time_point() -> None:
    recorded, faults = understood(rows_of(given.NEUROBLASTOMA))

    assert faults == ()
    assert [point.visit for point in recorded.inrc_points[ID]] == ["DAY 28"]
    assert recorded.assessments[ID][0].response is Response.PR


def test_a_screen_failure_has_no_arm() -> None:
    rows = rows_of(given.FAILED)
    recorded, faults = understood(rows)

    assert faults == ()
    assert recorded.people[0].screen_failure
    assert rows["DM"][0]["ARMCD"] == "SCRNFAIL"


def test_rows_of_files_are_read_as_the_rows_at_hand(tmp_path: Path) -> None:
    rows = merge_rows([rows_of(given.DSRCT), rows_of(given.NEUROBLASTOMA, "06")])
    for code, mine in rows.items():
        names = list(dict.fromkeys(name for row in mine for name in row))
        with (tmp_path / f"{code.lower()}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(mine)

    at_hand, _ = study_of_rows(rows)
    from_files, faults = load_study(tmp_path)

    assert without_hints(faults) == ()
    for code, table in at_hand.tables.items():
        names = [name for name in table.columns if not name.startswith("#")]
        assert from_files.tables[code].select(names).equals(table.select(names)), code


def test_results_are_kept_as_entered_beside_the_standard_unit() -> None:
    (row,) = [row for row in rows_of(given.DSRCT)["LB"] if row["LBTESTCD"] == "BILI"]

    assert (row["LBORRES"], row["LBORRESU"]) == ("8.55", "umol/L")
    assert (row["LBSTRESC"], row["LBSTRESN"], row["LBSTRESU"]) == ("0.5", "0.5", "mg/dL")
    assert row["LBSTNRHI"] == "1.2"


def test_what_was_not_done_is_said_and_an_unscheduled_visit_is_told_by_its_day() -> None:
    rows = rows_of(given.DSRCT)["LB"]
    apart = rows_of((given.enter("chemistry", "", taken="2025-05-20", alt="90"),))["LB"]

    assert [row["LBTESTCD"] for row in rows if row.get("LBSTAT") == "NOT DONE"] == ["PLAT"]
    assert apart[0]["VISIT"] == "UNSCHEDULED 2025-05-20"
    assert "VISITNUM" not in apart[0]


def test_nothing_that_may_name_a_person_is_in_any_row() -> None:
    said = [text for rows in rows_of(given.DSRCT).values() for row in rows for text in row.values()]

    assert not any("Zhang" in text for text in said)


def test_a_removed_entry_is_in_no_row() -> None:
    removed = Filled(form="death", values=given.DEATH.values, removed=True)

    people = [
        rows_of((given.CONSENT, given.DEMOGRAPHY, one))["DM"][0] for one in (given.DEATH, removed)
    ]

    assert (people[0]["DTHDTC"], people[0]["DTHFL"]) == ("2025-10-09", "Y")
    assert "DTHDTC" not in people[1]


def test_an_age_below_two_years_is_told_in_months_and_one_that_is_not_settled_not_at_all() -> None:
    young = given.enter("demography", birth_date="2024-02-03", sex="male")
    unclear = given.enter("demography", birth_date="2017", sex="male")

    dm = rows_of((given.CONSENT, young))["DM"][0]
    assert (dm["AGE"], dm["AGEU"]) == ("13", "MONTHS")
    assert "AGE" not in rows_of((given.CONSENT, unclear))["DM"][0]


def test_what_the_forms_ask_settles_every_criterion_due_at_screening() -> None:
    person = person_of_entries(trial(given.TRIAL), given.DSRCT, "05")

    found = screen(trial(given.TRIAL), person, gate="screening", on=date(2025, 4, 3))

    assert {
        verdict.id: verdict.verdict
        for verdict in found.criteria
        if verdict.verdict is not Verdict.PASS
    } == {}
    assert len(found.criteria) > 15


def test_chemotherapy_of_the_log_keeps_the_infusion_away_until_two_weeks_have_passed() -> None:
    late = given.enter(
        "medication",
        occurrence=3,
        name="TOPOTECAN",
        category="bridging",
        purpose="bridging",
        route="iv",
        start="2025-04-30",
        ongoing="no",
        end="2025-05-01",
        **{"class": "antiproliferative"},
    )
    person = person_of_entries(trial(given.TRIAL), (*given.DSRCT, late), "05")

    found = screen(trial(given.TRIAL), person, gate="infusion", on=date(2025, 5, 12))

    (rule,) = [one for one in found.criteria if one.id == "I7c"]
    assert rule.verdict is Verdict.FAIL


def test_a_randomised_trial_by_its_file_alone_gives_arm_and_dose() -> None:
    protocol = trial("TRIALOGUE-DEMO-2")
    entries = [
        Filled(form="consent", values={"consent": "yes", "consent_date": "2026-11-02"}),
        Filled(form="demography", values={"birth_date": "1960-05", "sex": "male"}),
        Filled(form="randomisation", values={"randomisation_date": "2026-11-20", "arm": "low"}),
        Filled(form="first_dose", values={"first_dose_date": "2026-11-21", "dose": "100"}),
    ]

    rows = rows_of_entries(protocol, Enrolled(study=protocol.id, subject="7"), entries)
    calendar = calendar_of(protocol, course_of_entries(protocol, entries), date(2026, 12, 20))

    assert (rows["DM"][0]["ARMCD"], rows["DM"][0]["ACTARM"]) == ("LOW", "Lower dose")
    assert rows["DM"][0]["AGE"] == "66"
    assert calendar.visit("W4").state is State.DUE
    assert calendar.next is not None
    assert calendar.next.id == "W8"


def test_what_has_no_variable_is_a_supplemental_qualifier_of_its_row() -> None:
    rows = rows_of(given.DSRCT)

    said = {(row["QNAM"], row["QVAL"]) for row in rows["SUPPAE"]}
    assert ("AWARE", "2025-05-14T08:00") in said
    assert {row["IDVARVAL"] for row in rows["SUPPAE"]} == {rows["AE"][0]["AESEQ"]}
    assert all(len(row["QNAM"]) <= 8 for rows in rows.values() for row in rows if "QNAM" in row)
    names = [row["QNAM"] for row in rows["SUPPMH"]]
    assert len(names) == len(set(names))


def test_consolidation_is_another_treatment_only_where_the_endpoints_count_it() -> None:
    protocol = trial(given.TRIAL)
    transplant = given.enter(
        "procedure",
        name="Stem cell transplant",
        kind="transplant",
        category="consolidation",
        start="2025-07-01",
        ongoing="no",
        end="2025-07-01",
    )
    assert protocol.endpoints is not None
    times = replace(protocol.endpoints.times, consolidation_counts=False)
    without = replace(protocol, endpoints=replace(protocol.endpoints, times=times))

    counted = course_of_entries(protocol, (*given.TREATMENT, transplant)).ends
    passed_over = course_of_entries(without, (*given.TREATMENT, transplant)).ends

    assert [end.reason for end in counted] == [EndReason.OTHER_TREATMENT]
    assert passed_over == ()
