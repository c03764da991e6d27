"""The free texts of a record as passages, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.record import Arm, Intervention, Outcome, Record
from trialogue.report.overview.language.prose import split_sentences
from trialogue.report.overview.result import Span
from trialogue.report.overview.source.facts import is_inactive
from trialogue.report.overview.source.passage import Passage, Role

KINDS = {
    "DRUG": "drug", "DEVICE": "device", "BIOLOGICAL": "biological product",
    "PROCEDURE": "procedure surgery", "RADIATION": "radiation", "BEHAVIORAL": "behavior program",
    "GENETIC": "gene", "DIETARY_SUPPLEMENT": "food supplement", "DIAGNOSTIC_TEST": "test",
    "COMBINATION_PRODUCT": "combined product", "PLACEBO_COMPARATOR": "placebo",
    "SHAM_COMPARATOR": "sham", "NO_INTERVENTION": "no treatment",
}  # fmt: skip
"""What the registry's kinds add to the words of an intervention or arm."""


def text_passages(record: Record) -> Iterator[Passage]:
    """Give every sentence of the free texts, criteria left out (see `rules`)."""
    yield from _own_texts(record)
    yield from _terms(record)
    yield from _treatments(record)
    yield from _places(record)


def _own_texts(record: Record) -> Iterator[Passage]:
    design = record.design
    for path, text, role in (
        ("brief_title", record.brief_title, Role.TITLE),
        ("official_title", record.official_title, Role.TITLE),
        ("acronym", record.acronym, Role.TITLE),
        ("summary", record.summary, Role.TEXT),
        ("description", record.description, Role.TEXT),
        ("design.intervention_model_description", design.intervention_model_description,
         Role.DESIGN),
        ("design.masking_description", design.masking_description, Role.DESIGN),
        ("population", record.population, Role.PEOPLE),
        ("why_stopped", record.why_stopped, Role.STATUS),
    ):  # fmt: skip
        yield from _field(path, text, role)


def _terms(record: Record) -> Iterator[Passage]:
    for name, terms in (
        ("conditions", record.conditions),
        ("keywords", record.keywords),
        ("mesh_conditions", tuple(term.term for term in record.mesh_conditions)),
    ):
        for at, term in enumerate(terms):
            yield from _field(f"{name}[{at}]", term, Role.CONDITION)


def _treatments(record: Record) -> Iterator[Passage]:
    for at, one in enumerate(record.interventions):
        yield from _intervention(f"interventions[{at}]", one)
    for at, arm in enumerate(record.arms):
        yield from _arm(f"arms[{at}]", arm)
    for name, outcomes in (
        ("primary_outcomes", record.primary_outcomes),
        ("secondary_outcomes", record.secondary_outcomes),
        ("other_outcomes", record.other_outcomes),
    ):
        for at, outcome in enumerate(outcomes):
            yield from _outcome(f"{name}[{at}]", outcome)


def _places(record: Record) -> Iterator[Passage]:
    if record.sponsor is not None:
        yield _whole("sponsor.name", record.sponsor.name, Role.CONTACT, "")
    for at, site in enumerate(record.sites):
        if site.facility:
            head = f"{site.city}, {site.state}, {site.country}"
            yield _whole(f"sites[{at}].facility", site.facility, Role.PLACE, head)


def _field(path: str, text: str, role: Role, head: str = "") -> Iterator[Passage]:
    for piece in split_sentences(text):
        span = Span(path=path, start=piece.start, end=piece.end, text=piece.text)
        yield Passage(span=span, role=role, head=head)


def _intervention(path: str, one: Intervention) -> Iterator[Passage]:
    kind = "" if is_inactive(one.name) else KINDS.get(one.kind, "")
    known = f"{one.name}, {', '.join(one.other_names)}, {kind}"
    yield _whole(f"{path}.name", one.name, Role.TREATMENT, known)
    yield from _field(f"{path}.description", one.description, Role.TREATMENT, known)


def _arm(path: str, arm: Arm) -> Iterator[Passage]:
    given = ", ".join(name.partition(":")[2] or name for name in arm.interventions)
    known = f"{arm.label}, {given}, {KINDS.get(arm.kind, '')}"
    yield _whole(f"{path}.label", arm.label, Role.TREATMENT, known)
    yield from _field(f"{path}.description", arm.description, Role.TREATMENT, known)


def _outcome(path: str, outcome: Outcome) -> Iterator[Passage]:
    frame = f"{outcome.measure}, {outcome.time_frame}"
    yield _whole(f"{path}.measure", outcome.measure, Role.OUTCOME, frame)
    yield from _field(f"{path}.description", outcome.description, Role.OUTCOME, outcome.measure)
    yield from _field(f"{path}.time_frame", outcome.time_frame, Role.OUTCOME, outcome.measure)


def _whole(path: str, text: str, role: Role, head: str) -> Passage:
    """Take a name or a label as one passage, full stops or not."""
    span = Span(path=path, start=0, end=len(text), text=text)
    return Passage(span=span, role=role, head=head)
