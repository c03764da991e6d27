"""The forms of a participant's file: by visit, each with every version."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.core.protocol import Protocol
from trialogue.report.document import Block, ReportTable, Section
from trialogue.web.entries.changes import Change, Told, say_change
from trialogue.web.entries.models import Entry
from trialogue.web.entries.places import Place
from trialogue.web.entries.shown import part_of, show_value
from trialogue.web.entries.templatetags.entries import moment
from trialogue.web.oversight.fields import digest_of, filled_fields, resolved, said_plainly
from trialogue.web.oversight.models import QueryStateName
from trialogue.web.oversight.queries import state_told
from trialogue.web.oversight.words import say_place, say_visit
from trialogue.web.transfer.participant_file.gathered import (
    Gathered,
    hidden,
    language,
    said_discreetly,
    table,
)


def form_sections(found: Gathered) -> Iterator[Section]:
    """Write a section for each visit that something was entered at, and one for what has none."""
    visits = [visit.id for visit in found.known.protocol.visits]
    rank = {visit: number for number, visit in enumerate(visits)}
    here = {place.visit for place in found.places if place.visit}
    for number, visit in enumerate(sorted(here, key=lambda one: (rank.get(one, len(rank)), one))):
        title = say_visit(found.known.protocol, visit)
        blocks = tuple(_blocks(found, visit, f"v{number}"))
        yield Section(id=f"visit-{number}", title=title, blocks=blocks)
    if any(not place.visit for place in found.places):
        title = _("Once in the study, and logs")
        yield Section(id="no-visit", title=title, blocks=tuple(_blocks(found, "", "once")))


def _blocks(found: Gathered, visit: str, prefix: str) -> Iterator[Block]:
    order = {id: number for number, id in enumerate(found.known.protocol.forms)}
    places = [place for place in found.places if place.visit == visit]
    places.sort(key=lambda one: (order.get(one.form, len(order)), one.form, one.occurrence))
    for number, place in enumerate(places):
        yield _standing(found, place, f"{prefix}-{number}")
        if len(found.places[place]) > 1:
            yield _versions(found, place, f"{prefix}-{number}-versions")


def _standing(found: Gathered, place: Place, id: str) -> ReportTable:
    """Write what stands at a place, or stood there before it was removed."""
    versions = found.places[place]
    last = versions[-1]
    shown = next((one for one in reversed(versions) if not one.entry.removed), last)
    protocol = found.protocol_at(shown.entry)
    title = say_place(protocol, place)
    notes = [_made(last)]
    if last.entry.removed:
        title = _("%(place)s – REMOVED") % {"place": title}
        notes.append(_("Removed: what stands above is what it said before."))
        notes.append(_("Reason: %(reason)s") % {"reason": last.reason})
    heads: tuple[str, ...] = (_("Field"), _("Value"), _("Verification and queries"))
    rows = _rows(found, protocol, shown.entry)
    if not any(marks for _label, _said, marks in rows):
        heads, rows = heads[:2], [row[:2] for row in rows]
    return table(id, title, heads, rows, tuple(notes))


def _rows(found: Gathered, protocol: Protocol, entry: Entry) -> list[tuple[str, ...]]:
    form = protocol.forms.get(entry.form)
    known = resolved(form, protocol)
    filled = filled_fields(entry.values)
    rows: list[tuple[str, ...]] = []
    for id in (*(one for one in known if part_of(entry.values, one)), *_unknown(known, filled)):
        one = known.get(id)
        may_name = one is None or one.field.identifying
        said = show_value(one, entry.values) if one else said_plainly(id, entry.values)
        label = one.label.say(language()) if one else id
        value = said if found.names else said_discreetly(form, id, said)
        value = hidden() if may_name and not found.names else value
        rows.append((label, value, "; ".join(_marks(found, entry, id))))
    return rows or [("–", "", "")]


def _unknown(known: object, filled: tuple[str, ...]) -> tuple[str, ...]:
    assert isinstance(known, dict)
    return tuple(one for one in filled if one not in known)


def _marks(found: Gathered, entry: Entry, field: str) -> Iterator[str]:
    mark = found.marks.get(entry.place.key, {}).get(field)
    if mark is not None:
        holds = mark.digest == digest_of(field, entry.values)
        yield _("verified") if holds else _("changed since it was verified")
    for query in found.queries:
        if (query.place, query.field) == (entry.place, field):
            state = QueryStateName(state_told(query)).label
            yield _("Query %(number)s") % {"number": query.pk} + f": {state}"


def _made(told: Told) -> str:
    """Say which version it is, by whom, when, from where."""
    entry = told.entry
    said = {
        "version": entry.version,
        "at": moment(entry.made_at),
        "who": entry.made_by.display_name,
        "protocol": entry.protocol_version,
    }
    words = _("Version %(version)s, %(at)s, %(who)s; protocol version %(protocol)s.") % said
    return words if entry.source == "form" else f"{words} {_source(entry)}"


def _source(entry: Entry) -> str:
    return _("Source: %(source)s.") % {"source": entry.source}


def _versions(found: Gathered, place: Place, id: str) -> ReportTable:
    """Write every version of a place: who, when, what, why."""
    versions = found.places[place]
    number = len(versions)
    counted = ngettext("%(n)s version", "%(n)s versions", number) % {"n": number}
    title = f"{say_place(found.protocol_at(versions[-1].entry), place)}: {counted}"
    heads = (_("Version"), _("When"), _("Who"), _("What"), _("Why"))
    rows = [
        (
            str(one.entry.version),
            moment(one.entry.made_at),
            one.entry.made_by.display_name,
            _what(found, one),
            one.reason,
        )
        for one in versions
    ]
    return table(id, title, heads, rows)


def _what(found: Gathered, told: Told) -> str:
    if told.entry.removed:
        return _("removed the form")
    return "; ".join(
        one.words if found.names else _unnamed(found, told, one) for one in told.changes
    )


def _unnamed(found: Gathered, told: Told, one: Change) -> str:
    """Say what a version changed, without what may name the person."""
    if one.identifying:
        return f"{one.label}: {hidden()}"
    form = found.protocol_at(told.entry).forms.get(told.entry.form)
    texts = [said_discreetly(form, one.field, text) for text in (one.before, one.after)]
    if texts == [one.before, one.after]:
        return one.words
    return say_change(one.label, *texts)
