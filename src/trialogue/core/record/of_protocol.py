"""A protocol as a registry record, so that a trial known as data stands beside all others.

Search, distance and the page's common parts read records. The words are the English ones;
`words_in` gives what search should know besides, such as the Chinese title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from trialogue.core.dates import on_day
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Side
from trialogue.core.protocol.trial import Centre
from trialogue.core.protocol.trial import Contact as CentreContact
from trialogue.core.record.ages import AgeLimit
from trialogue.core.record.dates import RecordDate, RecordDates
from trialogue.core.record.people import Contact, Organization
from trialogue.core.record.plan import Arm, Design, Enrollment, Intervention, Outcome
from trialogue.core.record.record import Record
from trialogue.core.record.sites import Point, Site
from trialogue.core.record.version import Version

INDENT = "  "
_FOR_DAYS = re.compile(r"for (?:\d+ to )?\d+ days?\b")


def record_of(protocol: Protocol, digest: str) -> Record:
    """Write a protocol as a record; `digest` names the state of its file.

    A centre without a city is a slot that nobody has filled, and no site.
    """
    low, high = protocol.ages
    design = protocol.design
    updated = protocol.last_update
    return Record(
        id=protocol.id,
        version=Version(posted=updated.isoformat() if updated else "", digest=digest[:16]),
        brief_title=protocol.short_title.en,
        official_title=protocol.title.en,
        status=protocol.status.upper(),
        dates=RecordDates(
            start=_date(design.start),
            completion=_date(design.completion),
            last_updated=_date(updated),
        ),
        study_type=design.study_type.en.upper(),
        phases=_phases(design.phase),
        design=Design(intervention_model=design.arms_model.en, masking=design.masking.en),
        enrollment=Enrollment(count=design.planned_size, kind="ESTIMATED"),
        sponsor=Organization(name=protocol.sponsor.name.en),
        collaborators=tuple(Organization(name=one.name.en) for one in protocol.collaborators),
        summary=protocol.summary.en,
        description="\n\n".join(text.en for text in (*protocol.aims, *protocol.objectives)),
        conditions=tuple(one.label.en for one in protocol.conditions),
        keywords=tuple(one.short for one in protocol.conditions if one.short),
        arms=tuple(
            Arm(label=arm.label.en, description=arm.description.en) for arm in protocol.arms
        ),
        interventions=tuple(_interventions(protocol)),
        primary_outcomes=tuple(_outcomes(protocol, primary=True)),
        secondary_outcomes=tuple(_outcomes(protocol, primary=False)),
        criteria=criteria_text(protocol),
        sex=protocol.sex.upper(),
        minimum_age=_years(low),
        maximum_age=_years(high),
        sites=tuple(sites_of(protocol.centres)),
    )


def words_in(protocol: Protocol, language: str) -> tuple[str, ...]:
    """Give what a family may search for in another language; nothing that falls back to English."""
    texts = [protocol.title, protocol.short_title, protocol.summary, protocol.sponsor.name]
    texts += [one.label for one in protocol.conditions]
    texts += [
        criterion.plain for criterion in protocol.criteria if criterion.side is Side.INCLUSION
    ]
    said = (text.say(language) for text in texts if text.say(language) != text.en)
    return tuple(dict.fromkeys(said))


def criteria_text(protocol: Protocol) -> str:
    """Write the criteria as a registry does: two headings, the record's words, parts indented."""
    blocks = []
    for side, heading in (
        (Side.INCLUSION, "Inclusion Criteria:"),
        (Side.EXCLUSION, "Exclusion Criteria:"),
    ):
        own = [criterion for criterion in protocol.criteria if criterion.side is side]
        blocks.append("\n".join([heading, "", *_entries(own, "")]))
    return "\n\n".join(blocks)


def sites_of(centres: Iterable[Centre]) -> Iterator[Site]:
    """Write the centres that say where they are as sites."""
    for centre in centres:
        if not centre.city.en:
            continue
        placed = centre.latitude is not None and centre.longitude is not None
        yield Site(
            facility=centre.name.en,
            status=centre.status.upper(),
            city=centre.city.en,
            country=centre.country.en,
            point=Point(lat=centre.latitude or 0.0, lon=centre.longitude or 0.0)
            if placed
            else None,
            contacts=tuple(_contacts(centre)),
        )


def _contacts(centre: Centre) -> Iterator[Contact]:
    for role, one in (
        ("CONTACT", centre.contact),
        ("PRINCIPAL_INVESTIGATOR", centre.investigator),
    ):
        if one != CentreContact():
            yield Contact(name=one.name, role=role, phone=one.phone, email=one.email)


def _entries(criteria: Iterable[Criterion], indent: str) -> Iterator[str]:
    for number, criterion in enumerate(criteria, start=1):
        yield f"{indent}{number}. {' '.join(criterion.words.en.split())}"
        yield from _entries(criterion.parts, indent + INDENT * 2)


def _interventions(protocol: Protocol) -> Iterator[Intervention]:
    cells = protocol.dosing.cells
    if cells is not None:
        yield Intervention(name=cells.label.en, kind="BIOLOGICAL", description=cells.words)
    for regimen in protocol.dosing.regimens:
        for drug in regimen.drugs:
            words = " ".join(filter(None, (drug.words, _days(regimen.words))))
            yield Intervention(name=drug.label.en, kind="DRUG", description=words)


def _days(words: str) -> str:
    """Give what a regimen's own sentence says of its days, which belongs to each of its drugs."""
    found = _FOR_DAYS.search(words)
    return found[0] if found else ""


def _outcomes(protocol: Protocol, *, primary: bool) -> Iterator[Outcome]:
    for outcome in protocol.outcomes:
        if outcome.primary is primary:
            term = f" ({outcome.term})" if outcome.term else ""
            yield Outcome(measure=outcome.label.en + term, description=outcome.description.en)


def _phases(phase: str) -> tuple[str, ...]:
    """Write `1/2` as the registry's `PHASE1`, `PHASE2`."""
    return tuple(f"PHASE{part.strip()}" for part in phase.split("/") if part.strip().isdigit())


def _years(amount: int | None) -> AgeLimit | None:
    return None if amount is None else AgeLimit(amount=amount, unit="year", text=f"{amount} Years")


def _date(day: date | None) -> RecordDate | None:
    return None if day is None else RecordDate(text=day.isoformat(), when=on_day(day))
