"""Signatures on entered data, of a participant or one visit; they fall when an entry changes.

What is signed is the hash of every entry that stands there. So a signature holds for exactly
these versions, and what changed since can be named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import User
from trialogue.web.entries.chain import hash_of_participant
from trialogue.web.entries.models import Entry, Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_entries
from trialogue.web.study.models import Signature
from trialogue.web.study.signing import (
    Content,
    NotSigned,
    is_valid,
    reauthenticate,
    sign_now,
)

DATA = "data"
"""The meaning of a signature on entered data; `about` is the visit, empty: the participant."""
Entries = Mapping[Place, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The last signature on the data of a participant or a visit, and whether it still holds."""

    signature: Signature
    visit: str
    holds: bool
    changed: tuple[str, ...]
    """Keys of the places that were entered, changed or removed since."""


def content_of_data(participant: Participant, entries: Entries, visit: str = "") -> Content:
    """Write what a signature covers: every entry that stands there, by its hash."""
    return {
        "registry_id": participant.registry_id,
        "subject": participant.subject,
        "visit": visit,
        "entries": {
            place.key: entry.hash
            for place, entry in sorted(entries.items(), key=lambda one: one[0].key)
            if visit in ("", place.visit)
        },
    }


def signed_of(
    participant: Participant, entries: Entries, signatures: Iterable[Signature]
) -> list[Signed]:
    """Give the last signature on the data of the participant and of each visit."""
    last = {one.about: one for one in signatures if one.meaning == DATA}
    return [
        _signed(participant, entries, visit, signature) for visit, signature in sorted(last.items())
    ]


def _signed(participant: Participant, entries: Entries, visit: str, signature: Signature) -> Signed:
    content = content_of_data(participant, entries, visit)
    then, now = signature.content["entries"], content["entries"]
    return Signed(
        signature=signature,
        visit=visit,
        holds=is_valid(signature, content),
        changed=tuple(key for key in dict.fromkeys((*then, *now)) if then.get(key) != now.get(key)),
    )


def last_hash_of(participant: Participant) -> str:
    """Give the last hash of a chain, by which a page knows what it showed. One query."""
    rows = participant.entries.order_by("-pk").values_list("hash", flat=True)
    return rows.first() or hash_of_participant(participant)


def sign_data(  # noqa: PLR0913 - who, with what, whom, which visit, seen what, saying what
    by: User,
    password: str,
    participant: Participant,
    visit: str,
    *,
    seen: str,
    statement: str,
    code: str = "",
) -> Signature:
    """Sign the data of a participant, or of one visit. Raises NotSigned.

    `seen` is the last hash of the chain that stood before the signer: where something was
    entered since, nothing is signed.
    """
    reauthenticate(by, password, code)
    with transaction.atomic():
        held = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
        if last_hash_of(held) != seen:
            raise NotSigned(_("Something was entered meanwhile: look at it again, then sign."))
        entries = current_entries([held]).get(held.pk, {})
        content = content_of_data(held, entries, visit)
        if not content["entries"]:
            raise NotSigned(_("Nothing stands there to be signed."))
        return sign_now(by, held, DATA, content, statement=statement, about=visit)
