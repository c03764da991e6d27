"""How the tables of a participant's path are told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.web.oversight.trail import TELLERS, Event, Teller
from trialogue.web.study.models import Candidate


def register() -> None:
    """Add the tellers, once."""
    if any(one.model is Candidate for one in TELLERS):
        return
    TELLERS.append(
        Teller(
            kind="candidate",
            model=Candidate,
            at="made_at",
            by="made_by",
            tell=tell_candidates,
            person="",
        )
    )


def tell_candidates(rows: Sequence[Candidate], protocol: Protocol) -> Iterator[Event]:
    """Tell that candidates were made."""
    for row in rows:
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="candidate",
            subject=row.subject,
            centre=row.centre,
            words=_("made the candidate"),
        )
