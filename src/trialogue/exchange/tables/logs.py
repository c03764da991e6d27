"""Which row of a log a row of a file is: one that says the same, one that it looks like, a new one.

A row that was removed is found, too: whoever brings it back is asked why. Rows are looked up by
their day and their first required answer, so that a long log is not gone through for each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from trialogue.core.forms.check import check_entry
from trialogue.core.forms.entered import Entered
from trialogue.core.forms.resolve import ResolvedField, resolve_form
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.core.protocol.trial import Protocol
from trialogue.exchange.tables.merging import Values, agrees, is_same, part_of

Key = tuple[str, str, int]
"""Form, visit, occurrence."""
_Bucket = dict[Key, Entered]


class Logs:
    """The rows of one participant's logs, and which of them a file has come to already."""

    def __init__(self, protocol: Protocol, entries: Iterable[Entered], today: date) -> None:
        """Put the rows in order: those that stand first, each by its number."""
        self.protocol, self.today = protocol, today
        self._marks = {
            form.id: _marks(form, protocol) for form in protocol.forms.values() if form.repeating
        }
        self._highest: dict[tuple[str, str], int] = {}
        self._buckets: dict[tuple[str, ...], _Bucket] = {}
        mine = [one for one in entries if one.form in self._marks]
        for one in sorted(mine, key=lambda one: (one.removed, one.occurrence)):
            self.count(_key(one))
            for name in self._names(one):
                self._buckets.setdefault(name, {})[_key(one)] = one

    def _names(self, one: Entered) -> list[tuple[str, ...]]:
        """Name the buckets of a row: its whole log, and one for each of its marks."""
        whole = (one.form, one.visit)
        return [whole, *_marked(whole, self._marks[one.form], one.values)]

    def count(self, key: Key) -> None:
        """Keep the highest number of a log."""
        self._highest[key[:2]] = max(self._highest.get(key[:2], 0), key[2])

    def next(self, form: str, visit: str) -> int:
        """Give the number of a new row."""
        return self._highest.get((form, visit), 0) + 1

    def take(self, key: Key) -> None:
        """Note that the file came to a row: no other row of the file means it by its words."""
        self.count(key)
        one = self._buckets.get(key[:2], {}).get(key)
        for name in self._names(one) if one is not None else ():
            self._buckets[name].pop(key, None)

    def read(self, form: Form, keys: Mapping[str, str]) -> dict[str, str]:
        """Clean what a row of a file says, as it would be kept."""
        return dict(check_entry(form, keys, self.protocol, self.today).values)

    def same(self, form: Form, visit: str, said: Values) -> int:
        """Find the row that says all of it already; 0: there is none."""
        fields = resolve_form(form, self.protocol)
        for key, entry in self._near(form, visit, said).items() if said else ():
            if agrees(entry.values, said, fields):
                return key[2]
        return 0

    def alike(self, form: Form, visit: str, said: Values) -> int:
        """Find the row that stands there with this day and first answer, and differs else."""
        marks = self._marks[form.id]
        if not marks or not all(part_of(said, one.id) for one in marks):
            return 0
        for key, entry in self._near(form, visit, said).items():
            pairs = [(one, part_of(entry.values, one.id), part_of(said, one.id)) for one in marks]
            if not entry.removed and all(is_same(*pair) for pair in pairs):
                return key[2]
        return 0

    def _near(self, form: Form, visit: str, said: Values) -> _Bucket:
        """Give the fewest rows among which the one that is meant must be."""
        whole = (form.id, visit)
        names = _marked(whole, self._marks[form.id], said) or [whole]
        return min((self._buckets.get(name, {}) for name in names), key=len)


def _key(one: Entered) -> Key:
    return one.form, one.visit, one.occurrence


def _marks(form: Form, protocol: Protocol) -> tuple[ResolvedField, ...]:
    """Give what tells rows apart: the first required field, and the day where there is one."""
    fields = resolve_form(form, protocol)
    days = [one for one in fields.values() if one.kind in (FieldKind.DATE, FieldKind.DATE_TIME)]
    day = fields.get(form.dated_by) or (days[0] if days else None)
    first = next((one for one in fields.values() if one.field.required and one is not day), None)
    return tuple(one for one in (day, first) if one is not None) if first is not None else ()


def _marked(
    whole: tuple[str, str], marks: Iterable[ResolvedField], values: Values
) -> list[tuple[str, ...]]:
    """Name the buckets of what is said word for word; a number may be written in many ways."""
    return [
        (*whole, one.id, values[one.id])
        for one in marks
        if one.kind is not FieldKind.QUANTITY and one.id in values
    ]
