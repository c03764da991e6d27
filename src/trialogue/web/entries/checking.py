"""What was typed, checked by the core and told in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.dates import When
from trialogue.core.forms import (
    EntryFault,
    Query,
    check_entry,
    does_concern,
    person_of_entries,
    resolve_form,
)
from trialogue.core.forms.check import BIRTH
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.forms import FieldKind, Form
from trialogue.web.entries.models import Participant
from trialogue.web.entries.outcomes import Fault
from trialogue.web.entries.places import Place
from trialogue.web.entries.queries import current_rows
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
    return check_form(found[0], values, protocol, born=born_of(participant, protocol, found[0]))


def born_of(participant: Participant, protocol: Protocol, form: Form) -> When | None:
    """Give the day of birth, before which no date of this form can lie; None: not known.

    Nothing is asked for a form without dates, nor for the one that tells the birth.
    """
    kinds = {one.kind for one in resolve_form(form, protocol).values()}
    telling = items_told(protocol, {BIRTH})
    if form.id in telling or not kinds & {FieldKind.DATE, FieldKind.DATE_TIME}:
        return None
    rows = current_rows([participant]).filter(form__in=telling)
    return person_of_entries(protocol, rows, participant.subject).date_of(BIRTH)


def items_told(protocol: Protocol, items: Collection[str]) -> set[str]:
    """Name the forms that tell some of these items."""
    return {
        form.id
        for form in protocol.forms.values()
        if any(one.item in items for one in form.fields) or any(g.item in items for g in form.gives)
    }


def check_form(
    form: Form, values: Mapping[str, str], protocol: Protocol, *, born: When | None = None
) -> Checked:
    """Check the values of a form today, and tell what was found in the reader's language."""
    checked = check_entry(form, cleaned(values), protocol, timezone.localdate(), born=born)
    return Checked(
        values=checked.values,
        faults=tuple(_fault(one) for one in checked.faults),
        queries=tuple(_query(one) for one in checked.queries),
        repeats=form.repeating,
    )


def why_spared(participant: Participant, protocol: Protocol, form: Form) -> str:
    """Say why a form does not concern this participant; empty where it does, or is not known."""
    if not form.concerns:
        return ""
    telling = items_told(protocol, form.concerns)
    rows = current_rows([participant]).filter(form__in=telling)
    person = person_of_entries(protocol, rows, participant.subject)
    if does_concern(form, person):
        return ""
    return _("This form does not concern this participant: it is only for %(whom)s.") % {
        "whom": say_concerns(protocol, form)
    }


def say_concerns(protocol: Protocol, form: Form) -> str:
    """Say whom a form concerns: `Sex: Female; Could become pregnant: Yes`."""
    language = get_language() or "en"
    said = []
    for id, values in form.concerns.items():
        item = protocol.items[id]
        words = [item.choices[v].say(language) if v in item.choices else v for v in values]
        said.append(f"{item.label.say(language)}: {', '.join(words)}")
    return "; ".join(said)


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
