"""Consent first; then criteria, decided one by one, signed; and what makes a signature fall."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.protocols.invented_entries import CHEMISTRY, CONSENT, DEMOGRAPHY, DISEASE, ENROLMENT
from tests.web.cast import PASSWORD, signed_in
from tests.web.study.path import TRIAL, Team, fill, fill_screening, make_child, save
from trialogue.web.accounts import throttle
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Outcome, Refused, Saved
from trialogue.web.entries.places import Place
from trialogue.web.study.gate_actions import Unruled, confirm_passing, rule, sign_off
from trialogue.web.study.gates import content_of, gate_state
from trialogue.web.study.guards import path_guard, path_guard_for_many
from trialogue.web.study.known import known_of
from trialogue.web.study.models import Ruling, Signature
from trialogue.web.study.signing import NotSigned, digest
from trialogue.web.study.states import standings

GATE = "enrolment"


def refusal(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused), outcome
    return " ".join(fault.message for fault in outcome.faults)


def state_of(child: Participant, gate: str = GATE):
    rulings = child.rulings.select_related("made_by")
    return gate_state(known_of(child), gate, rulings, child.signatures.all())


def seen(child: Participant, gate: str = GATE) -> str:
    known = known_of(child)
    return digest(content_of(known, state_of(child, gate).screening, child.rulings.all()))


def sign(team: Team, child: Participant, password: str = PASSWORD) -> Signature:
    return sign_off(team.ivan, password, child, GATE, seen=seen(child), statement="It fits.")


def obstacles(child: Participant) -> dict[str, str]:
    return {one.id: one.obstacle for one in state_of(child).obstacles}


def test_nothing_of_the_study_is_entered_before_a_valid_consent(
    team: Team, child: Participant
) -> None:
    before = save(team, child, DISEASE)
    refused = save(team, child, CONSENT, consent="no", assent="refused")
    still = save(team, child, DISEASE)
    given = save(team, child, CONSENT)
    after = save(team, child, DISEASE)

    assert "no consent has been entered" in refusal(before)
    assert isinstance(refused, Saved)
    assert "consent was refused" in refusal(still)
    assert isinstance(given, Saved)
    assert isinstance(after, Saved)


def test_a_minor_needs_a_guardian_and_the_day_of_birth_can_be_mended(
    team: Team, child: Participant
) -> None:
    adult = {"signer": "patient", "assent": "", "assent_date": ""}
    fill(team, child)
    alone = save(team, child, CONSENT, **adult)
    born = save(team, child, DEMOGRAPHY)
    other = save(team, child, DISEASE)
    mended = save(team, child, DEMOGRAPHY, birth_date="1999-05-09")
    now = save(team, child, DISEASE)

    assert isinstance(alone, Saved)
    assert isinstance(born, Saved)
    assert "a minor, and no guardian signed" in refusal(other)
    assert isinstance(mended, Saved)
    assert isinstance(now, Saved)


def test_a_child_who_does_not_assent_is_not_in_the_study(team: Team, child: Participant) -> None:
    save(team, child, CONSENT, assent="refused")

    assert "does not assent" in refusal(save(team, child, DEMOGRAPHY))


def test_only_what_is_due_confirmed_and_passing_can_be_signed(
    team: Team, screened: Participant
) -> None:
    unruled = obstacles(screened)
    with pytest.raises(NotSigned, match="open, unknown or failed"):
        sign(team, screened)
    confirm_passing(team.ivan, screened, GATE)

    assert set(unruled.values()) == {"open"}
    assert obstacles(screened) == {}
    with pytest.raises(NotSigned, match="password is wrong"):
        sign(team, screened, "not it")
    signed = sign(team, screened)
    assert (signed.signed_by, signed.signer_name, signed.meaning) == (
        team.ivan, "Ivan", "eligibility",
    )  # fmt: skip
    assert state_of(screened).signature_holds
    assert [one["id"] for one in signed.content["criteria"]] == [
        one.id for one in state_of(screened).decisions
    ]


def test_the_enrolment_form_opens_with_the_signature_only(
    team: Team, screened: Participant
) -> None:
    shut = save(team, screened, ENROLMENT)
    confirm_passing(team.ivan, screened, GATE)
    sign(team, screened)
    opened = save(team, screened, ENROLMENT)
    [standing] = standings([screened], screened.made_at.date())

    assert "signed eligibility sheet" in refusal(shut)
    assert isinstance(opened, Saved)
    assert (standing.state, standing.is_unsigned) == ("enrolled", False)


def test_the_signature_is_asked_of_many_as_of_one(
    team: Team, screened: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [make_child(team, f"P-{number}") for number in (2, 3)]
    fill(team, others[0], CONSENT)
    confirm_passing(team.ivan, screened, GATE)
    sign(team, screened)
    people, place = [screened, *others], Place(form="enrolment", visit="enrolment")

    with django_assert_num_queries(8):
        guard = path_guard_for_many(people)
        told = [guard(one, place, ENROLMENT.values) for one in people]

    assert told == [path_guard(one, place, ENROLMENT.values) for one in people]
    assert told[0] is None
    assert "signed eligibility sheet" in str(told[1])
    assert "before a valid consent" in str(told[2])


def test_a_failed_or_unknown_criterion_cannot_be_decided_away(
    team: Team, child: Participant
) -> None:
    fill_screening(team, child)
    save(team, child, CHEMISTRY, alt="400")
    save(team, child, DISEASE, disease_status="", disease_status__absent="unknown")
    confirm_passing(team.ivan, child, GATE)
    blocked = obstacles(child)
    for one in blocked:
        rule(team.ivan, child, GATE, one, "pass", "I know better")

    assert set(blocked.values()) == {"fail", "unknown"}
    assert obstacles(child) == blocked
    with pytest.raises(NotSigned):
        sign(team, child)


def test_a_decision_otherwise_needs_a_reason_and_stands_against_the_signature(
    team: Team, screened: Participant
) -> None:
    confirm_passing(team.ivan, screened, GATE)
    with pytest.raises(Unruled, match="Say why"):
        rule(team.ivan, screened, GATE, "I1", "fail", " ")
    rule(team.ivan, screened, GATE, "I1", "fail", "The histology was read again")

    assert obstacles(screened) == {"I1": "differs"}


def test_a_signature_and_a_ruling_fall_when_what_they_cover_changes(
    team: Team, screened: Participant
) -> None:
    confirm_passing(team.ivan, screened, GATE)
    sign(team, screened)
    save(team, screened, CHEMISTRY, alt="31")

    state = state_of(screened)
    assert not state.signature_holds
    assert {one.id: one.obstacle for one in state.obstacles} == {"I6a.alt": "fell"}
    assert "signed eligibility sheet" in refusal(save(team, screened, ENROLMENT))
    save(team, screened, CHEMISTRY)
    assert state_of(screened).signature_holds


def test_what_is_recorded_about_later_days_does_not_touch_a_signature(
    team: Team, screened: Participant
) -> None:
    confirm_passing(team.ivan, screened, GATE)
    signature = sign(team, screened)
    day = signature.content["as_of"]
    fill(team, screened)
    save(team, screened, ENROLMENT, enrolment_date=day)

    assert state_of(screened).signature_holds


def test_what_changed_after_it_was_seen_is_not_signed(team: Team, screened: Participant) -> None:
    confirm_passing(team.ivan, screened, GATE)
    before = seen(screened)
    save(team, screened, CHEMISTRY, alt="25")
    confirm_passing(team.ivan, screened, GATE)

    with pytest.raises(NotSigned, match="changed meanwhile"):
        sign_off(team.ivan, PASSWORD, screened, GATE, seen=before, statement="")


def test_guesses_at_the_password_have_to_wait(team: Team, screened: Participant) -> None:
    most = throttle.LIMITS[throttle.SIGNATURE][0].most
    for _try in range(most):
        with pytest.raises(NotSigned, match="wrong"):
            sign(team, screened, "guess")

    with pytest.raises(NotSigned, match="Too many tries"):
        sign(team, screened)


@pytest.mark.parametrize("table", ["ruling", "signature"])
def test_the_database_refuses_to_change_what_was_decided(
    table: str, team: Team, screened: Participant
) -> None:
    confirm_passing(team.ivan, screened, GATE)
    sign(team, screened)

    for statement in (
        f"UPDATE study_{table} SET id = id",  # noqa: S608 - our own table
        f"DELETE FROM study_{table}",  # noqa: S608 - our own table
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_page_of_a_gate_from_the_first_look_to_the_signature(
    team: Team, screened: Participant
) -> None:
    ivan, place = signed_in(team.ivan), f"/study/{TRIAL}/participants/P-001/gates/{GATE}/"

    first = ivan.get(place).content.decode()
    ivan.post(place, {"do": "confirm"})
    page = ivan.get(place)
    body = page.content.decode()
    stale = ivan.post(place, {"do": "sign", "password": PASSWORD, "seen": "x"})
    done = ivan.post(
        place, {"do": "sign", "password": PASSWORD, "seen": page.context["page"].seen}, follow=True
    )

    assert "Still to come" in first
    assert "criteria pass and are not confirmed yet" in first
    assert 'name="password"' not in first
    assert 'name="password"' in body
    assert "changed meanwhile" in stale.content.decode()
    assert "Signed, and it holds" in done.content.decode()
    assert Signature.objects.get().statement.startswith("I have checked every criterion")
    assert Ruling.objects.filter(made_by=team.ivan).count() == len(state_of(screened).decisions)


def test_a_decision_without_its_reason_is_said_beside_the_criterion(
    team: Team, screened: Participant
) -> None:
    ivan, place = signed_in(team.ivan), f"/study/{TRIAL}/participants/P-001/gates/{GATE}/"

    page = ivan.post(place, {"do": "rule", "criterion": "I1", "decided": "fail", "reason": ""})
    kept = ivan.post(place, {"do": "rule", "criterion": "I1", "decided": "fail", "reason": "Read"})

    assert "Say why you decide otherwise" in page.content.decode()
    assert kept.headers["Location"].endswith("#c-I1")


def test_the_sheet_is_printed_as_pdf(team: Team, screened: Participant) -> None:
    pytest.importorskip("typst")
    pdf = signed_in(team.mona).get(f"/study/{TRIAL}/participants/P-001/gates/{GATE}/sheet.pdf")

    assert pdf.content.startswith(b"%PDF")


PAGES = (
    *("", "log/", "log.csv", "consents/", "participants/P-001/consent/"),
    *("participants/P-001/gates/enrolment/", "participants/P-001/gates/enrolment/sheet.pdf"),
)


def test_a_stranger_signs_in_and_another_centre_finds_nothing(
    team: Team, screened: Participant, english: Client
) -> None:
    bernd = signed_in(team.bernd)
    for page in PAGES:
        place = f"/study/{TRIAL}/{page}"
        stranger, there = english.get(place), bernd.get(place)

        assert stranger.headers["Location"].startswith("/staff/sign-in/")
        assert there.status_code == (404 if "P-001" in page else 200), page
        assert there.status_code == 404 or b"P-001" not in there.content


def test_only_an_investigator_of_the_centre_decides(team: Team, screened: Participant) -> None:
    place = f"/study/{TRIAL}/participants/P-001/gates/{GATE}/"
    for person in (team.carol, team.petra, team.mona, team.bernd):
        assert signed_in(person).post(place, {"do": "confirm"}).status_code == 404
    assert not Ruling.objects.exists()
    assert "Decide otherwise" not in signed_in(team.mona).get(place).content.decode()


def test_the_home_takes_as_many_queries_for_five_as_for_one(
    team: Team, screened: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [screened]
    for number in range(4):
        child = make_child(team, f"P-01{number}")
        fill(team, child, CONSENT, DEMOGRAPHY)
        people.append(child)

    for some in (people[:1], people):
        with django_assert_num_queries(4):
            assert [one.state for one in standings(some, screened.made_at.date())] == [
                "screening"
            ] * len(some)


def test_what_is_missing_leads_to_the_form_that_asks_it(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, DISEASE)
    ivan, place = signed_in(team.ivan), f"/study/{TRIAL}/participants/P-001/"

    page = ivan.get(f"{place}gates/{GATE}/").content.decode()
    prepared = ivan.get(f"{place}gates/lymphodepletion/").content.decode()

    assert "enter it on “Cell collection”" in page
    assert f'href="{place}forms/collection/-/1/"' in page
    assert f'href="{place}forms/chemistry/screening/1/"' in page
    assert f'href="{place}forms/chemistry/before_lymphodepletion/1/"' in prepared


def test_the_sheets_lead_to_the_gate_after_the_last_that_was_signed(
    team: Team, screened: Participant
) -> None:
    ivan, place = signed_in(team.ivan), f"/study/{TRIAL}/participants/P-001/gates/"

    before = ivan.get(place).headers["Location"]
    confirm_passing(team.ivan, screened, GATE)
    sign(team, screened)
    after = ivan.get(place).headers["Location"]

    assert before == f"{place}screening/"
    assert after == f"{place}lymphodepletion/"
