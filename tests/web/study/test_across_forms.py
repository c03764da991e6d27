"""What one form says about another: births, forms that concern nobody, queries that go again."""

from __future__ import annotations

import html

from tests.protocols.invented_entries import CONSENT, DEATH, DEMOGRAPHY, SURVIVAL, enter
from tests.web.cast import signed_in
from tests.web.study.path import PREGNANCY_TEST, TRIAL, Team, fill, save
from trialogue.web.entries.actions import remove_entry
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Refused, Saved
from trialogue.web.entries.places import Place
from trialogue.web.oversight.models import Query
from trialogue.web.oversight.steps import state_of
from trialogue.web.oversight.words import say_question

FORM = f"/study/{TRIAL}/participants/P-001/forms/pregnancy_test/screening/1/"
WEIGHT = enter("vital_signs", "screening", measured="2025-04-03T09:00", weight="24.5")


def states() -> list[tuple[str, str, str]]:
    return [(one.form, one.field, state_of(one).value) for one in Query.objects.all()]


def test_a_date_before_the_birth_is_refused_on_entry(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY)

    early = save(team, child, WEIGHT, measured="2016-04-03T09:00")
    right = save(team, child, WEIGHT)

    assert isinstance(early, Refused)
    [fault] = early.faults
    assert (fault.field, "2017-05-09" in fault.message) == ("measured", True)
    assert isinstance(right, Saved)


def test_a_form_is_asked_until_it_is_known_not_to_concern(team: Team, child: Participant) -> None:
    """A pregnancy test is for whom it concerns; while the sex is not entered it is asked."""
    fill(team, child, CONSENT)
    carol = signed_in(team.carol)
    unknown = carol.get(FORM).content.decode()
    fill(team, child, enter("demography", "screening", birth_date="2017-05-09", sex="male"))

    spared = html.unescape(carol.get(FORM).content.decode())
    page = carol.get(f"/study/{TRIAL}/participants/P-001/").content.decode()
    typed = {f"v-{key}": text for key, text in PREGNANCY_TEST.values.items()}
    posted = carol.post(FORM, {"do": "save", "base": "0", **typed})

    assert "does not concern" not in unknown
    assert 'value="save"' in unknown
    assert "This form does not concern this participant: it is only for Sex: Female" in spared
    assert 'value="save"' not in spared
    assert "does not concern this participant" in page
    assert posted.status_code == 200
    assert not child.entries.filter(form="pregnancy_test").exists()


def test_what_was_entered_before_it_was_known_can_be_corrected(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, PREGNANCY_TEST)
    fill(team, child, enter("demography", "screening", birth_date="2017-05-09", sex="male"))

    page = signed_in(team.carol).get(FORM).content.decode()

    assert 'value="save"' in page


def test_a_query_across_forms_goes_when_either_side_is_mended(
    team: Team, child: Participant
) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, DEATH)
    late = {"contacted": "2025-10-10"}
    save(team, child, SURVIVAL, **late)

    [query] = Query.objects.all()
    assert (query.form, query.field, query.opened_by) == ("death", "date", team.carol)
    assert "Survival contact 2025-10-10" in say_question(query)
    assert states() == [("death", "date", "open")]

    save(team, child, SURVIVAL)
    assert states() == [("death", "date", "closed")]

    save(team, child, SURVIVAL, **late)
    assert states() == [("death", "date", "open")]

    save(team, child, DEATH, date="2025-11-09")
    assert states() == [("death", "date", "closed")]


def test_a_form_that_no_rule_reads_is_seen_after_a_death(team: Team, child: Participant) -> None:
    fill(team, child, CONSENT, DEMOGRAPHY, WEIGHT)
    assert states() == []
    fill(team, child, DEATH)
    fill(team, child, enter("vital_signs", "D365", measured="2026-05-12T09:00", weight="25"))

    assert states() == [("death", "date", "open")]
    gone = remove_entry(
        team.carol, child, Place(form="vital_signs", visit="D365"), base_version=1, reason="copy"
    )
    assert isinstance(gone, Saved)
    assert states() == [("death", "date", "closed")]
