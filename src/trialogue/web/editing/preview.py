"""The public page of a draft, before anybody else sees it."""

from __future__ import annotations

from django.http import HttpRequest

from trialogue.core.protocol import Protocol
from trialogue.core.record import Record
from trialogue.web.centres.queries import entered
from trialogue.web.editing.reading import Content
from trialogue.web.records.queries import record_in_force
from trialogue.web.trials.known import KnownTrial, join
from trialogue.web.trials.queries import loaded_protocol
from trialogue.web.trials.views import page_context


def preview_context(request: HttpRequest, content: Content) -> dict[str, object] | None:
    """Give what the template of the public page needs; None where the draft cannot be read."""
    known = _known(content)
    return None if known is None else page_context(request, known, "", None)


def _known(content: Content) -> KnownTrial | None:
    """Join the draft with what is in force beside it, as publishing it would."""
    id, rows = content.registry_id, entered(content.registry_id)
    match content.value:
        case Protocol():
            return join(content.value, record_in_force(id), rows)
        case Record():
            return join(loaded_protocol(id), content.value, rows)
        case None:
            return None
