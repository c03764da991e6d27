"""A draft with what the gate said of it, as a row and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from trialogue import __version__
from trialogue.report.overview import (
    LANGUAGES,
    Author,
    Draft,
    Failure,
    GateResult,
    Grades,
    Item,
    Kind,
    Language,
    Placed,
    Section,
    Span,
)
from trialogue.report.overview.draft import AuthorKind
from trialogue.web.overviews import models


def known_language(code: str) -> Language | None:
    """Give the language of overviews that a site's code means; None: there is none in it."""
    return next((one for one in LANGUAGES if one.lower() == code.lower()), None)


def draft_row(result: GateResult, **fields: Any) -> models.Draft:
    """Make the row of a draft that went through the gate; `fields`: who, and based on what."""
    draft = result.draft
    return models.Draft(
        registry_id=draft.record_id,
        language=draft.language,
        record_digest=draft.record_digest,
        author_kind=draft.author.kind,
        author_name=draft.author.name[:200],
        written_on=draft.author.on,
        sections=[
            {"item": one.item.value, "sentences": list(one.sentences)} for one in draft.sections
        ],
        placed=[_placed_json(one) for one in result.placed],
        grades=asdict(result.grades),
        release=__version__,
        **fields,
    )


def finding_rows(result: GateResult, row: models.Draft) -> list[models.Finding]:
    """Make the rows of what the gate found."""
    return [
        models.Finding(
            draft=row,
            kind=one.kind.name,
            item=one.item.value if one.item else "",
            sentence=one.sentence,
            found=one.found,
            allowed=one.allowed,
        )
        for one in result.failures
    ]


def result_of(row: models.Draft, findings: list[models.Finding]) -> GateResult:
    """Give back what a row was made from."""
    return GateResult(
        draft=draft_of(row),
        failures=tuple(failure_of(one) for one in findings),
        placed=tuple(_placed(one) for one in row.placed),
        grades=Grades(**row.grades),
    )


def draft_of(row: models.Draft) -> Draft:
    """Give the draft of a row."""
    language = known_language(row.language)
    assert language is not None, "a row is written from a draft"
    kind = cast(AuthorKind, row.author_kind)
    return Draft(
        record_id=row.registry_id,
        record_digest=row.record_digest,
        language=language,
        author=Author(kind=kind, name=row.author_name, on=row.written_on),
        sections=tuple(
            Section(item=Item(one["item"]), sentences=tuple(one["sentences"]))
            for one in row.sections
        ),
    )


def failure_of(row: models.Finding) -> Failure:
    """Give the failure of a row."""
    return Failure(
        kind=Kind[row.kind],
        item=Item(row.item) if row.item else None,
        sentence=row.sentence,
        found=row.found,
        allowed=row.allowed,
    )


def _placed_json(one: Placed) -> dict[str, Any]:
    return {
        "item": one.item.value,
        "sentence": one.sentence,
        "standing": one.is_standing,
        "spans": [asdict(span) for span in one.spans],
    }


def _placed(said: dict[str, Any]) -> Placed:
    return Placed(
        item=Item(said["item"]),
        sentence=said["sentence"],
        is_standing=said["standing"],
        spans=tuple(Span(**span) for span in said["spans"]),
    )
