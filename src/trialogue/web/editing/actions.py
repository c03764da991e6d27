"""Preparing a draft, publishing it, discarding it; each one transaction, with who and why."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.record import Record
from trialogue.web.accounts.actions import NotNow
from trialogue.web.accounts.models import User
from trialogue.web.editing.models import Decision, Draft, Kind
from trialogue.web.editing.queries import content_of, ref_in_force
from trialogue.web.editing.reading import Content
from trialogue.web.records.actions import store_records
from trialogue.web.trials.actions import store_protocol
from trialogue.web.trials.models import EDITED
from trialogue.web.trials.queries import newest_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was read without faults, with why it is to replace what is in force."""

    content: Content
    data: bytes
    source_name: str
    why: str


@transaction.atomic
def prepare(by: User, prepared: Prepared, replaces: Draft | None = None) -> Draft:
    """Keep a draft; the one it was made from is closed. Raises NotNow where that is decided."""
    content = prepared.content
    if content.value is None or content.stopping:
        raise ValueError("a draft with faults cannot be kept; show them instead")
    if _is_in_force(prepared):
        raise NotNow(_("This is the very text that is in force. Nothing would change."))
    draft = Draft.objects.create(
        registry_id=content.registry_id,
        kind=content.kind,
        source=prepared.data,
        source_name=prepared.source_name[:200],
        base=ref_in_force(content.registry_id, content.kind),
        prepared_by=by,
        why=prepared.why,
        replaces=replaces,
    )
    if replaces is not None:
        _decide(replaces, by, Decision.What.REPLACED)
    return draft


def _is_in_force(prepared: Prepared) -> bool:
    """Tell whether a protocol file is the one in force, byte for byte."""
    row = newest_row(prepared.content.registry_id)
    is_protocol = prepared.content.kind == Kind.PROTOCOL
    return is_protocol and row is not None and row.sha256 == sha256(prepared.data).hexdigest()


def why_not_yet(by: User, draft: Draft) -> str:
    """Say in words why this person cannot publish this draft now; empty: they can.

    This is *when may*, beside *who may* (`accounts.permissions`): a second person looks at
    it, nothing has come between, and it was not decided before.
    """
    if Decision.objects.filter(draft=draft).exists():
        return _("This draft has been decided on already.")
    if draft.prepared_by_id == by.pk:
        return _("You prepared this draft yourself. Another person must publish it.")
    if draft.base != ref_in_force(draft.registry_id, Kind(draft.kind)):
        return _(
            "Another version came into force after this draft was prepared. Prepare it again "
            "from that version, so that nothing is undone unseen."
        )
    return ""


@transaction.atomic
def publish(by: User, draft: Draft, why: str) -> Decision:
    """Put a draft in force: append it as a new version. Raises NotNow where it may not be."""
    _one_at_a_time(draft)
    if reason := why_not_yet(by, draft):
        raise NotNow(reason)
    content = content_of(draft)
    match content.value:
        case Protocol():
            store_protocol(bytes(draft.source), f"{EDITED}{draft.source_name}"[:200])
        case Record():
            store_records([content.value])
        case None:
            raise NotNow(_("This release of the site cannot read the draft. Prepare it again."))
    version = ref_in_force(draft.registry_id, content.kind)
    if version == draft.base:
        raise NotNow(_("The draft says what is in force already, or is older than that."))
    return _decide(draft, by, Decision.What.PUBLISHED, version=version, why=why)


def _one_at_a_time(draft: Draft) -> None:
    """Let one draft of a trial be published at a time, so that each sees what is in force.

    SQLite does so by itself: our transactions begin as writers.
    """
    rows = Draft.objects.filter(registry_id=draft.registry_id, kind=draft.kind)
    list(rows.select_for_update().values_list("pk", flat=True))


@transaction.atomic
def discard(by: User, draft: Draft, why: str) -> Decision:
    """Close a draft without publishing it. Raises NotNow where it is decided."""
    return _decide(draft, by, Decision.What.DISCARDED, why=why)


def _decide(
    draft: Draft, by: User, what: Decision.What, *, version: str = "", why: str = ""
) -> Decision:
    try:
        with transaction.atomic():
            return Decision.objects.create(draft=draft, what=what, version=version, by=by, why=why)
    except IntegrityError:
        raise NotNow(_("This draft has been decided on already.")) from None
