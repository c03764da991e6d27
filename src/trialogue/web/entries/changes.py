"""What one version of an entry changed, field by field and in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms import resolve
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.web.entries.models import Entry
from trialogue.web.entries.places import Place
from trialogue.web.entries.reasons import say_reason
from trialogue.web.entries.sheets import form_at
from trialogue.web.entries.shown import part_of, show_value
from trialogue.web.entries.sources import say_row, say_source
from trialogue.web.entries.typed import UNIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that a version changed; `before` and `after` are empty where nothing stood."""

    field: str
    label: str
    before: str
    after: str
    words: str
    identifying: bool
    row: str = ""
    """The row of an imported file from which it came, in words, where each has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A version in words: where it stands, what it changed, why."""

    entry: Entry
    form: str
    visit: str
    occurrence: int
    """0: the form is filled in once, and its number says nothing."""
    changes: tuple[Change, ...]
    reason: str
    source: str = ""
    """Where it came from, in words; empty: typed into the form."""

    @property
    def is_first(self) -> bool:
        """Tell whether nothing stood there before."""
        return self.entry.version == 1


def told_of(entries: Iterable[Entry], protocols: Mapping[str, Protocol]) -> list[Told]:
    """Tell entries in the order in which they were made, each against the one before it there.

    `protocols` are by version; an entry of a version that is not loaded is told by its keys.
    """
    standing: dict[Place, Entry] = {}
    told = []
    for entry in entries:
        before = standing.get(entry.place)
        told.append(tell(entry, before, protocols.get(entry.protocol_version)))
        standing[entry.place] = entry
    return told


def tell(entry: Entry, before: Entry | None, protocol: Protocol | None) -> Told:
    """Tell one version against the one before it."""
    language = get_language() or "en"
    form, visit = (form_at(protocol, entry.place) if protocol else None) or (None, None)
    repeats = form.repeating if form is not None else entry.occurrence > 1
    return Told(
        entry=entry,
        form=form.label.say(language) if form is not None else entry.form,
        visit=visit.label.say(language) if visit is not None else entry.visit,
        occurrence=entry.occurrence if repeats else 0,
        changes=tuple(_changes(entry, before, form, protocol)),
        reason=say_reason(entry.reason),
        source=say_source(entry.source) if entry.source != "form" else "",
    )


def _changes(
    entry: Entry, before: Entry | None, form: Form | None, protocol: Protocol | None
) -> list[Change]:
    old = before.values if before is not None else {}
    if form is None or protocol is None:
        return _by_keys(old, entry.values)
    found = []
    for field in form.fields:
        was, now = part_of(old, field.id), part_of(entry.values, field.id)
        if was == now:
            continue
        one, language = resolve(field, protocol), get_language() or "en"
        label = one.label.say(language)
        texts = show_value(one, old), show_value(one, entry.values)
        alike = was.get(UNIT) == now.get(UNIT) and set(was) == set(now) == {"", UNIT}
        words = say_change(label, was.get("", "") if alike else texts[0], texts[1])
        found.append(
            Change(
                field=field.id,
                label=label,
                before=texts[0],
                after=texts[1],
                words=words,
                identifying=field.identifying,
                row=say_row(entry.source, field.id),
            )
        )
    known = {key for field in form.fields for key in _keys(field.id)}
    rest = [
        {key: text for key, text in values.items() if key not in known}
        for values in (old, entry.values)
    ]
    return found + _by_keys(*rest)


def _keys(id: str) -> tuple[str, ...]:
    return tuple(f"{id}{part}" for part in ("", ".unit", ".low", ".high", ".absent"))


def _by_keys(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """Tell by keys what no form of a loaded protocol names."""
    return [
        Change(
            field=key,
            label=key,
            before=old.get(key, ""),
            after=new.get(key, ""),
            words=say_change(key, old.get(key, ""), new.get(key, "")),
            identifying=True,
        )
        for key in dict.fromkeys((*old, *new))
        if old.get(key) != new.get(key)
    ]


def say_change(label: str, before: str, after: str) -> str:
    """Say a change in one sentence."""
    said = {"label": label, "before": before, "after": after}
    if not before:
        return _("entered %(label)s: %(after)s") % said
    if not after:
        return _("removed %(label)s (it was %(before)s)") % said
    return _("changed %(label)s from %(before)s to %(after)s") % said
