"""Who a participant is: seen, written and erased, each time with a note of who did it.

Nothing of it stands in entries, trails, exports or the log; erasing leaves the code and the
looks, and nothing that names the person.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from trialogue.web.accounts.models import User
from trialogue.web.entries.models import Identity, IdentityLook, Participant

NAMES = ("given_name", "family_name", "hospital_number", "phone", "email", "contact", "note")
"""What is kept of somebody."""


@transaction.atomic
def see_identity(by: User, participant: Participant) -> Identity | None:
    """Give who somebody is, and write down who looked; None: nobody wrote it, or it is erased."""
    _note(by, participant, IdentityLook.What.SEEN)
    return Identity.objects.filter(participant=participant).first()


@transaction.atomic
def write_identity(by: User, participant: Participant, given: Mapping[str, str]) -> None:
    """Write who somebody is, in place of what was written before."""
    _note(by, participant, IdentityLook.What.WRITTEN)
    texts = {name: given.get(name, "") for name in NAMES}
    Identity.objects.update_or_create(participant=participant, defaults=texts)


@transaction.atomic
def erase_identity(by: User, participant: Participant) -> None:
    """Forget who somebody is; the code and what was entered stay."""
    _note(by, participant, IdentityLook.What.ERASED)
    Identity.objects.filter(participant=participant).delete()


def _note(by: User, participant: Participant, what: IdentityLook.What) -> None:
    IdentityLook.objects.create(participant=participant, user=by, what=what)
