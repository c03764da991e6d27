"""Entries that were removed, with what they said before: a file that says it again means them."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.forms.entered import Entered, Filled
from trialogue.web.entries.models import Entry
from trialogue.web.entries.places import Place


def before_removal(latest: Mapping[int, Mapping[Place, Entry]]) -> dict[int, list[Entered]]:
    """List the latest entries of people; a removed one with what stood there before.

    One query more where anything was removed, none else.
    """
    gone = {(pk, place) for pk, there in latest.items() for place in there if there[place].removed}
    stood: dict[tuple[int, Place], Entry] = {}
    if gone:
        rows = Entry.objects.filter(
            participant__in={pk for pk, _ in gone}, form__in={at.form for _, at in gone}
        )
        for entry in rows.filter(removed=False).order_by("pk"):
            stood[entry.participant_id, entry.place] = entry
    return {
        pk: [
            Filled(
                form=place.form,
                visit=place.visit,
                occurrence=place.occurrence,
                values=stood[pk, place].values if (pk, place) in stood else {},
                removed=True,
            )
            if entry.removed
            else entry
            for place, entry in there.items()
        ]
        for pk, there in latest.items()
    }
