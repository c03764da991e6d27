"""Who works on the trial: two who enter, two who watch, and who must see nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.web.cast import B, make_user
from tests.web.entries.people import ELSEWHERE, HERE, TRIAL
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import save_entry
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.outcomes import Saved
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import entry_at

LABS = Place(form="labs", visit="month1")
SEEN = {"alt": "54", "alt.unit": "U/L", "ast": "30"}
KEPT = {"alt": "54", "alt.unit": "U/L", "ast": "30", "ast.unit": "U/L"}
ODD = {"alt": "5000", "alt.unit": "U/L"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Carol coordinates and Ivan investigates in Guangzhou; Mona monitors, Dara manages data."""

    carol: User
    ivan: User
    mona: User
    dara: User
    stan: User
    """The statistician, who sees nobody."""
    bernd: User
    """Coordinator in Munich."""
    zoe: User
    """Data manager of another trial."""


def make_crew() -> Crew:
    """Make them."""
    return Crew(
        carol=make_user("Carol", Role.COORDINATOR, TRIAL, HERE),
        ivan=make_user("Ivan", Role.INVESTIGATOR, TRIAL, HERE),
        mona=make_user("Mona", Role.MONITOR, TRIAL),
        dara=make_user("Dara", Role.DATA_MANAGER, TRIAL),
        stan=make_user("Stan", Role.STATISTICIAN, TRIAL),
        bernd=make_user("Bernd", Role.COORDINATOR, TRIAL, ELSEWHERE),
        zoe=make_user("Zoe", Role.DATA_MANAGER, B),
    )


def save(
    by: User, somebody: Participant, values: Mapping[str, str], reason: str = "", at: Place = LABS
) -> Entry:
    """Save values at a place after whatever stands there."""
    before = entry_at(somebody, at)
    base = before.version if before is not None else 0
    saved = save_entry(by, somebody, at, values, base_version=base, reason=reason)
    assert isinstance(saved, Saved), saved
    return saved.entry
