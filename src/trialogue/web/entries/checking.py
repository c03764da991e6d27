"""What was typed, checked by the core and told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.forms import EntryFault, Query, check_entry
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import Form
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Fault
from trialogue.web.entries.places import Place
from trialogue.web.entries.sheets import form_at, protocol_bound_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Values as they are kept, every fault, and what is unusual. `repeats`: the form does."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    queries: tuple[Fault, ...] = ()
    repeats: bool = False


def check_values(
    participant: Participant, place: Place, values: Mapping[str, str], version: str
) -> Checked:
    """Check what is to stand at a place under a version of the protocol."""
    protocol = protocol_bound_to(participant, version)
    found = form_at(protocol, place)
    if found is None:
        message = _("The protocol has no form “%(form)s” there.") % {"form": place.key}
        return Checked(faults=(Fault(field="", message=message),))
    return check_form(found[0], values, protocol)


def check_form(form: Form, values: Mapping[str, str], protocol: Protocol) -> Checked:
    """Check the values of a form today, and tell what was found in the reader's language."""
    checked = check_entry(form, cleaned(values), protocol, timezone.localdate())
    return Checked(
        values=checked.values,
        faults=tuple(_fault(one) for one in checked.faults),
        queries=tuple(_query(one) for one in checked.queries),
        repeats=form.repeating,
    )


def cleaned(values: Mapping[str, str]) -> dict[str, str]:
    """Take the blanks around, and what no database keeps, out of texts; drop empty ones."""
    texts = {
        key: text.replace("\x00", "").replace("\r\n", "\n").strip() for key, text in values.items()
    }
    return {key: text for key, text in texts.items() if text}


def _fault(one: EntryFault) -> Fault:
    language = get_language() or "en"
    said = {
        "found": one.found.say(language),
        "allowed": one.allowed.say(language),
        "remedy": _sentence(one.remedy.say(language)),
    }
    message = _("Given: %(found)s. Allowed: %(allowed)s. %(remedy)s") % said
    return Fault(field=one.field, message=message)


def _query(one: Query) -> Fault:
    language = get_language() or "en"
    said = {
        "found": one.found.say(language),
        "expected": one.expected.say(language),
        "words": _sentence(one.words.say(language)),
    }
    message = _("%(words)s Given: %(found)s; usual: %(expected)s.") % said
    return Fault(field=one.field, message=message)


def _sentence(words: str) -> str:
    """Begin with a capital and end with a stop."""
    ends = words.endswith((".", "。", "!", "?", "？"))
    stop = "。" if (get_language() or "en").startswith("zh") else "."
    return words[:1].upper() + words[1:] + ("" if ends else stop)
