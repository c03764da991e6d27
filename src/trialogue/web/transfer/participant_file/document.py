"""A participant's file as one document: a cover, the path, the forms, what was overseen."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.report.document import Document, Prose, Section
from trialogue.web.accounts.models import User
from trialogue.web.centres.queries import centre_of
from trialogue.web.entries.forms import IdentityForm
from trialogue.web.entries.templatetags.entries import moment
from trialogue.web.transfer.participant_file.forms import form_sections
from trialogue.web.transfer.participant_file.gathered import Gathered, language, table
from trialogue.web.transfer.participant_file.oversight import oversight_sections
from trialogue.web.transfer.participant_file.path import path_sections


def file_document(by: User, found: Gathered) -> Document:
    """Write the file in the reader's language."""
    protocol, subject = found.known.protocol, found.known.subject
    sections = (
        *_about(found),
        *path_sections(found),
        *form_sections(found),
        *oversight_sections(found),
    )
    return Document(
        title=_("Participant’s file: %(subject)s") % {"subject": subject},
        subtitle=protocol.short_title.say(language()),
        facts=_facts(by, found),
        sections=sections,
        language=language(),
        contents=_("Contents"),
        running=f"{_whether_named(found)} · {protocol.id} · {subject} · {moment(found.at)}"
        f" · {found.chain.last[:16]}",
        has_cover=True,
    )


def _whether_named(found: Gathered) -> str:
    """Say whether the file tells who the participant is, for the cover and every page."""
    if found.names:
        return _("Contains who the participant is: do not pass on")
    return _("Without name")


def _facts(by: User, found: Gathered) -> tuple[tuple[str, str], ...]:
    person, protocol = found.participant, found.known.protocol
    centre = centre_of(person.registry_id, person.centre)
    number = sum(len(versions) for versions in found.places.values())
    broken = found.chain.broken
    holds = _("The chain of hashes holds.")
    if broken is not None:
        place = {"place": broken.entry.place.key, "version": broken.entry.version}
        holds = _("The chain is BROKEN at %(place)s, version %(version)s.") % place
    counted = ngettext("%(n)s version", "%(n)s versions", number) % {"n": number}
    return (
        (_("Names"), _whether_named(found)),
        (_("Participant"), person.subject),
        (_("Trial"), protocol.id),
        (_("Protocol version"), protocol.version),
        (_("Centre"), centre.name if centre is not None else person.centre or "–"),
        (_("Data as of"), moment(found.at)),
        (_("Entries"), f"{counted}. {holds}"),
        (_("Last hash of the chain (SHA-256)"), found.chain.last),
        (_("Made by"), by.display_name),
    )


def _about(found: Gathered) -> tuple[Section, ...]:
    """Say how to read it, and who the person is where that was asked for."""
    said = [
        _("Fields without an answer are left out. Moments are in UTC."),
        _("With the last hash one can tell later whether an entry was changed or taken out."),
    ]
    if not found.names:
        said.append(_("Names are left out: this file speaks of the participant by code."))
        said.append(_("Of the date of birth the year alone is said."))
        return (
            Section(
                id="about", title=_("About this file"), blocks=(Prose(paragraphs=tuple(said)),)
            ),
        )
    said.append(_("This file names the person. Who made it is noted."))
    about = Section(id="about", title=_("About this file"), blocks=(Prose(paragraphs=tuple(said)),))
    rows = [
        (str(field.label or name), str(getattr(found.identity, name, "")))
        for name, field in IdentityForm().fields.items()
        if getattr(found.identity, name, "")
    ]
    rows = rows or [("–", _("Nothing is written down."))]
    who = table("identity", _("Who this is"), (_("Field"), _("Value")), rows)
    return about, Section(id="who", title=_("Who this is"), blocks=(who,))
