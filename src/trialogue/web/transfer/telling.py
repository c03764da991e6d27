"""How imports, cuts and exports are told in the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.core.protocol import Protocol
from trialogue.web.entries.reasons import say_reason
from trialogue.web.oversight.trail import TELLERS, Event, Teller
from trialogue.web.transfer.models import Cut, Export, Import, KeptMapping, Printout


def register() -> None:
    """Add the tellers, once."""
    if any(one.model is Cut for one in TELLERS):
        return
    for kind, model, tell in (
        ("cut", Cut, tell_cuts),
        ("export", Export, tell_exports),
        ("import", Import, tell_imports),
        ("mapping", KeptMapping, tell_mappings),
    ):
        told = Teller(
            kind=kind,
            model=model,
            at="made_at",
            by="made_by",
            tell=tell,
            person="",
            is_of_trial=True,
            has_centre=model is Import,
        )
        TELLERS.append(told)
    TELLERS.append(
        Teller(
            kind="file",
            model=Printout,
            at="made_at",
            by="made_by",
            tell=tell_printouts,
            related=("participant",),
        )
    )


def tell_cuts(rows: Sequence[Cut], protocol: Protocol) -> Iterator[Event]:
    """Tell that data were cut, and until when they count."""
    for row in rows:
        said = {"name": row.name, "moment": f"{row.as_of:%Y-%m-%d %H:%M} UTC", "day": row.day}
        words = _("cut the data: %(name)s, entered until %(moment)s") % said
        if row.day is not None:
            words += _("; what happened until %(day)s") % said
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="cut",
            words=words,
            hash=row.digest,
        )


def tell_exports(rows: Sequence[Export], protocol: Protocol) -> Iterator[Event]:
    """Tell that data were taken away, of how many and as what."""
    for row in rows:
        said = {"number": row.participants, "form": row.form, "centres": row.centres}
        words = _("exported the data of %(number)s participants as %(form)s") % said
        if row.centres:
            words += _("; of %(centres)s alone") % said
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="export",
            words=words,
            hash=row.digest,
        )


def tell_printouts(rows: Sequence[Printout], protocol: Protocol) -> Iterator[Event]:
    """Tell that a participant's file was made, and whether it says who somebody is."""
    for row in rows:
        if row.with_identity:
            words = _("made the participant’s file as %(form)s, with the name")
        else:
            words = _("made the participant’s file as %(form)s, without the name")
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="file",
            subject=row.participant.subject,
            centre=row.participant.centre,
            words=words % {"form": _("PDF") if row.form == Printout.Form.PDF else _("a page")},
            hash=row.last_hash,
        )


def tell_imports(rows: Sequence[Import], protocol: Protocol) -> Iterator[Event]:
    """Tell that a file was imported, and what came of it; its values are told with the entries."""
    for row in rows:
        said = {
            "file": row.file,
            "hash": row.digest,
            "created": row.created,
            "changed": row.changed,
            "unchanged": row.unchanged,
            "left": row.left_out,
            "people": row.participants,
        }
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="import",
            centre=row.centre,
            words=ngettext(
                "imported %(file)s (SHA-256 %(hash)s) for %(people)s participant: %(created)s "
                "new entries, %(changed)s changed, %(unchanged)s unchanged, %(left)s rows left out",
                "imported %(file)s (SHA-256 %(hash)s) for %(people)s participants: %(created)s "
                "new entries, %(changed)s changed, %(unchanged)s unchanged, %(left)s rows left out",
                row.participants,
            )
            % said,
            reason=say_reason(row.reason),
            hash=row.digest,
            address=reverse("transfer:imported", args=[row.registry_id, row.pk]),
        )


def tell_mappings(rows: Sequence[KeptMapping], protocol: Protocol) -> Iterator[Event]:
    """Tell that it was kept what the columns and tests of a file mean."""
    for row in rows:
        said = {"name": row.name, "version": row.version}
        yield Event(
            at=row.made_at,
            by=row.made_by.display_name,
            kind="mapping",
            words=_("kept the mapping of files “%(name)s”, version %(version)s") % said,
        )
