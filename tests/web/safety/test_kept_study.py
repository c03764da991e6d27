"""A study that was gathered is gathered again as soon as anything about it changed."""

from __future__ import annotations

from tests.protocols.invented_entries import BLOOD_COUNT, CONSENT, DEMOGRAPHY
from tests.web.entries.people import ELSEWHERE, HERE, Team
from tests.web.safety.conftest import Filler
from trialogue.core.protocol import Protocol
from trialogue.web.accounts.models import StaffSession
from trialogue.web.accounts.permissions import Scope, Staff
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.outcomes import Saved
from trialogue.web.entries.places import Place
from trialogue.web.safety.queries import live_for, whole_trial


def test_nothing_new_gathers_nothing_and_each_entry_gathers_anew(
    team: Team, fill: Filler, reference: Protocol
) -> None:
    person = fill("P-001", (CONSENT, DEMOGRAPHY))

    first = whole_trial(reference)
    assert whole_trial(reference) is first

    place = Place(form=BLOOD_COUNT.form, visit=BLOOD_COUNT.visit, occurrence=1)
    saved = save_entry(team.carol, person, place, BLOOD_COUNT.values, base_version=0)
    assert isinstance(saved, Saved)
    second = whole_trial(reference)

    assert place not in first.entries_of(person)
    assert second.entries_of(person)[place].values == BLOOD_COUNT.values


def test_who_sees_one_centre_is_given_no_other_after_everybody_was_gathered(
    team: Team, fill: Filler, reference: Protocol
) -> None:
    fill("P-001", (CONSENT, DEMOGRAPHY))
    fill("P-002", (CONSENT, DEMOGRAPHY), centre=ELSEWHERE)
    scope = Scope(role=Role.INVESTIGATOR, registry_id=reference.id, centre=HERE)
    seer = Staff(user=team.ivan, scopes=(scope,), session=StaffSession(user=team.ivan))
    everybody = whole_trial(reference)

    seen = live_for(seer, reference)

    assert {person.subject for person in everybody.people} == {"P-001", "P-002"}
    assert {person.subject for person in seen.people} == {"P-001"}
    assert whole_trial(reference) is everybody
    assert live_for(seer, reference) is seen
