"""Loading a trial: the one write of this app."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from trialogue.core.protocol import Protocol
from trialogue.exchange.protocols import find_protocol, read_protocol_file
from trialogue.web.trials.models import EDITED, LoadedProtocol
from trialogue.web.trials.queries import newest_row
from trialogue.web.trials.reading import ProtocolFaults, read_source


@dataclass(frozen=True, slots=True, kw_only=True)
class Loading:
    """What became of a protocol file."""

    protocol: Protocol
    outcome: Literal["added", "updated", "unchanged"]


def load_protocol_of(trial: str) -> Loading:
    """Load a trial by its id or its file's path; a changed file supersedes the one before.

    Raises ProtocolFaults where there is no such file or it cannot be read.
    """
    path, faults = find_protocol(trial)
    if path is None:
        raise ProtocolFaults(faults)
    source, faults = read_protocol_file(path)
    if source is None:
        raise ProtocolFaults(faults)
    return store_protocol(source, path.parent.name + "/" + path.name)


@transaction.atomic
def store_protocol(source: bytes, source_name: str) -> Loading:
    """Append a protocol file unless it is the very one in force. Raises ProtocolFaults.

    A file that has not changed since it was loaded last does not undo what staff have
    published since: else every start of the site would.
    """
    protocol = read_source(source, source_name)
    sha256 = hashlib.sha256(source).hexdigest()
    before = newest_row(protocol.id)
    if before is not None and sha256 in (before.sha256, _newest_file(protocol.id, source_name)):
        return Loading(protocol=protocol, outcome="unchanged")
    LoadedProtocol.objects.create(
        registry_id=protocol.id,
        version=protocol.version,
        source_name=source_name,
        source=source,
        sha256=sha256,
    )
    return Loading(protocol=protocol, outcome="added" if before is None else "updated")


def _newest_file(registry_id: str, source_name: str) -> str | None:
    """Give the hash of the file that was loaded last, for a file; nothing for an edited text."""
    if source_name.startswith(EDITED):
        return None
    files = LoadedProtocol.objects.filter(registry_id=registry_id)
    unedited = files.exclude(source_name__startswith=EDITED).order_by("-pk")
    return unedited.values_list("sha256", flat=True).first()
