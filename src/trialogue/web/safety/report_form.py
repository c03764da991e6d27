"""A serious event as a page to print: the questions of the CIOMS I form, in a layout of our own.

What is not known stays blank. No name, no initials, no date of birth: the participant's code,
age and sex. The narrative is free text, and whoever writes it keeps names out of it.
Source: CIOMS Working Group I, International Reporting of Adverse Drug Reactions (1990).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol.forms import Form
from trialogue.web.entries.models import Entry, Identity, Participant
from trialogue.web.safety.bedside import age_on, birth_of
from trialogue.web.safety.clocks import HOURS, Clock, clocks_of
from trialogue.web.safety.events import CRITERIA, EventRow, event_row, label_of
from trialogue.web.safety.forms import AWARE, NARRATIVE, REPORTED, said_of, variables_of
from trialogue.web.safety.study import Live

MOST_DRUGS = 20
SHORTEST_NAME, LONGEST_NAME = 2, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question with its answer; an empty answer is a blank to fill in by hand."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A criterion of seriousness; None: not answered."""

    label: str
    ticked: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something given: name, amount, route, from, to, what for."""

    name: str
    amount: str = ""
    route: str = ""
    start: str = ""
    end: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The page, section by section."""

    number: str
    is_follow_up: bool
    version: int
    event: EventRow
    clock: Clock | None
    person: tuple[Line, ...]
    reaction: tuple[Line, ...]
    boxes: tuple[Box, ...]
    narrative: str
    """Empty where it holds a name: see `names_in_narrative`."""
    names_in_narrative: bool
    suspect: tuple[Given, ...]
    other: tuple[Given, ...]
    history: tuple[str, ...]
    about: tuple[Line, ...]
    hours: int = HOURS


def report_of(live: Live, person: Participant, form: Form, entry: Entry, now: datetime) -> Report:
    """Gather the page of one event."""
    protocol = live.protocols[person.pk]
    clocks = {clock.place: clock for clock in clocks_of(live, now)}
    clock = clocks.get(entry.place)
    event = event_row(form, protocol, entry, clock)
    rows = live.rows[person.pk]
    narrative = entry.values.get(NARRATIVE, "")
    named = bool(narrative) and holds_a_name(live, person, narrative)
    return Report(
        number=f"{person.registry_id}-{person.subject}-{entry.occurrence}",
        is_follow_up=entry.version > 1,
        version=entry.version,
        event=event,
        clock=clock,
        person=_person(live, person, event),
        reaction=_reaction(event),
        boxes=_boxes(live, person, form, entry),
        narrative="" if named else narrative,
        names_in_narrative=named,
        suspect=tuple(_dose(row) for row in rows.get("EX", [])),
        other=tuple(_medicine(row) for row in rows.get("CM", []))[:MOST_DRUGS],
        history=tuple(_history(row) for row in rows.get("MH", [])),
        about=_about(live, person, form, entry),
    )


def holds_a_name(live: Live, person: Participant, text: str) -> bool:
    """Tell whether a text holds a name or number by which the participant is known here.

    Compared with the participant's identity and with the short texts entered in fields that
    may name somebody. It finds what is written alike, and nobody's nickname.
    """
    protocol = live.protocols[person.pk]
    known = {*_identity(person)}
    for place, entry in live.entries_of(person).items():
        form = protocol.forms.get(place.form)
        for field in form.fields if form is not None else ():
            said = entry.values.get(field.id, "")
            if field.identifying and field.id != NARRATIVE and len(said) <= LONGEST_NAME:
                known.add(said)
    words = text.casefold()
    return any(_stands_in(name.casefold(), words) for name in known if len(name) >= SHORTEST_NAME)


def _identity(person: Participant) -> Iterator[str]:
    found = Identity.objects.filter(participant=person).first()
    if found is not None:
        yield from (found.given_name, found.family_name, found.hospital_number)


def _stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as words of its own; in Chinese anywhere."""
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", text) is not None


def _person(live: Live, person: Participant, event: EventRow) -> tuple[Line, ...]:
    rows = live.rows[person.pk]
    dm = next(iter(rows.get("DM", [])), {})
    age = age_on(birth_of(live, person), event.start[:10])
    weight = [row for row in rows.get("VS", []) if row.get("VSTESTCD") == "WEIGHT"]
    said = (
        " ".join(filter(None, (weight[-1].get("VSORRES", ""), weight[-1].get("VSORRESU", ""))))
        if weight
        else ""
    )
    return (
        Line(label=_("Participant (code, no initials)"), text=person.subject),
        Line(label=_("Age at onset (years)"), text="" if age is None else str(age)),
        Line(label=_("Sex"), text={"F": _("female"), "M": _("male")}.get(dm.get("SEX", ""), "")),
        Line(label=_("Weight"), text=said),
        Line(label=_("Country"), text=dm.get("COUNTRY", "")),
    )


def _reaction(event: EventRow) -> tuple[Line, ...]:
    grade = f"{event.grade} ({event.scale})" if event.grade and event.scale else event.grade
    return (
        Line(label=_("Reaction"), text=event.term),
        Line(label=_("As reported"), text=event.reported),
        Line(label=_("Class"), text=event.organ_class),
        Line(label=_("Grade"), text=grade),
        Line(label=_("Onset"), text=event.start),
        Line(label=_("End"), text=event.end),
        Line(label=_("Outcome of the event"), text=event.outcome),
        Line(label=_("Relation to the treatment studied"), text=event.relation),
        Line(label=_("Reaction abated after stopping the drug"), text=_("does not apply: cells")),
        Line(label=_("Reaction came again after giving it again")),
    )


def _boxes(live: Live, person: Participant, form: Form, entry: Entry) -> tuple[Box, ...]:
    language, fields = get_language() or "en", variables_of(form)
    answers = {"yes": True, "no": False}
    return tuple(
        Box(
            label=label_of(form, live.protocols[person.pk], fields[variable], language),
            ticked=answers.get(entry.values.get(fields[variable], "")),
        )
        for variable in CRITERIA
        if variable in fields
    )


def _dose(row: dict[str, str]) -> Given:
    return Given(
        name=row.get("EXTRT", ""),
        amount=" ".join(filter(None, (row.get("EXDOSE", ""), row.get("EXDOSU", "")))),
        route=row.get("EXROUTE", ""),
        start=row.get("EXSTDTC", "").replace("T", " "),
        end=row.get("EXENDTC", "").replace("T", " "),
        reason=row.get("EXCAT", ""),
    )


def _medicine(row: dict[str, str]) -> Given:
    return Given(
        name=row.get("CMTRT", ""),
        amount=" ".join(filter(None, (row.get("CMDOSE", ""), row.get("CMDOSU", "")))),
        route=row.get("CMROUTE", ""),
        start=row.get("CMSTDTC", ""),
        end=row.get("CMENDTC", ""),
        reason=row.get("CMINDC", ""),
    )


def _history(row: dict[str, str]) -> str:
    start = row.get("MHSTDTC", "")
    return f"{row.get('MHTERM', '')} ({start})" if start else row.get("MHTERM", "")


def _about(live: Live, person: Participant, form: Form, entry: Entry) -> tuple[Line, ...]:
    protocol, language = live.protocols[person.pk], get_language() or "en"
    ids = {field.id for field in form.fields}

    def said(id: str) -> str:
        return said_of(form, protocol, entry.values, id, language) if id in ids else ""

    return (
        Line(label=_("Study"), text=f"{protocol.id}, {protocol.short_title.say(language)}"),
        Line(label=_("Protocol version"), text=entry.protocol_version),
        Line(label=_("Centre"), text=person.centre),
        Line(label=_("The centre learned of it"), text=said(AWARE)),
        Line(label=_("Reported to the sponsor"), text=said(REPORTED)),
        Line(label=_("Name and address of the manufacturer")),
        Line(label=_("Manufacturer's control number")),
        Line(label=_("Reporter, signature, date")),
    )
