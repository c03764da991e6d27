"""A trial that is only a record, its people, and a draft about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.report.overview.factory import record
from tests.web.cast import Cast, make_user
from trialogue.core.record import Record
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.overviews import actions
from trialogue.web.overviews.models import Decision, Draft
from trialogue.web.records.actions import store_records
from trialogue.web.trials.known import known_trial

TODAY = date(2026, 11, 23)
TRIAL = "NCT99999901"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An editor and two approvers of the invented record."""

    eva: User
    paul: User
    petra: User


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Give the people who work on the invented record, beside the cast who do not."""
    return Desk(
        eva=make_user("Eva", Role.EDITOR, TRIAL),
        paul=make_user("Paul", Role.APPROVER, TRIAL),
        petra=make_user("Petra", Role.APPROVER, TRIAL),
    )


Load = Callable[..., Record]


@pytest.fixture
def load(db: None) -> Load:
    """Give a loader of the invented record, changed where asked: a later state of it."""

    def loaded(digest: str = "0" * 16, **changes: Any) -> Record:
        made = record(**changes)
        posted = "2026-02-01" if changes else "2026-01-02"
        version = type(made.version)(posted=posted, digest=digest)
        store_records([record(**changes, version=version)])
        known = known_trial(TRIAL)
        assert known is not None
        return known.record

    return loaded


@pytest.fixture
def written(load: Load, desk: Desk) -> Draft:
    """Give a draft by rules that nobody has approved."""
    load()
    return write("en")


def write(language: Any, by: User | None = None) -> Draft:
    """Write a draft of the invented record."""
    known = known_trial(TRIAL)
    assert known is not None
    return actions.write_by_rules_for(known, language, TODAY, by)


def approve(draft: Draft, by: User, **reasons: str) -> Decision:
    """Approve a draft."""
    given = {int(number.removeprefix("n")): reason for number, reason in reasons.items()}
    return actions.approve_draft(draft.pk, by, given, TODAY)


def lie(draft: Draft, item: str, *sentences: str, by: User) -> Draft:
    """Let a person write something else under one item of a draft."""
    from trialogue.report.overview import Item
    from trialogue.web.overviews.rows import draft_of

    before = draft_of(draft)
    texts = {one.item: "\n".join(one.sentences) for one in before.sections}
    texts[Item(item)] = "\n".join(sentences)
    return actions.change_draft(draft, texts, by, TODAY)
