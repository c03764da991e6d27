"""Versions of a trial with who published them and why, and the drafts that wait."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from trialogue.exchange.flat import flatten_yaml
from trialogue.web.accounts.permissions import TABLE, Action, Staff
from trialogue.web.editing.models import Decision, Draft, Kind
from trialogue.web.editing.reading import Content, flat_of_json, read_content
from trialogue.web.records.models import RecordVersion
from trialogue.web.records.queries import versions_of
from trialogue.web.trials.models import LoadedProtocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a protocol or a record. `decision` None: loaded from a file or the registry.

    `ref` names it within the site: `protocol:12`.
    """

    ref: str
    kind: Kind
    name: str
    source_name: str
    at: datetime
    in_force: bool
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a version says: by value, and as lines."""

    flat: dict[str, str]
    lines: str


def versions_for(registry_id: str) -> tuple[Version, ...]:
    """List all versions of a trial, the one in force of each kind first. Three queries."""
    protocols = LoadedProtocol.objects.filter(registry_id=registry_id).defer("source")
    rows = list(protocols.order_by("-pk"))
    states = list(reversed(versions_of(registry_id)))
    refs = [f"protocol:{row.pk}" for row in rows] + [f"record:{state.pk}" for state in states]
    decided = Decision.objects.filter(version__in=refs).select_related("by")
    by_ref = {decision.version: decision for decision in decided}
    return (
        *_protocol_versions(rows, by_ref),
        *_record_versions(states, by_ref),
    )


def _protocol_versions(
    rows: Iterable[LoadedProtocol], decided: dict[str, Decision]
) -> list[Version]:
    return [
        Version(
            ref=(ref := f"protocol:{row.pk}"),
            kind=Kind.PROTOCOL,
            name=row.version,
            source_name=row.source_name,
            at=row.loaded_at,
            in_force=place == 0,
            decision=decided.get(ref),
        )
        for place, row in enumerate(rows)
    ]


def _record_versions(
    states: Iterable[RecordVersion], decided: dict[str, Decision]
) -> list[Version]:
    return [
        Version(
            ref=(ref := f"record:{state.pk}"),
            kind=Kind.RECORD,
            name=state.posted,
            source_name="",
            at=state.loaded_at,
            in_force=place == 0,
            decision=decided.get(ref),
        )
        for place, state in enumerate(states)
    ]


def ref_in_force(registry_id: str, kind: Kind) -> str:
    """Name the version in force; empty where there is none. One query."""
    if kind == Kind.PROTOCOL:
        rows = LoadedProtocol.objects.filter(registry_id=registry_id).order_by("-pk")
        newest = rows.values_list("pk", flat=True).first()
    else:
        states = RecordVersion.objects.filter(registry_id=registry_id).order_by("-posted", "-pk")
        newest = states.values_list("pk", flat=True).first()
    return f"{kind.value}:{newest}" if newest else ""


def text_of(registry_id: str, ref: str) -> Text | None:
    """Give what a version of this trial says; None where the trial has no such version."""
    kind, _colon, number = ref.partition(":")
    if not number.isdecimal() or len(number) > 12:
        return None
    if kind == Kind.PROTOCOL:
        source = source_of(registry_id, int(number))
        return None if source is None else _text_of_protocol(source)
    if kind == Kind.RECORD:
        states = RecordVersion.objects.filter(registry_id=registry_id, pk=int(number))
        state = states.first()
        return None if state is None else _text_of_json(state.record)
    return None


def source_of(registry_id: str, number: int) -> bytes | None:
    """Give the file of a protocol version of this trial."""
    row = LoadedProtocol.objects.filter(registry_id=registry_id, pk=number).first()
    return bytes(row.source) if row is not None else None


def text_of_content(content: Content, data: bytes) -> Text:
    """Give what a file that was read says, by value and as lines."""
    if content.kind == Kind.PROTOCOL:
        return Text(flat=content.flat, lines=data.decode("utf-8", errors="replace"))
    return Text(flat=content.flat, lines=_lines(content.flat))


def _text_of_protocol(source: bytes) -> Text:
    """Give what a protocol file says that was read before it was stored."""
    return Text(flat=flatten_yaml(source), lines=source.decode("utf-8", errors="replace"))


def _text_of_json(stored: dict[str, Any]) -> Text:
    flat = flat_of_json(stored)
    return Text(flat=flat, lines=_lines(flat))


def _lines(flat: dict[str, str]) -> str:
    return "\n".join(
        f"{path}: {json.dumps(text, ensure_ascii=False)}" for path, text in flat.items()
    )


def content_of(draft: Draft) -> Content:
    """Read a draft again."""
    return read_content(Kind(draft.kind), bytes(draft.source), draft.source_name)


def drafts_for(staff: Staff) -> QuerySet[Draft]:
    """Select the drafts that this person may see: whoever prepares or publishes there."""
    rows = Draft.objects.select_related("prepared_by", "decision", "decision__by")
    may_prepare = staff.visible(rows, Action.PREPARE_VERSION)
    may_publish = staff.visible(rows, Action.PUBLISH_VERSION)
    return may_prepare | may_publish


def open_drafts_for(staff: Staff) -> QuerySet[Draft]:
    """Select those that wait for a decision."""
    return drafts_for(staff).filter(decision=None).defer("source")


def trials_in_reach(staff: Staff, action: Action) -> tuple[str, ...] | None:
    """Name the trials of which this person may do that; None: all of them."""
    scopes = [scope for scope in staff.scopes if scope.role in TABLE[action]]
    if any(not scope.registry_id for scope in scopes):
        return None
    return tuple(sorted({scope.registry_id for scope in scopes}))


def changed_in(versions: Iterable[Version], first: str, second: str) -> tuple[Version, ...]:
    """Give the two versions that are to be compared, the earlier first; empty if not both."""
    found = [version for version in versions if version.ref in (first, second)]
    return tuple(sorted(found, key=lambda one: one.at)) if len(found) == 2 else ()


def replaced_by(draft: Draft) -> Draft | None:
    """Give the draft that took this one's place."""
    return Draft.objects.filter(Q(replaces=draft)).order_by("-pk").first()
