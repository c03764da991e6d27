"""The demo's overviews: written by rules, approved by an invented person, and labelled so."""

from __future__ import annotations

from datetime import date

from trialogue.report.overview import LANGUAGES
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.overviews.actions import approve_draft, write_by_rules_for
from trialogue.web.overviews.models import Draft
from trialogue.web.overviews.queries import public_overview
from trialogue.web.trials.known import known_trial


def invent_overviews(shown: str, waiting: str, on: date) -> int:
    """Publish the overviews of one trial, and leave those of another for whoever tries approving.

    Gives how many are public. What does not pass the gate waits, in the demo as everywhere.
    """
    approver = User.objects.filter(is_invented=True, memberships__role=Role.APPROVER).first()
    _leave(waiting, on)
    trial = known_trial(shown)
    if approver is None or trial is None:
        return 0
    for language in LANGUAGES:
        found = public_overview(trial.record, language)
        if found is not None and found.language == language:
            continue
        row = write_by_rules_for(trial, language, on)
        if not row.findings.exists():
            approve_draft(row.pk, approver, {}, on)
    return sum(
        found is not None and found.language == language
        for language in LANGUAGES
        for found in [public_overview(trial.record, language)]
    )


def _leave(registry_id: str, on: date) -> None:
    """Write drafts that wait, once."""
    trial = known_trial(registry_id)
    if trial is None or Draft.objects.filter(registry_id=trial.id).exists():
        return
    for language in LANGUAGES:
        write_by_rules_for(trial, language, on)
