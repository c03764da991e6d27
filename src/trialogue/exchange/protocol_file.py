"""The protocol file: YAML to `core.protocol.Protocol` and back, with all faults at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.lints import OTHERS, UNUSABLE, Lint, Subject, findings_of
from trialogue.exchange.protocol_format.json_schema import protocol_schema, schema_text
from trialogue.exchange.protocol_format.placeholders import resolve_texts
from trialogue.exchange.protocol_format.reader import Reader
from trialogue.exchange.protocol_format.tree import Table, parse_tree
from trialogue.exchange.protocol_format.writer import dump_protocol

__all__ = [
    "Draft",
    "dump_protocol",
    "load_protocol",
    "protocol_schema",
    "read_draft",
    "schema_text",
]
MOST_KEPT = 8
"""Files whose protocols are kept in memory; reading one takes a third of a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file as far as it could be read, with its faults."""

    protocol: Protocol | None
    reader: Reader


def read_draft(data: bytes, file: str) -> Draft:
    """Read the shape of a protocol file; what cannot be read is blank."""
    reader = Reader(file)
    tree, faults = parse_tree(data, file)
    reader.faults.extend(faults)
    if tree is None:
        return Draft(protocol=None, reader=reader)
    if not isinstance(tree, Table):
        reader.places[""] = tree.place
        reader.add(
            "", "no keys", "a protocol: `id:`, `title:` …", "see docs/reference/protocol-file.md"
        )
        return Draft(protocol=None, reader=reader)
    made: Protocol = reader.record(Protocol, tree, "", {})
    unread = frozenset(re.split(r"[.\[]", fault.column or "")[0] for fault in reader.faults)
    return Draft(protocol=resolve_texts(made, reader.add, unread), reader=reader)


@lru_cache(maxsize=MOST_KEPT)
def load_protocol(data: bytes, file: str) -> tuple[Protocol | None, tuple[Fault, ...]]:
    """Read and check a protocol file: all faults and hints at once, in the file's order.

    The same bytes give the same protocol; the last ones that were read are kept.
    The protocol is None where its shape is faulty or an id leads nowhere, since nothing
    can be evaluated then; hints wait until those are gone. With faults of meaning alone
    the protocol is given beside them.
    """
    draft = read_draft(data, file)
    reader = draft.reader
    if draft.protocol is None:
        return None, tuple(reader.faults)
    subject = Subject(draft.protocol, frozenset(fault.column for fault in reader.faults))
    _lint(subject, UNUSABLE, reader)
    usable = not without_hints(reader.faults)
    _lint(subject, OTHERS, reader)
    faults = reader.faults if usable else without_hints(reader.faults)
    in_order = sorted(faults, key=lambda fault: (fault.row or 0, fault.column))
    return (draft.protocol if usable else None), tuple(in_order)


def _lint(subject: Subject, lints: tuple[Lint, ...], reader: Reader) -> None:
    """Note what lints find, but for places that are faulty already."""
    before = [fault.column for fault in reader.faults if not fault.is_hint]
    for one in findings_of(subject, lints):
        if not any(_touches(one.path, path) for path in before):
            reader.add(one.path, one.found, one.allowed, one.remedy, one.severity)


def _touches(path: str, faulty: str) -> bool:
    """Tell whether a path is, or lies below, or holds, one that is faulty already."""
    if not faulty:
        return False
    signs = (".", "[")
    below = path.startswith(tuple(f"{faulty}{sign}" for sign in signs))
    around = faulty.startswith(tuple(f"{path}{sign}" for sign in signs))
    return path == faulty or below or around
