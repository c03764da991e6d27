"""Response proposed from the entries and confirmed by the reader; the cells of each assay."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.protocols.invented_entries import (
    COMPONENTS,
    CONSENT,
    DEMOGRAPHY,
    LESIONS,
    SAMPLES,
    TREATMENT,
    enter,
)
from tests.web.cast import make_user, signed_in
from tests.web.entries.people import Team
from tests.web.safety.conftest import Filler
from tests.web.safety.test_safety import text_of
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.models import Entry
from trialogue.web.safety.study import live_study

ONE = "/study/NCT06836505/participants/P-001/"
RESPONSE, CELLS = f"{ONE}response/", f"{ONE}kinetics/"


def disease(diagnosis: str) -> object:
    return enter(
        "disease",
        "screening",
        assessed="2025-04-03",
        diagnosis=diagnosis,
        diagnosed="2023-06",
        disease_status="refractory",
        evidence="less than a partial response",
        measurable="yes",
    )


DSRCT = (CONSENT, DEMOGRAPHY, disease("dsrct"), *TREATMENT, *LESIONS)
NEUROBLASTOMA = (CONSENT, DEMOGRAPHY, disease("neuroblastoma"), *TREATMENT, *COMPONENTS)


def test_recist_is_proposed_from_the_lesions_and_confirmed(team: Team, fill: Filler) -> None:
    person = fill("P-001", DSRCT)
    client = signed_in(team.ivan)

    before = text_of(client, RESPONSE)
    kept = client.post(RESPONSE, {"visit": "D28", "base": "0", "do": "confirm"})
    after = text_of(client, RESPONSE)

    assert "DAY 28 2025-06-09 Proposed: PR RECIST 1.1 – targets PR, non-targets NA" in before
    assert "Sum of the targets 62 36" in before
    assert "-41.9 %" in before
    assert "Not read yet." in before
    assert kept.status_code == 302
    assert "Reader: PR as proposed" in after
    entry = Entry.objects.get(participant=person, form="response")
    assert (entry.visit, entry.version, entry.made_by) == ("D28", 1, team.ivan)
    assert entry.values == {
        "assessed": "2025-06-09",
        "criteria": "recist_1_1",
        "overall": "pr",
        "basis": "Confirmed as proposed: targets PR, non-targets NA",
    }


def test_the_reader_differs_with_a_reason_only(team: Team, fill: Filler) -> None:
    person = fill("P-001", DSRCT)
    client = signed_in(team.ivan)
    client.post(RESPONSE, {"visit": "D28", "base": "0", "do": "confirm"})
    sent = {"visit": "D28", "base": "1", "do": "differ", "response": "SD"}

    silent = client.post(RESPONSE, sent)
    nothing = client.post(RESPONSE, {**sent, "response": "XX", "reason": "because"})
    stale = client.post(RESPONSE, {**sent, "base": "0", "reason": "scan of poor quality"})
    kept = client.post(RESPONSE, {**sent, "reason": "scan of poor quality"})

    assert [silent.status_code, nothing.status_code, stale.status_code] == [422, 422, 422]
    assert "Say why you differ" in silent.content.decode()
    assert kept.status_code == 302
    last = Entry.objects.filter(participant=person, form="response").latest("pk")
    assert (last.version, last.values["overall"]) == (2, "sd")
    assert last.values["basis"] == (
        "Differs from the proposal PR (targets PR, non-targets NA): scan of poor quality"
    )
    assert "Reader: SD differs from the proposal" in text_of(client, RESPONSE)


def test_inrc_is_proposed_from_its_components_with_gaps_and_marks(team: Team, fill: Filler) -> None:
    fill("P-001", NEUROBLASTOMA)

    page = text_of(signed_in(team.carol), RESPONSE)

    assert "DAY 28 2025-06-09 Proposed: PR INRC 2017" in page
    assert "Marrow: MD" in page
    assert "relative MIBG score 0.25" in page or "Soft tissue and bone: PR" in page
    assert "INRC 2017 thresholds: UNVERIFIED" in page
    assert "Confirm PR" not in page


def test_a_component_that_was_not_examined_is_a_gap(team: Team, fill: Filler) -> None:
    baseline, later = COMPONENTS
    values = {key: text for key, text in later.values.items() if key != "marrow"}
    gap = enter("inrc", "D28", **{key.replace(".", "__"): text for key, text in values.items()})
    fill("P-001", (*NEUROBLASTOMA[:-2], baseline, gap))

    page = text_of(signed_in(team.carol), RESPONSE)

    assert "Proposed: NE INRC 2017" in page
    assert "Gaps: marrow: marrow not examined" in page


def test_cells_are_shown_with_blq_as_such(team: Team, fill: Filler, reference: Protocol) -> None:
    person = fill("P-001", (*DSRCT, *SAMPLES))
    client = signed_in(team.carol)

    page = text_of(client, CELLS)
    live = live_study(reference, [person], person.made_at.date())
    peaks = {one.profile.assay: one.cmax for one in live.derived.kinetics}

    assert peaks == {"CARVCN in BLOOD": 3791.0, "CARFLOW in BLOOD": 12.5}
    assert "2025-05-12 08:00 -0.08 BLQ – below quantification 50" in page
    assert "peak (Cmax) 3791 copies/ug DNA" in page
    assert "No figure: the limit of quantification was not entered." in page
    assert client.get(CELLS).content.decode().count("<svg") >= 1


def test_markers_stand_beside_the_cells_with_their_samples(team: Team, fill: Filler) -> None:
    before = enter("inflammation", "D0", taken="2025-05-12T08:00", il6="<2", ferritin="120")
    fill("P-001", (*DSRCT, *SAMPLES, before))

    page = text_of(signed_in(team.carol), CELLS)
    chinese = text_of(signed_in(team.carol, "zh-hans"), CELLS)

    assert "Markers" in page
    assert "Peak 154.3 pg/mL" in page
    assert "the baseline is below a limit of quantification not recorded" in page
    assert "BLQ" in page.split("Markers")[1]
    assert "基线值低于定量限，而该限未记录" in chinese


def test_only_an_investigator_of_the_centre_judges(team: Team, fill: Filler) -> None:
    fill("P-001", DSRCT)
    sent = {"visit": "D28", "base": "0", "do": "confirm"}
    elsewhere = make_user("Ida", Role.INVESTIGATOR, "NCT06836505", "munich")

    assert Client().post(RESPONSE, sent).headers["Location"].startswith("/staff/sign-in/")
    for user in (team.carol, team.bernd, elsewhere):
        assert signed_in(user).post(RESPONSE, sent).status_code == 404
    for user in (team.bernd, elsewhere):
        for address in (RESPONSE, CELLS):
            assert signed_in(user).get(address).status_code == 404
    assert signed_in(team.ivan).post(RESPONSE, {**sent, "visit": "D60"}).status_code == 404
    assert not Entry.objects.filter(form="response").exists()


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "建议："), ("es", "Propuesta:")])
def test_the_reader_is_spoken_to_in_their_language(
    team: Team, fill: Filler, language: str, word: str
) -> None:
    fill("P-001", (*DSRCT, *SAMPLES))
    client = signed_in(team.ivan, language)

    assert word in text_of(client, RESPONSE)
    assert client.get(CELLS).status_code == 200
