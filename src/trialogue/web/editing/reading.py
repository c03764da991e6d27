"""From the bytes of a draft to what they say, or to all that is wrong with them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from trialogue.core.protocol import Protocol
from trialogue.core.record import Record
from trialogue.exchange.ctgov import Loaded, RecordReader, Skipped, record_to_json
from trialogue.exchange.ctgov.record_edit import is_edited_text, parse_record_text
from trialogue.exchange.faults import Fault
from trialogue.exchange.flat import flatten, flatten_yaml
from trialogue.exchange.protocol_file import load_protocol
from trialogue.web.editing.models import Kind

LARGEST = 800_000
"""Bytes of a file; the reference protocol has 115,000."""
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a file says, and its faults; `value` is None where it cannot be used."""

    kind: Kind
    value: Protocol | Record | None
    faults: tuple[Fault, ...] = ()
    flat: dict[str, str] = field(default_factory=dict)

    @property
    def registry_id(self) -> str:
        """Give the trial's id; empty where nothing could be read."""
        return self.value.id if self.value is not None else ""

    @property
    def hints(self) -> tuple[Fault, ...]:
        """Give what is worth knowing and stops nothing."""
        return tuple(fault for fault in self.faults if fault.is_hint)

    @property
    def stopping(self) -> tuple[Fault, ...]:
        """Give what has to be mended first."""
        return tuple(fault for fault in self.faults if not fault.is_hint)


def read_content(kind: Kind, data: bytes, name: str) -> Content:
    """Read a file and list all of its faults and hints."""
    if len(data) > LARGEST:
        fault = Fault(
            file=name,
            found=f"{len(data):,} bytes",
            allowed=f"{LARGEST:,} bytes",
            remedy="load a file of this size on the command line: trialogue import",
        )
        return Content(kind=kind, value=None, faults=(fault,))
    if kind == Kind.PROTOCOL:
        return _protocol(data, name)
    return _record(data, name)


def _protocol(data: bytes, name: str) -> Content:
    protocol, faults = load_protocol(data, name)
    flat = flatten_yaml(data) if protocol is not None else {}
    return Content(kind=Kind.PROTOCOL, value=protocol, faults=faults, flat=flat)


def _record(data: bytes, name: str) -> Content:
    """Read one record: as we write it for editing, or as the registry's API v2 does."""
    if is_edited_text(data):
        edited, found = parse_record_text(data, name)
        flat = flat_of_record(edited) if edited is not None else {}
        return Content(kind=Kind.RECORD, value=edited, faults=found, flat=flat)
    return _study(data, name)


def _study(data: bytes, name: str) -> Content:
    """Read one study of the registry; a second one in the file is a fault."""
    loaded: list[Loaded] = []
    faults: list[Fault] = []
    for step in RecordReader((STANDARD_INPUT,), io.BytesIO(data)):
        match step:
            case Loaded():
                loaded.append(step)
                faults.extend(hint.in_file(name) for hint in step.hints)
            case Skipped():
                faults.append(step.fault.in_file(name))
            case Fault():
                faults.append(step.in_file(name))
    if len(loaded) > 1:
        faults.append(
            Fault(
                file=name,
                found=f"{len(loaded)} records",
                allowed="one record",
                remedy="load several at once on the command line: trialogue import",
            )
        )
    record = loaded[0].record if len(loaded) == 1 else None
    flat = flat_of_record(record) if record is not None else {}
    return Content(kind=Kind.RECORD, value=record, faults=tuple(faults), flat=flat)


def flat_of_record(record: Record) -> dict[str, str]:
    """List what a record says by its paths, without the marks of the version itself."""
    return flat_of_json(record_to_json(record))


def flat_of_json(stored: dict[str, Any]) -> dict[str, str]:
    """List what a record says, as it is stored."""
    said = {key: value for key, value in stored.items() if key not in ("format", "version")}
    return flatten(said)
