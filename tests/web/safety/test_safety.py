"""Safety from the entries: grades beside their source, clocks, the trial's table and its people."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.protocols.invented_entries import (
    BLOOD_COUNT,
    CHEMISTRY_LATER,
    CONSENT,
    DEMOGRAPHY,
    EVENT,
    LATER_CHEMOTHERAPY,
    TREATMENT,
    enter,
)
from tests.web.cast import make_user, signed_in
from tests.web.entries.people import ELSEWHERE, HERE, PLANTED, Team
from tests.web.safety.conftest import Filler
from trialogue.core.forms import Filled
from trialogue.core.protocol import Protocol
from trialogue.core.safety import Period
from trialogue.core.safety.limiting import LimitingRule, StoppingBound, StoppingRule
from trialogue.core.truth import Truth
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.models import Draft, Entry, Identity
from trialogue.web.entries.outcomes import Refused, Saved
from trialogue.web.entries.places import Place
from trialogue.web.safety.clocks import ClockState, clocks_of
from trialogue.web.safety.overview import RELATIONS, behind, limits_of, table_of
from trialogue.web.safety.queries import whole_trial
from trialogue.web.safety.study import live_study

STUDY = "/study/NCT06836505/"
TRIAL = f"{STUDY}safety/"
ONE = f"{STUDY}participants/{{}}/safety/"
FORM = f"{STUDY}participants/{{}}/forms/{{}}/"
LOG = Place(form="adverse_event")


def text_of(client: Client, address: str) -> str:
    """Give what a page says, without its marks."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def sheet(form: str, occurrence: int = 1, **typed: str) -> Filled:
    return enter(form, occurrence=occurrence, **typed)


TREATED = (CONSENT, DEMOGRAPHY, *TREATMENT)
DSRCT = (*TREATED, EVENT)
"""A girl of 8, treated, with one serious event."""
CRS = sheet(
    "crs",
    assessed="2025-05-14T08:00",
    temperature="38.4",
    treated="no",
    hypotension="one_vasopressor",
    hypoxia="low_flow_cannula",
)
ICANS = sheet(
    "icans",
    assessed="2025-05-15",
    scale="capd",
    **{f"capd_{number}": "2" for number in range(1, 9)},
    arousal="voice",
    seizure="none",
    weakness="no",
    oedema="none",
)


def test_a_trial_without_participants_says_so(team: Team) -> None:
    page = text_of(signed_in(team.carol), TRIAL)

    assert "The protocol states no stopping rule." in page
    assert "The protocol does not define dose-limiting toxicity." in page
    assert "No adverse event of anybody treated stands in this period." in page


def test_laboratory_results_are_graded_beside_their_field_and_proposed(
    team: Team, fill: Filler
) -> None:
    fill("P-001", (*DSRCT, CHEMISTRY_LATER, BLOOD_COUNT))
    client = signed_in(team.carol)

    form = text_of(client, FORM.format("P-001", "chemistry") + "D7/1/")
    page = text_of(client, ONE.format("P-001"))

    reason = "95 U/L is above 3 × ULN (90), if the baseline was not above normal: grade 2"
    assert f"CTCAE 5.0 grade 2: {reason}" in form
    assert "Record as adverse event" in form
    assert "Grade 4 Neutrophil count decreased (CTCAE 5.0) 0.4 × 10⁹/L is below 0.5" in page
    assert page.index("Neutrophil count decreased") < page.index("Alanine aminotransferase")


def test_sheets_are_graded_from_their_parts_on_save(team: Team, fill: Filler) -> None:
    fill("P-001", (*DSRCT, CRS, ICANS))
    client = signed_in(team.ivan)

    crs = text_of(client, FORM.format("P-001", "crs") + "-/1/")
    icans = text_of(client, FORM.format("P-001", "icans") + "-/1/")
    page = text_of(client, ONE.format("P-001"))

    assert "ASTCT 2019 grade 3: hypotension: one vasopressor" in crs
    assert "ASTCT 2019 grade 3: CAPD 16: grade 3" in icans
    assert "Grade 3 Immune effector cell-associated neurotoxicity syndrome (ASTCT 2019)" in page
    assert "The log has it at grade 2 from 2025-05-14 06:00." in page


def test_blood_pressure_is_judged_by_the_childs_age(team: Team, fill: Filler) -> None:
    vital = enter("vital_signs", "D1", measured="2025-05-13T09:00", systolic="84")
    fill("P-001", (*DSRCT, vital))

    form = text_of(signed_in(team.carol), FORM.format("P-001", "vital_signs") + "D1/1/")

    assert "Low blood pressure for the age: 84 mmHg is below 86 mmHg (age 8)" in form


def test_pain_and_tian_raise_flags_and_no_grade(team: Team, fill: Filler) -> None:
    pain = sheet(
        "pain", assessed="2025-05-13T10:00", pain_score="6", opioid="yes", tian_type="type_1",
        tian_site="skull base", tian_grade="2",
    )  # fmt: skip
    fill("P-001", (*DSRCT, pain))
    client = signed_in(team.carol)

    form = text_of(client, FORM.format("P-001", "pain") + "-/1/")
    page = text_of(client, ONE.format("P-001"))

    assert "GD2 pain: pain 6 of 10: 4 or more" in form
    assert "Tumour inflammation-associated neurotoxicity (TIAN): recorded" in form
    assert "GD2 pain : pain 6 of 10: 4 or more" in page
    assert "Proposed" not in page


def test_an_event_is_prepared_as_a_draft_and_not_recorded(team: Team, fill: Filler) -> None:
    person = fill("P-001", DSRCT)
    client = signed_in(team.carol)
    before = Entry.objects.count()

    search = text_of(client, ONE.format("P-001") + "new/?q=neutro")
    chosen = text_of(client, ONE.format("P-001") + "new/?term=Neutrophil+count+decreased&grade=4")
    sent = {"term": "Neutrophil count decreased", "grade": "4", "start": "2025-05-19"}
    first = client.post(ONE.format("P-001") + "new/", sent)
    second = client.post(ONE.format("P-001") + "new/", {**sent, "grade": "3"})

    assert "Neutrophil count decreased Investigations · CTCAE 5.0 · criteria held" in search
    assert "4 <500/mm3; <0.5 x 10e9 /L" in chosen
    assert first.headers["Location"] == FORM.format("P-001", "adverse_event") + "-/2/"
    assert second.headers["Location"] == FORM.format("P-001", "adverse_event") + "-/3/"
    assert Entry.objects.count() == before
    assert Draft.objects.get(participant=person, occurrence=2).values == {
        "term": "Neutrophil count decreased",
        "ctcae_term": "Neutrophil count decreased",
        "organ_class": "Investigations",
        "grade": "4",
        "start": "2025-05-19",
        "ctcae": "5.0",
    }
    assert client.post(ONE.format("P-001") + "new/", {"term": "no such term"}).status_code == 404


def test_an_event_of_another_version_of_ctcae_is_refused(team: Team, fill: Filler) -> None:
    person = fill("P-001", DSRCT)
    values = {**EVENT.values, "ctcae": "6.0"}

    refused = save_entry(team.carol, person, LOG, values, base_version=1, reason="version")
    kept = save_entry(
        team.carol, person, LOG, {**values, "ctcae": "5.0"}, base_version=1, reason="version"
    )

    assert isinstance(refused, Refused)
    assert [one.message for one in refused.faults] == ["This trial grades by CTCAE 5.0, not 6.0."]
    assert isinstance(kept, Saved)


@pytest.mark.parametrize(
    ("reported", "now", "state", "left"),
    [
        ("", "2025-05-14T20:00", ClockState.RUNNING, 12),
        ("", "2025-05-15T10:00", ClockState.OVERDUE, 2),
        ("2025-05-15T08:00", "2025-06-01T00:00", ClockState.IN_TIME, None),
        ("2025-05-15T08:01", "2025-06-01T00:00", ClockState.LATE, None),
    ],
)
def test_a_serious_event_has_a_clock_of_24_hours(
    fill: Filler, reference: Protocol, reported: str, now: str, state: ClockState, left: int | None
) -> None:
    values = {**EVENT.values, **({"reported": reported} if reported else {})}
    person = fill("P-001", [CONSENT, replace(EVENT, values=values)])
    moment = timezone.make_aware(datetime.fromisoformat(now))

    (clock,) = clocks_of(live_study(reference, [person], moment.date()), moment)

    assert clock.state is state
    assert not clock.by_entry
    assert left is None or clock.hours_left == left


def test_without_a_known_time_the_clock_runs_from_the_first_entry_as_serious(
    team: Team, fill: Filler, reference: Protocol
) -> None:
    values = {key: text for key, text in EVENT.values.items() if key != "aware"}
    person = fill("P-001", [CONSENT, replace(EVENT, values={**values, "aware.absent": "unknown"})])
    changed = {**values, "aware.absent": "unknown", "outcome": "recovering"}
    save_entry(team.carol, person, LOG, changed, base_version=1, reason="new information")

    (clock,) = clocks_of(live_study(reference, [person], timezone.localdate()), timezone.now())

    first = Entry.objects.get(participant=person, form="adverse_event", version=1)
    assert clock.by_entry
    assert clock.since == first.made_at


def test_every_number_of_the_table_opens_those_who_are_counted(
    team: Team, fill: Filler, reference: Protocol
) -> None:
    mild = sheet(
        "adverse_event", 2, term="fever", ctcae_term="Fever", organ_class="General disorders",
        start="2025-05-20", end="2025-05-21", grade="1", relation="not_related",
        outcome="recovered", serious="no",
    )  # fmt: skip
    fill("P-001", (*DSRCT, mild))
    fill("P-002", (*TREATED, replace(mild, occurrence=1)))
    fill("P-003", [CONSENT])
    live = whole_trial(reference)

    for relation in RELATIONS:
        table = table_of(live.derived, Period.TREATMENT_EMERGENT, relation)
        assert table is not None
        assert table.at_risk == 2
        for line in table.lines:
            for cell in (line.any, *line.cells):
                found = behind(
                    live, table.period, relation, line.organ_class, line.term, cell.grade
                )
                assert len(found) == cell.n, (relation, line, cell)
    everything = table_of(live.derived, Period.TREATMENT_EMERGENT, RELATIONS[0])
    assert everything is not None
    assert {(line.term, line.any.n) for line in everything.lines if line.term} == {
        ("Cytokine release syndrome", 1),
        ("Fever", 2),
    }
    page = text_of(signed_in(team.carol), f"{TRIAL}behind/?term=Fever&class=General+disorders")
    assert "participants: 2" in page
    assert "P-001" in page
    assert "P-002" in page


def test_the_stopping_rule_is_a_visible_state(
    team: Team, fill: Filler, reference: Protocol
) -> None:
    fill("P-001", DSRCT)
    assert reference.endpoints is not None
    rule = LimitingRule(id="L1", words="grade 2 or more", grade=2)
    halt = StoppingRule(
        id="S1", words="halt", bounds=(StoppingBound(treated=1, stop_at=1),), source="protocol 9.2"
    )
    safety = replace(
        reference.endpoints.safety, limiting=(rule,), limiting_source="9.1", stopping=(halt,)
    )
    strict = replace(reference, endpoints=replace(reference.endpoints, safety=safety))

    limits = limits_of(whole_trial(strict).derived)

    assert (limits.yes, limits.open, limits.treated) == (1, 0, 1)
    assert limits.must_stop
    assert limits.stopping[0].reached is Truth.TRUE


def test_the_printed_report_names_nobody(team: Team, fill: Filler) -> None:
    person = fill("P-001", DSRCT)
    Identity.objects.create(participant=person, given_name=PLANTED, family_name="Musterfrau")
    client = signed_in(team.carol)
    address = ONE.format("P-001") + "event/1/"

    named = text_of(client, address)
    values = {**EVENT.values, "narrative": "She had fever on the second day."}
    save_entry(team.carol, person, LOG, values, base_version=1, reason="no names")
    plain = text_of(client, address)
    monitor = make_user("Mona", Role.MONITOR, "NCT06836505")
    withheld = text_of(signed_in(monitor), address)

    for page in (named, plain, withheld):
        assert PLANTED not in page
        assert "Zhang" not in page
    assert "The narrative holds a name" in named
    assert "She had fever on the second day." in plain
    assert "She had fever" not in withheld
    assert "☒ Hospital stay begun or prolonged" in plain
    assert "Age at onset (years) 8" in plain
    assert "follow-up report, version 2" in plain


ADDRESSES = (
    ONE.format("P-001"),
    ONE.format("P-001") + "new/",
    ONE.format("P-001") + "event/1/",
)


def test_another_centre_finds_nothing_and_sees_nobody(team: Team, fill: Filler) -> None:
    fill("P-001", DSRCT)
    stranger, bernd = Client(), signed_in(team.bernd)

    for address in (*ADDRESSES, TRIAL, f"{TRIAL}behind/"):
        assert stranger.get(address).headers["Location"].startswith("/staff/sign-in/")
    for address in ADDRESSES:
        assert bernd.get(address).status_code == 404, address
        assert bernd.post(address).status_code in (404, 405), address
    for address in (TRIAL, f"{TRIAL}behind/"):
        page = text_of(bernd, address)
        assert "P-001" not in page
        assert "Cytokine" not in page
    assert "0 of 1 treated" in text_of(bernd, TRIAL)
    assert HERE != ELSEWHERE


@pytest.mark.parametrize("role", [Role.EDITOR, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_may_not_see_participants_finds_no_page(team: Team, fill: Filler, role: Role) -> None:
    fill("P-001", [CONSENT])
    client = signed_in(make_user("Otto", role, "NCT06836505"))

    for address in (*ADDRESSES, TRIAL, f"{TRIAL}behind/"):
        assert client.get(address).status_code == 404, address


def test_who_only_reads_cannot_prepare_an_event(team: Team, fill: Filler) -> None:
    fill("P-001", [CONSENT])
    client = signed_in(make_user("Mona", Role.MONITOR, "NCT06836505"))

    assert client.get(ADDRESSES[1]).status_code == 404
    assert client.post(ADDRESSES[1], {"term": "Fever"}).status_code == 404
    assert "Record an adverse event" not in text_of(client, ADDRESSES[0])
    assert Draft.objects.count() == 0


def test_the_pages_speak_the_readers_language(team: Team, fill: Filler) -> None:
    fill("P-001", (*DSRCT, CRS))

    for language, word in (("zh-hans", "按分级建议记录"), ("es", "Propuesto por los grados")):
        page = text_of(signed_in(team.carol, language), ONE.format("P-001"))
        assert word in page
        assert "Proposed" not in page


def test_a_wrong_question_is_not_found(team: Team) -> None:
    client = signed_in(team.carol)

    assert client.get(f"{TRIAL}?period=ever").status_code == 404
    assert client.get(f"{TRIAL}behind/?grade=9").status_code == 404
    assert client.get("/study/NCT00000000/safety/").status_code == 404


def test_events_after_a_new_therapy_are_said_not_to_be_counted(team: Team, fill: Filler) -> None:
    late = sheet(
        "adverse_event", 2, term="fever", ctcae_term="Fever", organ_class="General disorders",
        start="2025-08-25", end="2025-08-26", grade="1", relation="not_related",
        outcome="recovered", serious="no",
    )  # fmt: skip
    fill("P-001", (*DSRCT, LATER_CHEMOTHERAPY, late))
    client = signed_in(team.carol)

    said = "1 event after new therapy is not counted here"
    assert said in text_of(client, TRIAL)
    assert said not in text_of(client, f"{TRIAL}?cause=related")
