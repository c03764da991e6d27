"""The free texts of a record as passages, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.record import Arm, Intervention, Outcome, Record
from trialogue.report.overview.language.prose import split_sentences
from trialogue.report.overview.result import Span
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
    yield from _field("brief_title", record.brief_title, Role.TITLE)
    yield from _field("official_title", record.official_title, Role.TITLE)
    yield from _field("acronym", record.acronym, Role.TITLE)
    yield from _field("summary", record.summary, Role.TEXT)
    yield from _field("description", record.description, Role.TEXT)
    for at, name in enumerate(record.conditions):
        yield from _field(f"conditions[{at}]", name, Role.CONDITION)
    for at, name in enumerate(record.keywords):
        yield from _field(f"keywords[{at}]", name, Role.CONDITION)
    for at, term in enumerate(record.mesh_conditions):
        yield from _field(f"mesh_conditions[{at}]", term.term, Role.CONDITION)
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
    design = record.design
    yield from _field(
        "design.intervention_model_description", design.intervention_model_description, Role.DESIGN
    )
    yield from _field("design.masking_description", design.masking_description, Role.DESIGN)
    if record.sponsor is not None:
        yield _whole("sponsor.name", record.sponsor.name, Role.CONTACT, "")
    for at, site in enumerate(record.sites):
        if site.facility:
            head = f"{site.city}, {site.state}, {site.country}"
            yield _whole(f"sites[{at}].facility", site.facility, Role.PLACE, head)
    yield from _field("population", record.population, Role.PEOPLE)
    yield from _field("why_stopped", record.why_stopped, Role.STATUS)


def _field(path: str, text: str, role: Role, head: str = "") -> Iterator[Passage]:
    for piece in split_sentences(text):
        span = Span(path=path, start=piece.start, end=piece.end, text=piece.text)
        yield Passage(span=span, role=role, head=head)


def _intervention(path: str, one: Intervention) -> Iterator[Passage]:
    kind = KINDS.get(one.kind, "")
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
