"""Which trials are loaded. A protocol is parsed once for each process, by its content's hash."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db.models import Max

from trialogue.core.protocol import Protocol
from trialogue.web.trials.models import LoadedProtocol
from trialogue.web.trials.reading import ProtocolFaults, read_source

_read: dict[str, Protocol | None] = {}
"""Protocols by the hash of their file: a file never changes once it is loaded.

None: an earlier release of Trialogue could read it, this one cannot.
"""
_log = logging.getLogger(__name__)


def loaded_protocols() -> list[Protocol]:
    """List the protocols in force, in the order of their ids. At most two queries."""
    return [protocol for protocol, _ in loaded_hashes()]


def loaded_hashes() -> list[tuple[Protocol, str]]:
    """List the protocols in force, each with the hash of its file. At most two queries."""
    newest = LoadedProtocol.objects.order_by().values("registry_id").annotate(newest=Max("pk"))
    rows = LoadedProtocol.objects.filter(pk__in=newest.values("newest"))
    hashes = dict(rows.order_by("registry_id").values_list("registry_id", "sha256"))
    _read_missing(set(hashes.values()))
    return [(found, sha256) for sha256 in hashes.values() if (found := _read[sha256]) is not None]


def loaded_protocol(registry_id: str) -> Protocol | None:
    """Give the protocol in force of a trial, or None where it is not loaded. One query."""
    latest = newest_row(registry_id)
    if latest is None:
        return None
    if latest.sha256 not in _read:
        _read_missing({latest.sha256})
    return _read[latest.sha256]


def protocols_of_versions(registry_id: str, versions: Collection[str]) -> dict[str, Protocol]:
    """Give the protocols of a trial by version, each as it was loaded last. At most two queries.

    A version that is not loaded here, or cannot be read any more, is absent.
    """
    rows = LoadedProtocol.objects.filter(registry_id=registry_id, version__in=versions)
    hashes = dict(rows.order_by("pk").values_list("version", "sha256"))
    _read_missing(set(hashes.values()))
    return {version: found for version, sha in hashes.items() if (found := _read[sha]) is not None}


def newest_row(registry_id: str) -> LoadedProtocol | None:
    """Give the latest loaded row of a trial without its bytes, whatever the id's case."""
    rows = LoadedProtocol.objects.filter(registry_id__iexact=registry_id)
    return rows.defer("source").order_by("-pk").first()


def protocols_at(ids: Collection[str], last: int) -> dict[str, Protocol]:
    """Give the protocols that were in force when `last` was the newest row. Two queries."""
    rows = LoadedProtocol.objects.filter(registry_id__in=ids, pk__lte=last).order_by("pk")
    hashes = dict(rows.values_list("registry_id", "sha256"))
    _read_missing(set(hashes.values()))
    found = {id: _read[sha256] for id, sha256 in hashes.items()}
    return {id: one for id, one in found.items() if one is not None}


def _read_missing(hashes: set[str]) -> None:
    wanted = hashes - _read.keys()
    if not wanted:
        return
    for row in LoadedProtocol.objects.filter(sha256__in=wanted):
        try:
            _read[row.sha256] = read_source(bytes(row.source), row.source_name)
        except ProtocolFaults as problem:
            _read[row.sha256] = None
            _log.error("%s cannot be read; load it again: %s", row, problem.faults[0])
