"""Amendments and majority, the second factor of a signature, and what an end stops."""

from __future__ import annotations

import hashlib

import pytest
from django.utils import timezone

from tests.protocols.invented_entries import CONSENT, DEMOGRAPHY, TREATMENT, enter
from tests.web.cast import PASSWORD, code_for, signed_in
from tests.web.study.path import TRIAL, Team, enrol_elsewhere, fill, fill_screening, save
from trialogue.web.accounts import second_factor
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import protocol_of
from trialogue.web.study.models import Signature
from trialogue.web.study.screening_log import log_of
from trialogue.web.study.signing import NotSigned, is_valid, sign
from trialogue.web.study.states import standings
from trialogue.web.trials.models import LoadedProtocol
from trialogue.web.trials.queries import loaded_protocol, newest_row

HOME = f"/study/{TRIAL}/"


def amend(version: str = "2") -> None:
    """Put the trial in force under another version."""
    row = newest_row(TRIAL)
    assert row is not None
    text = bytes(row.source).decode()
    source = text.replace(f'\nversion: "{row.version}"', f'\nversion: "{version}"', 1).encode()
    assert source.decode() != text
    LoadedProtocol.objects.create(
        registry_id=TRIAL,
        version=version,
        source_name="amended.yaml",
        source=source,
        sha256=hashlib.sha256(source).hexdigest(),
    )


def consent_again(team: Team, child: Participant, agreed: str, occurrence: int) -> None:
    filled = enter(
        "reconsent", "", occurrence, date="2026-05-01", reason="amendment", agreed=agreed,
        version="2.0", language="zh", signer="parent", assent="given",
    )  # fmt: skip
    place = Place(form="reconsent", occurrence=occurrence)
    outcome = save_entry(team.carol, child, place, filled.values, base_version=0)
    assert isinstance(outcome, Saved)


def test_an_amendment_touches_whoever_has_not_consented_to_it(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    carol = signed_in(team.carol)

    before = carol.get(f"{HOME}consents/").content.decode()
    amend()
    touched = carol.get(f"{HOME}consents/").content.decode()
    bound = [protocol_of(child).version]
    consent_again(team, child, "no", 1)
    bound.append(protocol_of(child).version)
    consent_again(team, child, "yes", 2)
    bound.append(protocol_of(child).version)

    assert "0 participants need a new consent" in before
    assert "Consent to version 2" in touched
    assert bound == ["1", "1", "2"]
    assert "0 participants need a new consent" in carol.get(f"{HOME}consents/").content.decode()
    versions = Entry.objects.order_by("pk").values_list("protocol_version", flat=True)
    assert list(versions) == ["1", "1", "1", "2"]


def test_a_correction_of_the_first_consent_binds_to_nothing_new(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)
    amend()
    save(team, child, CONSENT, version="1.1")

    assert protocol_of(child).version == "1"


def test_a_signature_asks_for_the_code_where_a_second_factor_is_on(
    team: Team, child: Participant
) -> None:
    now = timezone.now()
    team.ivan.totp_salt, team.ivan.totp_since = second_factor.make_salt(), now
    team.ivan.save()
    content = {"what": "x"}

    for code in ("", "000000"):
        with pytest.raises(NotSigned, match="code is wrong"):
            sign(team.ivan, PASSWORD, child, "test", content, statement="I saw it.", code=code)
    made = sign(
        team.ivan, PASSWORD, child, "test", content, statement="I saw it.",
        code=code_for(team.ivan, now),
    )  # fmt: skip

    assert Signature.objects.count() == 1
    assert made.second_factor
    assert is_valid(made, {"what": "x"})
    assert not is_valid(made, {"what": "y"})


def test_a_screening_that_ends_is_logged_with_its_criteria(
    team: Team, screened: Participant
) -> None:
    carol = signed_in(team.carol)
    failed = enter("screen_failure", date="2025-04-15", reason="exclusion_met", criteria="E3, E7")
    fill(team, screened, failed)
    protocol = loaded_protocol(TRIAL)
    assert protocol is not None

    log = log_of(protocol, standings([screened], timezone.localdate()))
    page, table = carol.get(f"{HOME}log/"), carol.get(f"{HOME}log.csv").content.decode()

    assert (log.screened, log.failed, log.enrolled, log.by_why) == (1, 1, 0, {"not_eligible": 1})
    assert [(id, number) for id, _words, number in log.reasons] == [("E3", 1), ("E7", 1)]
    assert "Criteria not met" in page.content.decode()
    assert table.splitlines()[1].split(",")[2:] == [
        "P-001", "1", "2025-04-02", "screen_failure", "2025-04-15", "not_eligible", "E3 E7",
        "An exclusion criterion is met",
    ]  # fmt: skip


def test_a_withdrawal_stops_what_was_withdrawn_from_and_nothing_else(
    team: Team, child: Participant
) -> None:
    fill_screening(team, child)
    enrol_elsewhere(team, child)
    fill(team, child, *TREATMENT)
    mona, place = signed_in(team.mona), f"{HOME}participants/P-001/ends/"
    before = mona.get(place)
    withdrawn = enter(
        "end_of_study", date="2025-06-01", reason="guardian_withdrew", from_treatment="yes",
        from_visits="yes", from_samples="yes", from_stored="no", from_contact="no",
    )  # fmt: skip
    fill(team, child, withdrawn)
    after = mona.get(place)
    mended = save(team, child, DEMOGRAPHY, race="other")

    assert standings([child], timezone.localdate())[0].state == "off"
    assert standings([child], timezone.localdate())[0].is_unsigned
    assert "Day 21" not in before.context["stopped"]
    assert "Day 21" in after.context["stopped"]
    assert "Survival contact, month 24" in after.context["goes_on"]
    assert isinstance(mended, Saved)
