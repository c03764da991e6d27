"""The whole report of a study, in the order of a clinical study report (ICH E3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trialogue.core.endpoints.rules import Endpoint
from trialogue.exchange.faults import without_hints
from trialogue.report.clinical_report.component_pictures import draw_components
from trialogue.report.clinical_report.prose import tell_results
from trialogue.report.clinical_report.response_pictures import (
    draw_best_changes,
    draw_changes,
    draw_course,
    draw_doses,
)
from trialogue.report.clinical_report.safety_pictures import (
    draw_cells,
    draw_events,
    draw_participants,
)
from trialogue.report.clinical_report.survival_pictures import draw_endpoint
from trialogue.report.clinical_report.tables import listing_table, table_of
from trialogue.report.document import Block, Document, Prose, Section
from trialogue.report.study import Analysed


def compose_report(analysed: Analysed) -> Document:
    """Put everything that was found into one document; what there is no data for is left out."""
    results = analysed.results
    sections = (
        Section(
            id="results",
            title="Results",
            blocks=(Prose(paragraphs=tell_results(results, _labels(analysed))),),
        ),
        _people(analysed),
        _safety(analysed),
        _response(analysed),
        _survival(analysed),
        _cells(analysed),
        _listings(analysed),
        _grounds(analysed),
    )
    return Document(
        title=results.title,
        subtitle=f"Study {results.study}: safety, response, survival and cells",
        facts=(
            ("Data cut-off", results.cut_off),
            ("Conventions", results.conventions),
            ("Findings about the data", f"{len(without_hints(analysed.faults)):,}"),
            ("SHA-256 of the data", results.digest),
        ),
        sections=tuple(section for section in sections if section.blocks),
    )


def _people(analysed: Analysed) -> Section:
    blocks = [draw_participants(analysed.derived), *_tables(analysed, "disposition", "demography")]
    blocks += [*_tables(analysed, "exposure"), draw_doses(analysed.derived)]
    return _section("people", "Participants and treatment", blocks)


def _safety(analysed: Analysed) -> Section:
    blocks = [*_tables(analysed, "ae-overview", "dose-limiting"), draw_events(analysed.derived)]
    blocks += _tables(analysed, "ae-terms", "ae-terms-lymphodepletion", "laboratory-grades")
    return _section("safety", "Safety", blocks)


def _response(analysed: Analysed) -> Section:
    derived = analysed.derived
    blocks: list[Block | None] = [*_tables(analysed, "response")]
    if blocks:
        blocks += [draw_course(derived), draw_components(derived)]
        blocks += [draw_best_changes(derived), draw_changes(derived)]
    return _section("response", "Response", blocks)


def _survival(analysed: Analysed) -> Section:
    blocks: list[Block | None] = []
    labels = _labels(analysed)
    for endpoint in Endpoint:
        id = endpoint.lower().replace("_", "-")
        tables = _tables(analysed, id)
        if tables:
            blocks += [draw_endpoint(analysed.derived, endpoint, labels), *tables]
    others = [
        one.id
        for one in analysed.results.analyses
        if one.id.endswith(("-ema", "-fda")) and one.id.split("-")[0] in ("pfs", "ttp", "dor")
    ]
    return _section("survival", "Time to event", [*blocks, *_tables(analysed, *others)])


def _cells(analysed: Analysed) -> Section:
    blocks = [*draw_cells(analysed.derived), *_tables(analysed, "kinetics", "markers")]
    return _section("cells", "The cells", blocks)


def _listings(analysed: Analysed) -> Section:
    return _section(
        "listings",
        "Listings",
        [listing_table(one) for one in analysed.results.listings if one.is_printed],
    )


def _grounds(analysed: Analysed) -> Section:
    """Say what everything rests on: notes, files and their hashes, every parameter."""
    results = analysed.results
    paragraphs = [
        *results.notes,
        *(f"{name.replace('_', ' ')}: {value}" for name, value in results.parameters.items()),
        *(f"{name}: SHA-256 {digest}" for name, digest in sorted(results.inputs.items())),
    ]
    return _section("grounds", "What this rests on", [Prose(paragraphs=tuple(paragraphs))])


def _tables(analysed: Analysed, *ids: str) -> list[Block | None]:
    labels = _labels(analysed)
    found = (analysed.results.analysis(id) for id in ids)
    return [table_of(one, labels) for one in found if one is not None]


def _labels(analysed: Analysed) -> Mapping[str, str]:
    return analysed.derived.plan.labels


def _section(id: str, title: str, blocks: Sequence[Block | None]) -> Section:
    return Section(id=id, title=title, blocks=tuple(one for one in blocks if one is not None))
