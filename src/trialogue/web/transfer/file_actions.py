"""Making a participant's file, which is noted."""

from __future__ import annotations

from django.db import transaction

from trialogue.report.document import Document
from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Participant
from trialogue.web.transfer.models import Printout
from trialogue.web.transfer.participant_file.document import file_document
from trialogue.web.transfer.participant_file.gathered import gather


@transaction.atomic
def make_file(by: User, participant: Participant, form: str, *, names: bool) -> Document:
    """Write the file of a participant, and note who made it; with `names` it says who it is."""
    found = gather(by, participant, names=names)
    Printout.objects.create(
        participant=participant,
        form=form,
        with_identity=names,
        entries=found.chain.entries,
        last_hash=found.chain.last,
        made_by=by,
        made_at=found.at,
    )
    return file_document(by, found)
