"""The name of a trial, known as a protocol or as a registry record, for pages about its notes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.queries import loaded_protocol


@dataclass(frozen=True, slots=True)
class NamedTrial:
    """A trial's id and short title."""

    id: str
    title: str


def named_trial(registry_id: str) -> NamedTrial | None:
    """Find a trial by its id in any case; None where this copy does not know it."""
    protocol = loaded_protocol(registry_id)
    if protocol is not None:
        return NamedTrial(protocol.id, protocol.short_title.say(get_language() or "en"))
    record = record_in_force(registry_id)
    return (
        NamedTrial(record.id, record.brief_title or record.official_title)
        if record is not None
        else None
    )
