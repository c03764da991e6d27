"""Only a named person's approval of this text, for this state of the record, makes it public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.report.overview.factory import record
from trialogue.core.record import Enrollment, Version
from trialogue.report.overview.approval import (
    NotApprovable,
    approve,
    digest_record,
    is_public,
)
from trialogue.report.overview.draft import Section
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.outline import Item
from trialogue.report.overview.result import GateResult, Kind
from trialogue.report.overview.source import read_source
from trialogue.report.overview.writer.by_rules import write_by_rules

TODAY = date(2026, 11, 23)
RECORD = record()


def checked(*more: str) -> GateResult:
    """Check a true draft, with more sentences of what happens."""
    source = read_source(RECORD)
    draft = write_by_rules(source, "en", TODAY)
    sections = tuple(
        Section(item=one.item, sentences=(*one.sentences, *more)) if one.item is Item.WHAT else one
        for one in draft.sections
    )
    return check_draft(replace(draft, sections=sections), source)


def test_nothing_is_public_without_an_approval() -> None:
    assert not is_public(None, RECORD)


def test_an_approved_overview_is_public() -> None:
    approval = approve(checked(), RECORD, person="Ada Lang", on=TODAY, answers={})

    assert is_public(approval, RECORD)
    assert (approval.person, approval.on, approval.draft.author.kind) == (
        "Ada Lang", TODAY, "rules",
    )  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        record(enrollment=Enrollment(count=121, kind="ESTIMATED")),
        record(status="COMPLETED"),
        record(criteria=RECORD.criteria + "\n* Asthma"),
        record(id="NCT99999902"),
    ],
)
def test_a_changed_record_withdraws_the_approval(changed: object) -> None:
    approval = approve(checked(), RECORD, person="Ada Lang", on=TODAY, answers={})

    assert not is_public(approval, changed)  # type: ignore[arg-type]  # a table of records


def test_a_record_that_was_only_posted_again_keeps_it() -> None:
    approval = approve(checked(), RECORD, person="Ada Lang", on=TODAY, answers={})
    again = record(version=Version(posted="2026-05-05", digest="fedcba9876543210"))

    assert is_public(approval, again)


@pytest.mark.parametrize("nobody", ["", "  "])
def test_nobody_cannot_approve(nobody: str) -> None:
    with pytest.raises(NotApprovable, match="name of a person"):
        approve(checked(), RECORD, person=nobody, on=TODAY, answers={})


def test_what_must_be_rewritten_nobody_can_let_pass() -> None:
    lying = checked("You will take Zorbatinib 400 mg by mouth.")
    answers = dict.fromkeys(lying.failures, "it is fine")

    with pytest.raises(NotApprovable, match="rewritten") as refused:
        approve(lying, RECORD, person="Ada Lang", on=TODAY, answers=answers)

    assert {one.kind for one in refused.value.failures} == {Kind.NUMBER}


def test_what_waits_needs_the_reason_of_the_person_who_lets_it_pass() -> None:
    waiting = checked("The team phones you sometimes.")
    assert waiting.failures
    assert all(one.may_be_settled for one in waiting.failures)

    with pytest.raises(NotApprovable, match="reason"):
        approve(waiting, RECORD, person="Ada Lang", on=TODAY, answers={})
    answers = dict.fromkeys(waiting.failures, "the protocol says so")
    approval = approve(waiting, RECORD, person="Ada Lang", on=TODAY, answers=answers)

    assert is_public(approval, RECORD)
    assert set(approval.answers) == set(waiting.failures)


def test_a_draft_of_an_older_record_cannot_be_approved() -> None:
    with pytest.raises(NotApprovable, match="changed"):
        approve(checked(), record(status="COMPLETED"), person="Ada Lang", on=TODAY, answers={})


def test_the_digest_is_that_of_the_content() -> None:
    assert digest_record(record()) == digest_record(RECORD)
    assert len(digest_record(RECORD)) == 64
    assert digest_record(record(acronym="Z")) != digest_record(RECORD)
