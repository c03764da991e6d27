"""From the bytes of a loaded protocol to the protocol, or to all of its faults."""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.core.protocol import Protocol
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocol_file import load_protocol


class ProtocolFaults(ValueError):
    """A protocol file has faults; `faults` holds all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read_source(source: bytes, name: str) -> Protocol:
    """Read a protocol file's bytes. Raises ProtocolFaults where its shape has faults."""
    protocol, faults = load_protocol(source, name)
    if protocol is None:
        raise ProtocolFaults(faults)
    return protocol
