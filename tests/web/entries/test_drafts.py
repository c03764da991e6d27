"""Drafts that nobody came back to leave the database."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.web.entries.people import Team
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.outbox.jobs import REGISTERED


def test_a_draft_that_nobody_came_back_to_is_swept(team: Team, somebody: Participant) -> None:
    now = timezone.now()
    for occurrence, days in ((1, 91), (2, 89)):
        keep_draft(team.carol, somebody, Place(form="ae", occurrence=occurrence), {"term": "x"}, 0)
        row = somebody.drafts.filter(occurrence=occurrence)
        row.update(updated_at=now - timedelta(days=days))

    counted = REGISTERED["entries.drafts"].work()

    assert counted == {"drafts": 1}
    assert [one.occurrence for one in somebody.drafts.all()] == [2]
