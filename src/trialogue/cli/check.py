"""`trialogue check PROTOCOL...`: all faults of protocol files at once, each with its place."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass

from trialogue.cli.fault_block import fault_block
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import leaves_of, walk
from trialogue.exchange.faults import Fault, without_hints
from trialogue.exchange.protocol_file import load_protocol, schema_text
from trialogue.exchange.protocols import find_protocol, read_protocol_file

DONE, FAULTY, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file: what it holds as far as it could be read, and all that was found."""

    file: str
    data: bytes = b""
    protocol: Protocol | None = None
    findings: tuple[Fault, ...] = ()
    exists: bool = True

    @property
    def faults(self) -> tuple[Fault, ...]:
        """List what makes the command exit with 1."""
        return without_hints(self.findings)

    @property
    def hints(self) -> tuple[Fault, ...]:
        """List what may stay as it is."""
        return tuple(found for found in self.findings if found.is_hint)

    @property
    def counts(self) -> dict[str, int]:
        """Count criteria (parts included), leaves and items."""
        if self.protocol is None:
            return {}
        criteria = walk(self.protocol.criteria)
        trees = [criterion.logic for criterion in criteria if criterion.logic is not None]
        return {
            "criteria": len(criteria),
            "leaves": sum(len(leaves_of(tree)) for tree in trees),
            "items": len(self.protocol.items),
        }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "protocols", metavar="PROTOCOL", nargs="*", help="a protocol file, or a registry id"
    )
    parser.add_argument("--json", action="store_true", help="one document on standard output")
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of protocol files for editors"
    )


def run(args: argparse.Namespace) -> int:
    """Check every file; exit 1 where one has faults, 2 where one is not there."""
    if args.schema:
        print(schema_text(), end="")
        return DONE
    if not args.protocols:
        print("trialogue check: name a protocol file or a registry id", file=sys.stderr)
        return WRONG_USE
    checked = [check(trial) for trial in args.protocols]
    if args.json:
        print(json.dumps(as_json(checked), ensure_ascii=False))
    else:
        print("\n\n".join(as_text(one) for one in checked))
    if not all(one.exists for one in checked):
        return WRONG_USE
    return FAULTY if any(one.faults for one in checked) else DONE


def check(trial: str) -> Checked:
    """Check one protocol, by its path or its id."""
    path, faults = find_protocol(trial)
    if path is None:
        return Checked(file=trial, findings=faults, exists=False)
    data, faults = read_protocol_file(path)
    if data is None:
        return Checked(file=str(path), findings=faults, exists=False)
    protocol, findings = load_protocol(data, str(path))
    return Checked(file=str(path), data=data, protocol=protocol, findings=findings)


def as_json(checked: list[Checked]) -> dict[str, object]:
    """Make the document of `--json`."""
    results = [
        {"file": one.file, "id": one.protocol.id if one.protocol else None, **one.counts}
        for one in checked
    ]
    return {
        "results": results,
        "faults": [fault.as_json() for one in checked for fault in one.faults],
        "hints": [hint.as_json() for one in checked for hint in one.hints],
    }


def as_text(one: Checked) -> str:
    """Write what was found in one file: a block for each fault, hints, and the sum."""
    lines = one.data.decode("utf-8", "replace").splitlines()
    blocks = [fault_block(found, lines) for found in (*one.faults, *one.hints)]
    held = ", ".join(_counted(number, noun) for noun, number in one.counts.items())
    found = _counted(len(one.faults), "faults") if one.faults else "no faults"
    hints = f", {_counted(len(one.hints), 'hints')}" if one.hints else ""
    return "\n\n".join([*blocks, f"{one.file}: {held + ': ' if held else ''}{found}{hints}"])


def _counted(number: int, noun: str) -> str:
    one = {"criteria": "criterion", "leaves": "leaf"}.get(noun, noun.removesuffix("s"))
    return f"{number} {one if number == 1 else noun}"
