"""All that a participant's file is made of, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms.check import BIRTH
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.report.document import Column, Note, ReportTable, Row
from trialogue.web.accounts.models import User
from trialogue.web.entries.chain import Checked, check_chain
from trialogue.web.entries.changes import Told, told_of
from trialogue.web.entries.identities import see_identity
from trialogue.web.entries.models import Entry, Identity, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import trail_of
from trialogue.web.oversight.models import Hold, Mark, Query
from trialogue.web.oversight.queries import marks_of, with_state
from trialogue.web.study.known import Known, known_of
from trialogue.web.study.models import ChainCheck, Ruling, Signature
from trialogue.web.study.orders import INFUSION, LYMPHODEPLETION
from trialogue.web.trials.queries import protocols_of_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What stands about one participant. `identity` is None unless it was asked for."""

    known: Known
    protocols: Mapping[str, Protocol]
    """By version; an entry of a version that is not loaded any more is told by its keys."""
    places: Mapping[Place, tuple[Told, ...]]
    """Every version of every place, told in words, as they were entered."""
    chain: Checked
    queries: tuple[Query, ...]
    marks: Mapping[str, Mapping[str, Mark]]
    """By the key of the place: the last mark of each field."""
    holds: tuple[Hold, ...]
    signatures: tuple[Signature, ...]
    rulings: tuple[Ruling, ...]
    scans: tuple[ChainCheck, ...]
    names: bool
    """Whether what may name the person is to be shown."""
    identity: Identity | None
    at: datetime

    @property
    def participant(self) -> Participant:
        """Give the participant."""
        return self.known.participant

    def protocol_at(self, entry: Entry) -> Protocol:
        """Give the version under which an entry was made, else the one that binds now."""
        return self.protocols.get(entry.protocol_version, self.known.protocol)


def gather(by: User, participant: Participant, *, names: bool) -> Gathered:
    """Read everything. With `names` the identity, too, and the look is noted."""
    trail = list(trail_of(participant))
    versions = {row.protocol_version for row in trail}
    protocols = protocols_of_versions(participant.registry_id, versions)
    places: dict[Place, tuple[Told, ...]] = {}
    for told in told_of(trail, protocols):
        at = told.entry.place
        places[at] = (*places.get(at, ()), told)
    queries = with_state(participant.queries.all()).select_related("participant", "opened_by")
    marks = marks_of([participant])
    return Gathered(
        known=known_of(participant),
        protocols=protocols,
        places=places,
        chain=check_chain(participant, trail),
        queries=tuple(queries.prefetch_related("steps__by").order_by("pk")),
        marks={key: found for (_pk, key), found in marks.items()},
        holds=tuple(participant.holds.select_related("by")),
        signatures=tuple(participant.signatures.select_related("signed_by")),
        rulings=tuple(participant.rulings.select_related("made_by")),
        scans=tuple(participant.chain_checks.select_related("made_by")),
        names=names,
        identity=see_identity(by, participant) if names else None,
        at=timezone.now(),
    )


def table(
    id: str,
    title: str,
    heads: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    notes: tuple[str, ...] = (),
) -> ReportTable:
    """Make a table of words."""
    return ReportTable(
        id=id,
        title=title,
        columns=tuple(Column(label=head, is_number=False) for head in heads),
        rows=tuple(Row(cells=cells) for cells in rows),
        notes=tuple(Note(text=one) for one in notes),
    )


def language() -> str:
    """Name the reader's language."""
    return get_language() or "en"


def hidden() -> str:
    """Say that something is left out, in place of what it says."""
    return _("(left out: it may name somebody)")


def said_discreetly(form: Form | None, field: str, said: str) -> str:
    """Leave the day out of a date of birth, where names are left out; all else stays."""
    birth = form is not None and any(one.item == BIRTH for one in form.fields if one.id == field)
    if not birth or not said[:4].isdigit() or len(said) <= len("YYYY"):
        return said
    return _("%(year)s (the day is left out)") % {"year": said[:4]}


def order_words(kind: str) -> str:
    """Name an order of a kind."""
    return {
        LYMPHODEPLETION: _("Order: lymphodepletion"),
        INFUSION: _("Order: infusion of the cells"),
    }.get(kind, kind)
