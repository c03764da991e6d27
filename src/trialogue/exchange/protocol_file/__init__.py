"""The protocol file: YAML to `core.protocol.Protocol` and back, with all faults at once."""

from trialogue.exchange.protocol_file.loading import load_protocol, read_draft

__all__ = ["load_protocol", "read_draft"]
