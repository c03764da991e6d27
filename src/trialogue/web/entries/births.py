"""The days of birth of many participants, before which no date of theirs can lie."""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.core.dates import When
from trialogue.core.forms import person_of_entries
from trialogue.core.forms.check import BIRTH
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.web.entries.checking import items_told
from trialogue.web.entries.models import Participant
from trialogue.web.entries.queries import Current


def forms_of_birth(protocols: Iterable[Protocol]) -> set[str]:
    """Name the forms that tell the day of birth, by any of these protocols."""
    return {form for one in protocols for form in items_told(one, {BIRTH})}


class Births:
    """What `checking.born_of` gives, from entries at hand: the latest of `forms_of_birth`."""

    def __init__(self, latest: Current) -> None:
        """Take the latest version of every place, removed ones too."""
        self._latest = latest
        self._telling: dict[str, set[str]] = {}
        self._born: dict[tuple[int, str], When | None] = {}

    def of(self, participant: Participant, protocol: Protocol, form: Form) -> When | None:
        """Give the day of birth; None where it is not known, or this form tells it."""
        version = protocol.version
        if version not in self._telling:
            self._telling[version] = items_told(protocol, {BIRTH})
        telling, key = self._telling[version], (participant.pk, version)
        if form.id in telling:
            return None
        if key not in self._born:
            entries = self._latest.get(participant.pk, {}).values()
            standing = [one for one in entries if one.form in telling and not one.removed]
            person = person_of_entries(protocol, standing, participant.subject)
            self._born[key] = person.date_of(BIRTH)
        return self._born[key]
