"""From the bytes of a protocol file to the protocol, with all its faults at once."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocol_file.placeholders import resolve_texts
from trialogue.exchange.protocol_file.reader import Reader
from trialogue.exchange.protocol_file.tree import Table, parse_tree


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
    return Draft(protocol=resolve_texts(made, reader.add), reader=reader)


def load_protocol(data: bytes, file: str) -> tuple[Protocol | None, tuple[Fault, ...]]:
    """Read a protocol file; the protocol is None where its shape has faults."""
    draft = read_draft(data, file)
    return (None if draft.reader.faults else draft.protocol), tuple(draft.reader.faults)
