"""How the tables of entries and of oversight are told in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.web.entries.changes import tell
from trialogue.web.entries.course import address_of as form_address
from trialogue.web.entries.models import Entry, IdentityLook, Participant
from trialogue.web.entries.sources import say_row, say_source
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Hold, Mark, Query, QueryStep
from trialogue.web.oversight.pages import address_of
from trialogue.web.oversight.trail import TELLERS, Event, Line, Teller
from trialogue.web.oversight.words import say_field, say_place, say_question, say_target
from trialogue.web.trials.queries import protocols_of_versions


def register() -> None:
    """Add the tellers of entries and of this app, once."""
    if any(one.model is Entry for one in TELLERS):
        return
    TELLERS.extend(
        (
            Teller(
                kind="participant",
                model=Participant,
                at="made_at",
                by="made_by",
                tell=tell_participants,
                person="",
            ),
            Teller(
                kind="entry",
                model=Entry,
                at="made_at",
                by="made_by",
                tell=tell_entries,
                form="form",
                related=("participant",),
            ),
            Teller(
                kind="identity",
                model=IdentityLook,
                at="at",
                by="user",
                tell=tell_looks,
                related=("participant",),
            ),
            Teller(
                kind="query",
                model=Query,
                at="opened_at",
                by="opened_by",
                tell=tell_queries,
                form="form",
                related=("participant",),
            ),
            Teller(
                kind="query step",
                model=QueryStep,
                at="at",
                by="by",
                tell=tell_steps,
                person="query__participant__",
                form="query__form",
                related=("query__participant", "query__opened_by"),
            ),
            Teller(
                kind="verification",
                model=Mark,
                at="at",
                by="by",
                tell=tell_marks,
                form="form",
                related=("participant",),
            ),
            Teller(
                kind="hold",
                model=Hold,
                at="at",
                by="by",
                tell=tell_holds,
                form="form",
                related=("participant",),
            ),
        )
    )


def tell_participants(rows: Sequence[Participant], protocol: Protocol) -> Iterator[Event]:
    """Tell that participants were made."""
    for row in rows:
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="participant",
            subject=row.subject,
            centre=row.centre,
            words=_("made the participant, protocol version %(version)s")
            % {"version": row.protocol_version},
        )


def tell_entries(rows: Sequence[Entry], protocol: Protocol) -> Iterator[Event]:
    """Tell versions of entries, each against the one before it. Two queries."""
    versions = {row.protocol_version for row in rows}
    protocols = protocols_of_versions(protocol.id, versions)
    earlier = Entry.objects.filter(
        participant__in={row.participant_id for row in rows if row.version > 1},
        form__in={row.form for row in rows},
        version__in={row.version - 1 for row in rows},
    )
    before = {(one.participant_id, one.place, one.version): one for one in earlier}
    for row in rows:
        told = tell(
            row,
            before.get((row.participant_id, row.place, row.version - 1)),
            protocols.get(row.protocol_version),
        )
        number = f" #{told.occurrence}" if told.occurrence else ""
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="entry",
            subject=row.participant.subject,
            centre=row.participant.centre,
            form=row.form,
            visit=row.visit,
            occurrence=row.occurrence,
            place=" · ".join(filter(None, (told.form, told.visit))) + number,
            words=_("removed the form") if row.removed else "",
            lines=tuple(
                Line(
                    words=one.words,
                    field=one.field,
                    label=one.label,
                    before=one.before,
                    after=one.after,
                    is_identifying=one.identifying,
                    source=say_source(row.source, one.field, whole=True),
                    row=say_row(row.source, one.field),
                )
                for one in told.changes
            ),
            reason=told.reason,
            source=say_source(row.source),
            version=row.version,
            hash=row.hash,
            address=form_address(row.participant, row.place, "history"),
        )


def tell_looks(rows: Sequence[IdentityLook], protocol: Protocol) -> Iterator[Event]:
    """Tell who saw, wrote or erased who somebody is; never what it says."""
    words = {
        IdentityLook.What.SEEN: _("saw who the participant is"),
        IdentityLook.What.WRITTEN: _("wrote who the participant is"),
        IdentityLook.What.ERASED: _("erased who the participant is"),
    }
    for row in rows:
        yield Event(
            at=row.at,
            by=row.user.display_name,
            kind="identity",
            subject=row.participant.subject,
            centre=row.participant.centre,
            words=words[IdentityLook.What(row.what)],
        )


def tell_queries(rows: Sequence[Query], protocol: Protocol) -> Iterator[Event]:
    """Tell that queries were opened."""
    for row in rows:
        asked = {"number": row.pk, "field": say_field(protocol, row.form, row.field)}
        if row.origin == Query.Origin.CHECK:
            words = _("the check opened query %(number)s on %(field)s") % asked
        else:
            words = _("opened query %(number)s on %(field)s") % asked
        yield _about_query(row, protocol, words)


def tell_steps(rows: Sequence[QueryStep], protocol: Protocol) -> Iterator[Event]:
    """Tell what was done with queries."""
    for row in rows:
        asked = {"number": row.query_id}
        match row.kind:
            case QueryStep.Kind.ANSWERED:
                words = _("answered query %(number)s") % asked
            case QueryStep.Kind.CLOSED if row.by_check:
                words = _("query %(number)s was closed because the value was changed") % asked
            case QueryStep.Kind.CLOSED:
                words = _("closed query %(number)s") % asked
            case _ if row.by_check:
                words = _("query %(number)s was opened again: the value came back") % asked
            case _:
                words = _("opened query %(number)s again") % asked
        yield replace(
            _about_query(row.query, protocol, words),
            at=row.at,
            by=row.by.display_name,
            kind="query step",
            reason=row.text,
        )


def _about_query(row: Query, protocol: Protocol, words: str) -> Event:
    person = row.participant
    return Event(
        at=row.opened_at,
        by=row.opened_by.display_name,
        kind="query",
        subject=person.subject,
        centre=person.centre,
        form=row.form,
        visit=row.visit,
        occurrence=row.occurrence,
        place=say_place(protocol, row.place),
        words=words,
        reason=say_question(row),
        version=row.version,
        address=reverse("oversight:query", args=[person.registry_id, row.pk]),
    )


def tell_marks(rows: Sequence[Mark], protocol: Protocol) -> Iterator[Event]:
    """Tell which fields were found to agree with their source."""
    for row in rows:
        asked = {"field": say_field(protocol, row.form, row.field), "version": row.version}
        if row.is_set:
            words = _("verified %(field)s against the source (version %(version)s)") % asked
        else:
            words = _("took back the verification of %(field)s") % asked
        yield Event(
            at=row.at,
            by=row.by.display_name,
            kind="verification",
            subject=row.participant.subject,
            centre=row.participant.centre,
            form=row.form,
            visit=row.visit,
            occurrence=row.occurrence,
            place=say_place(protocol, row.place),
            words=words,
            version=row.version,
            address=address_of("place", row.participant, row.place),
        )


def tell_holds(rows: Sequence[Hold], protocol: Protocol) -> Iterator[Event]:
    """Tell what was frozen, locked, and set free again."""
    said = {
        Hold.Kind.FROZEN: _("froze: %(what)s"),
        Hold.Kind.THAWED: _("ended the freeze: %(what)s"),
        Hold.Kind.LOCKED: _("locked: %(what)s"),
        Hold.Kind.UNLOCKED: _("unlocked: %(what)s"),
    }
    for row in rows:
        what = say_target(protocol, Target(form=row.form, visit=row.visit))
        yield Event(
            at=row.at,
            by=row.by.display_name,
            kind="hold",
            subject=row.participant.subject,
            centre=row.participant.centre,
            form=row.form,
            visit=row.visit,
            words=said[Hold.Kind(row.kind)] % {"what": what},
            reason=row.reason,
        )
