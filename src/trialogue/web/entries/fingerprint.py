"""What a result over many participants depends on, as one hash: the same, and nothing changed.

What was computed may be kept under it and shown again, and never after anything was entered,
a protocol was loaded, a day has passed or the software is another one.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db.models import QuerySet

from trialogue import __version__
from trialogue.core.protocol import Protocol
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import last_hashes
from trialogue.web.trials.queries import newest_row


def fingerprint_of(protocol: Protocol, people: QuerySet[Participant], today: date) -> str:
    """Hash the ends of the chains, the protocol loaded, the day and the release. Three queries."""
    loaded = newest_row(protocol.id)
    said = [
        __version__,
        today.isoformat(),
        loaded.pk if loaded is not None else 0,
        sorted(people.values_list("pk", "subject", "centre")),
        sorted(last_hashes(people).items()),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
