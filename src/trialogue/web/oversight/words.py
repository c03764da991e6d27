"""Places and questions in the reader's words."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import form_at, protocol_of, unscheduled_visit
from trialogue.web.oversight.fields import resolved
from trialogue.web.oversight.holding import Target
from trialogue.web.oversight.models import Query


def say_place(protocol: Protocol, place: Place) -> str:
    """Name a place as the team does: form, visit, which occurrence."""
    found = form_at(protocol, place)
    form = protocol.forms.get(place.form)
    parts = [form.label.say(_language()) if form is not None else place.form]
    visit = found[1] if found is not None else None
    if place.visit:
        parts.append(visit.label.say(_language()) if visit is not None else place.visit)
    words = " · ".join(parts)
    return f"{words} #{place.occurrence}" if form is None or form.repeating else words


def say_field(protocol: Protocol, form: str, field: str) -> str:
    """Name a field by its label; by its id where the protocol has it no more."""
    if not field:
        return _("the whole form")
    known = resolved(protocol.forms.get(form), protocol)
    return known[field].label.say(_language()) if field in known else field


def say_target(protocol: Protocol, target: Target) -> str:
    """Name what a freeze or a lock covers."""
    form, visit = protocol.forms.get(target.form), say_visit(protocol, target.visit)
    label = form.label.say(_language()) if form is not None else target.form
    if not (target.form or target.visit):
        return _("The whole participant")
    return " · ".join(part for part in (label, visit) if part)


def say_visit(protocol: Protocol, visit: str) -> str:
    """Name a visit; empty for none."""
    planned = next((one for one in protocol.visits if one.id == visit), None)
    found = planned or (unscheduled_visit(visit) if visit else None)
    return found.label.say(_language()) if found is not None else visit


def statement_on_data(participant: Participant, visit: str) -> str:
    """Write the words above a signature on data."""
    what = say_visit(protocol_of(participant), visit) if visit else _("all visits")
    return _(
        "I have reviewed what was entered about participant %(subject)s (%(what)s); to my "
        "knowledge it is complete and right."
    ) % {"subject": participant.subject, "what": what}


def say_question(query: Query) -> str:
    """Give a query's question: a person's own words, or what the check found unusual."""
    if query.origin == Query.Origin.PERSON:
        return query.text
    parts = ("found", "expected", "words")
    said = {part: Text(*query.unusual[part]).say(_language()) for part in parts}
    said["words"] = _sentence(said["words"])
    return _("%(words)s Given: %(found)s; usual: %(expected)s.") % said


def _sentence(words: str) -> str:
    stop = "。" if _language().startswith("zh") else "."
    end = "" if words.endswith((".", "。", "!", "?", "？")) else stop
    return words[:1].upper() + words[1:] + end


def _language() -> str:
    return get_language() or "en"
