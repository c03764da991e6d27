"""Candidates, cells, orders, deviations: from the first note to the bag at the bedside."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.protocols.invented_entries import COLLECTION, CONSENT, DEMOGRAPHY, ENROLMENT, TREATMENT
from tests.web.cast import PASSWORD, signed_in
from tests.web.study.path import HERE, TRIAL, Team, fill, make_child, product, save
from trialogue.web.entries.models import Draft, Entry, Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.study import orders
from trialogue.web.study.candidates import add_candidate, take_on
from trialogue.web.study.chain import bags_of, scan
from trialogue.web.study.deviations import deviations_of
from trialogue.web.study.gate_actions import confirm_passing, sign_off
from trialogue.web.study.gates import content_of, gate_state
from trialogue.web.study.known import known_of
from trialogue.web.study.models import Candidate, CandidateFact, Signature
from trialogue.web.study.signing import NotSigned, digest
from trialogue.web.study.states import standings
from trialogue.web.trials.queries import loaded_protocol

LIST = """subject,item,value,unit,start
H-77,sex,female,,
H-77,weight,24.5,kg,2026-01-02
H-78,sex,male,,
"""
HOME = f"/study/{TRIAL}/"


def test_a_list_makes_candidates_with_codes_of_ours(team: Team) -> None:
    carol = signed_in(team.carol)
    file = SimpleUploadedFile("list.csv", LIST.encode())
    broken = SimpleUploadedFile("list.csv", LIST.replace("24.5", "a lot").encode())

    bad = carol.post(f"{HOME}candidates/", {"do": "list", "centre": HERE, "file": broken})
    none = Candidate.objects.count()
    good = carol.post(f"{HOME}candidates/", {"do": "list", "centre": HERE, "file": file})

    assert "Nothing was taken" in bad.content.decode()
    assert none == 0
    assert "2 candidates were taken" in good.content.decode()
    assert list(Candidate.objects.values_list("subject", "source")) == [
        ("PRE-0001", "list:list.csv"), ("PRE-0002", "list:list.csv"),
    ]  # fmt: skip
    assert "H-77" not in str(list(CandidateFact.objects.values_list("row", flat=True)))


def test_what_was_told_is_a_draft_after_consent_and_never_an_entry(team: Team) -> None:
    candidate = add_candidate(team.carol, TRIAL, HERE, "hand")
    for item, value, unit in (("birth_date", "2017-05-09", ""), ("weight", "24.5", "kg")):
        CandidateFact.objects.create(
            candidate=candidate, row={"item": item, "value": value, "unit": unit}
        )
    protocol = loaded_protocol(TRIAL)
    assert protocol is not None

    child = take_on(team.carol, candidate, protocol)
    before = Draft.objects.count()
    assert isinstance(save(team, child, CONSENT), Saved)

    assert take_on(team.carol, candidate, protocol) == child
    assert before == 0
    assert [(one.form, one.values) for one in Draft.objects.order_by("form")] == [
        ("demography", {"birth_date": "2017-05-09"}),
        ("vital_signs", {"weight": "24.5", "weight.unit": "kg"}),
    ]
    assert set(Entry.objects.values_list("form", flat=True)) == {"consent"}
    page = signed_in(team.ivan).get(
        f"{HOME}participants/{child.subject}/forms/demography/screening/1/"
    )
    assert "Told, not examined: 2017-05-09" in page.content.decode()


def test_a_candidate_from_the_first_note_to_the_participant(team: Team) -> None:
    carol = signed_in(team.carol)
    made = carol.post(f"{HOME}candidates/", {"do": "hand", "centre": HERE, "note": "A call"})
    place = made.headers["Location"]

    carol.post(place, {"do": "closed", "text": "moved away"})
    shut = carol.get(place).content.decode()
    carol.post(place, {"do": "reopened", "text": "came back"})
    on = carol.post(place, {"do": "participant", "subject": "GZ-07"})

    assert "Does not go on" in shut
    assert 'value="participant"' not in shut
    assert on.headers["Location"] == f"{HOME}participants/GZ-07/"
    assert Participant.objects.get().candidate == Candidate.objects.get()


def test_a_donor_without_consent_and_a_strange_collection_stand_against_a_product(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    donor = {"t_cell_source": "donor", "why_donor": "few cells", "donor_code": "D-1",
             "donor_consent": "no", "donor_healthy": "yes"}  # fmt: skip
    save(team, child, COLLECTION, **donor)
    fill(team, child, product(), product(2, lot="LOT-06", collection_code="C-99"))

    [own, strange] = bags_of(known_of(child))

    assert own.against == ("Something stands against its collection.",)
    assert strange.against == ("Made from a collection that is not this participant’s: C-99.",)


def test_a_scan_that_does_not_match_is_refused_and_kept(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, COLLECTION, product())
    other = make_child(team, "P-002")
    fill(team, other, CONSENT, DEMOGRAPHY, COLLECTION, product())

    right = scan(team.petra, child, "bedside", f" {TRIAL}:P-001:LOT-05 ")
    wrong = scan(team.petra, child, "bedside", f"{TRIAL}:P-002:LOT-05")

    assert (right.matches, wrong.matches) == (True, False)
    page = signed_in(team.petra).get(f"{HOME}participants/P-001/cells/").content.decode()
    assert "does NOT match" in page
    assert page.count("<svg") >= 1
    label = signed_in(team.mona).get(f"{HOME}participants/P-001/cells/1/label/").content.decode()
    assert f"{TRIAL}:P-001:LOT-05" in label


def numbers(**other: str) -> dict[str, str]:
    today = timezone.localdate()
    given = {
        "height": "126", "weight": "24.5", "weighed": today.isoformat(), "clearance": "110",
        "days": "3", "start": today.isoformat(),
        "at_infusion": (today + timedelta(days=5)).isoformat(),
    }  # fmt: skip
    return {**given, **other}


def seen_order(child: Participant, values: dict[str, str]) -> str:
    known = known_of(child)
    sheet, _faults = orders.calculate(known, "lymphodepletion", values)
    assert sheet is not None
    return digest(orders.content_of(known, "lymphodepletion", values, sheet))


@pytest.fixture
def cleared(team: Team, screened: Participant, monkeypatch: pytest.MonkeyPatch) -> Participant:
    """Give a child whose gate before the lymphodepletion counts as signed."""
    monkeypatch.setattr(orders, "standing_signature", lambda known, gate: object())
    return screened


def order(team: Team, child: Participant, values: dict[str, str]) -> Signature:
    return orders.sign_order(
        team.ivan, PASSWORD, child, "lymphodepletion", values,
        seen=seen_order(child, values), statement="I order it.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"weighed": "2026-01-01"}, "Weigh today"),
        ({"at_infusion": ""}, "window"),
        ({"clearance": ""}, "kidney function is not given"),
        ({"clearance": "20"}, "must not be given"),
        ({"days": "9"}, "number of days is refused"),
    ],
)
def test_an_order_is_not_signed_while(
    other: dict[str, str], why: str, team: Team, cleared: Participant
) -> None:
    values = numbers(**other)
    known = known_of(cleared)
    sheet, _faults = orders.calculate(known, "lymphodepletion", values)
    assert sheet is not None

    against = orders.obstacles_of(known, "lymphodepletion", sheet, timezone.localdate())

    assert [one for one in against if why in one]
    with pytest.raises(NotSigned, match="stands against"):
        order(team, cleared, values)


def test_an_order_needs_its_gate_signed_and_a_second_person(
    team: Team, cleared: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(team, cleared, numbers())
    with pytest.raises(NotSigned, match="another one"):
        orders.sign_check(team.ivan, PASSWORD, cleared, "lymphodepletion", statement="")
    orders.sign_check(team.petra, PASSWORD, cleared, "lymphodepletion", statement="")
    known = known_of(cleared)

    ready = orders.order_of(known, "lymphodepletion", cleared.signatures.all())
    monkeypatch.undo()
    sheet, _faults = orders.calculate(known, "lymphodepletion", numbers())
    assert sheet is not None
    against = orders.obstacles_of(known, "lymphodepletion", sheet, timezone.localdate())

    assert ready is not None
    assert ready.is_ready
    assert [one["amount"] for one in ready.signature.content["doses"]] == ["23.15", "463.01"]
    assert against == ["The eligibility at the gate before it is not signed, or has fallen."]


def test_an_order_falls_with_a_new_weight(team: Team, cleared: Participant) -> None:
    order(team, cleared, numbers())
    orders.sign_check(team.petra, PASSWORD, cleared, "lymphodepletion", statement="")
    weighed = Entry.objects.get(form="vital_signs").values
    from tests.protocols.invented_entries import enter

    measured = {"measured": "2025-05-06T09:00", "weight": "26", "height": weighed["height"]}
    outcome = save(team, cleared, enter("vital_signs", "before_lymphodepletion", **measured))

    found = orders.order_of(known_of(cleared), "lymphodepletion", cleared.signatures.all())
    assert isinstance(outcome, Saved)
    assert found is not None
    assert (found.holds, found.check_holds) == (False, False)


def test_the_page_of_an_order_from_the_numbers_to_the_check(
    team: Team, cleared: Participant
) -> None:
    place = f"{HOME}participants/P-001/orders/lymphodepletion/"
    ivan, petra = signed_in(team.ivan), signed_in(team.petra)
    sent = {**numbers(), "do": "calculate"}

    first = ivan.post(place, sent)
    signed = ivan.post(
        place, {**sent, "do": "sign", "password": PASSWORD, "seen": first.context["seen"]}
    )
    own = ivan.get(place).content.decode()
    checked = petra.post(place, {"do": "check", "password": PASSWORD}, follow=True)

    assert "Sign the order" in first.content.decode()
    assert signed.status_code == 302, signed.content.decode()
    assert "a second person checks it" in own
    assert checked.content.decode().count("Signed, and it holds") == 2


def test_deviations_follow_from_what_was_entered(team: Team, screened: Participant) -> None:
    confirm_passing(team.ivan, screened, "enrolment")
    known = known_of(screened)
    rulings = list(screened.rulings.all())
    state = gate_state(known, "enrolment", rulings, ())
    seen = digest(content_of(known, state.screening, rulings))
    sign_off(team.ivan, PASSWORD, screened, "enrolment", seen=seen, statement="")
    save(team, screened, ENROLMENT, enrolment_date=state.screening.as_of.isoformat())
    fill(team, screened, product(), *TREATMENT[:-1])
    save(team, screened, TREATMENT[-1], dose="10.01", lot="LOT-99", identity_checked="no")

    found = deviations_of(
        known_of(screened), list(screened.signatures.all()), list(screened.rulings.all()),
        timezone.localdate(),
    )  # fmt: skip
    words = " ".join(one.words for one in found)
    keys = {re.sub(r"-\d+$", "", one.key) for one in found}

    assert {"dose", "lot", "identity", "order-infusion", "order-lymphodepletion"} <= keys
    assert "Dose given: 10.01 × 10⁶/kg; the protocol allows 1.00 to 10.00." in words
    assert "gate-enrolment" not in keys
    assert {"gate-lymphodepletion", "gate-infusion"} <= keys
    [standing] = standings([screened], timezone.localdate())
    assert standing.state == "follow_up"

    carol, key = signed_in(team.carol), next(one.key for one in found if "10.01" in one.words)
    begun = carol.post(f"{HOME}participants/P-001/deviations/", {"key": key})
    draft = Draft.objects.get(form="deviation").values
    assert "/forms/deviation/-/1/" in begun.headers["Location"]
    assert (draft["kind"], draft["occurred"]) == ("dose", "2025-05-12")


@pytest.mark.parametrize(("dose", "deviates"), [("1.00", False), ("0.99", True), ("10.004", False),
                                                ("10.005", True)])  # fmt: skip
def test_a_dose_is_judged_as_the_protocol_prints_it(
    dose: str, deviates: bool, team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    save(team, child, TREATMENT[-1], dose=dose)

    found = deviations_of(known_of(child), [], [], timezone.localdate())

    assert any(one.key.startswith("dose-") for one in found) is deviates


PAGES = (
    "candidates/", "candidates/PRE-0001/", "participants/P-001/cells/",
    "participants/P-001/cells/1/label/", "participants/P-001/orders/",
    "participants/P-001/orders/infusion/", "participants/P-001/deviations/",
)  # fmt: skip


def test_strangers_and_other_centres_find_none_of_it(
    team: Team, child: Participant, english: Client
) -> None:
    add_candidate(team.carol, TRIAL, HERE, "hand")
    fill(team, child, CONSENT, DEMOGRAPHY, COLLECTION, product())
    bernd, mona = signed_in(team.bernd), signed_in(team.mona)
    for page in PAGES:
        stranger, there = english.get(HOME + page), bernd.get(HOME + page)

        assert stranger.headers["Location"].startswith("/staff/sign-in/"), page
        assert there.status_code == (200 if page == "candidates/" else 404), page
        assert there.status_code == 404 or b"PRE-0001" not in there.content
        assert mona.get(HOME + page).status_code in ((404,) if "candidates" in page else (200, 302))
    assert (
        mona.post(f"{HOME}participants/P-001/cells/", {"step": "bedside", "given": "x"}).status_code
        == 404
    )
