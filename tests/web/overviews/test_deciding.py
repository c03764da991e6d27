"""Approving, sending back, withdrawing: who and when, with what reason, and nothing undone."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.overviews.conftest import TODAY, Desk, Load, approve, lie, write
from trialogue.report.overview import Item
from trialogue.web.overviews import actions
from trialogue.web.overviews.models import Answer, AuthorKind, Decision, Draft, Finding
from trialogue.web.overviews.policies import State
from trialogue.web.overviews.queries import public_overview, state_of_draft
from trialogue.web.overviews.rows import draft_of, result_of


def test_a_draft_comes_back_from_its_row_as_it_was(written: Draft) -> None:
    row = Draft.objects.get(pk=written.pk)

    again = result_of(row, list(row.findings.all()))

    assert again.failures == ()
    assert again.draft.text.startswith("This study is about Acute Myeloid Leukemia.")
    assert [one.sentence for one in again.placed] == [said for _, said in draft_of(row).sentences()]
    assert any(span.path == "conditions[0]" for one in again.placed for span in one.spans)


@pytest.mark.parametrize(
    ("item", "sentence", "kind"),
    [
        ("benefits", "Zorbatinib will cure leukemia.", "PROMISE"),
        ("what", "You will take Zorbatinib 400 mg by mouth twice a day.", "NUMBER"),
        ("who", "People from 16 to 60 years old can join.", "NUMBER"),
    ],
)
def test_a_lie_can_be_written_but_not_approved(
    written: Draft, desk: Desk, load: Load, item: str, sentence: str, kind: str
) -> None:
    lying = lie(written, item, sentence, by=desk.eva)
    reasons = {f"n{one.pk}": "I want it so" for one in lying.findings.all()}

    assert kind in {one.kind for one in lying.findings.all()}
    with pytest.raises(actions.NotNow, match="have to be written anew"):
        approve(lying, desk.paul, **reasons)
    assert public_overview(load(), "en") is None


def test_a_finding_that_may_stand_needs_a_reason_which_is_kept(
    written: Draft, desk: Desk, load: Load
) -> None:
    told = lie(written, "risks", "The team counts side effects.", "Many feel tired.", by=desk.eva)
    findings = list(told.findings.all())

    with pytest.raises(actions.NotNow, match="each finding needs your reason"):
        approve(told, desk.paul)
    approve(told, desk.paul, **{f"n{one.pk}": "see the consent form" for one in findings})

    assert {one.kind for one in findings} == {"WORD", "NO_SPAN"}
    assert [(one.finding, one.reason) for one in Answer.objects.all()] == [
        (one, "see the consent form") for one in findings
    ]
    assert state_of_draft(told) is State.PUBLIC


def test_nobody_approves_words_of_their_own(written: Draft, desk: Desk) -> None:
    own = lie(written, "risks", "The team counts side effects.", by=desk.paul)

    with pytest.raises(actions.NotNow, match="somebody else must approve"):
        approve(own, desk.paul)
    assert approve(own, desk.petra).person == "Petra"


def test_checking_it_again_does_not_make_words_another_person_s(written: Draft, desk: Desk) -> None:
    own = lie(written, "risks", "The team counts side effects.", by=desk.paul)
    texts = {one.item: "\n".join(one.sentences) for one in draft_of(own).sections}

    again = actions.change_draft(own, texts, desk.petra, TODAY)

    assert (again.author_name, again.by) == ("Paul", desk.paul)
    with pytest.raises(actions.NotNow, match="somebody else must approve"):
        approve(again, desk.paul)


def test_a_change_is_a_new_draft_by_the_person_who_wrote_it(written: Draft, desk: Desk) -> None:
    changed = lie(written, "benefits", by=desk.eva)

    assert (changed.author_kind, changed.author_name, changed.based_on) == (
        AuthorKind.PERSON, "Eva", written,
    )  # fmt: skip
    assert draft_of(changed).section(Item.BENEFITS).is_silent  # type: ignore[union-attr]  # it has all items
    assert {one.kind for one in changed.findings.all()} == {"SILENCE"}


def test_a_draft_of_an_earlier_state_cannot_be_approved(
    written: Draft, desk: Desk, load: Load
) -> None:
    load("1" * 16, status="SUSPENDED")

    with pytest.raises(actions.NotNow, match="the record has changed since"):
        approve(written, desk.paul)
    assert state_of_draft(written) is State.CHANGED


def test_a_draft_that_an_older_release_checked_is_checked_again_first(
    written: Draft, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "__version__", "99.0")

    with pytest.raises(actions.NotNow, match="an older release checked this draft"):
        approve(written, desk.paul)


def test_a_public_overview_is_not_approved_twice(written: Draft, desk: Desk) -> None:
    approve(written, desk.paul)

    with pytest.raises(actions.NotNow):
        approve(written, desk.petra)
    assert Decision.objects.count() == 1


def test_a_later_approval_replaces_the_earlier_one(written: Draft, desk: Desk) -> None:
    approve(written, desk.paul)
    second = write("en")

    approve(second, desk.paul)

    assert (state_of_draft(written), state_of_draft(second)) == (State.REPLACED, State.PUBLIC)


def test_sending_back_needs_a_reason_and_ends_it(written: Draft, desk: Desk) -> None:
    with pytest.raises(actions.NotNow, match="say why"):
        actions.send_back(written.pk, desk.paul, "  ")

    actions.send_back(written.pk, desk.paul, "too long")

    assert state_of_draft(written) is State.SENT_BACK
    with pytest.raises(actions.NotNow):
        approve(written, desk.paul)


def test_what_is_not_public_cannot_be_withdrawn(written: Draft, desk: Desk) -> None:
    with pytest.raises(actions.NotNow):
        actions.withdraw(written.pk, desk.paul, "no")


@pytest.mark.parametrize("table", ["draft", "finding", "decision", "answer"])
@pytest.mark.parametrize("change", ["DELETE FROM {0}", "UPDATE {0} SET id = id"])
def test_the_database_refuses_to_change_what_was_written_or_decided(
    written: Draft, desk: Desk, table: str, change: str
) -> None:
    told = lie(written, "risks", "The team counts side effects.", "Many feel tired.", by=desk.eva)
    approve(told, desk.paul, **{f"n{one.pk}": "asked the team" for one in told.findings.all()})
    statement = change.format(f"overviews_{table}")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Finding.objects.count() == Answer.objects.count() == 3
