"""Writing drafts in bulk, for the shell: those that are there already are not written again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.conf import settings
from django.utils import timezone

from trialogue import __version__
from trialogue.core.record import Record
from trialogue.exchange.faults import Fault, suggest
from trialogue.exchange.language_model import LanguageModel
from trialogue.report.overview import (
    Language,
    Source,
    check_draft,
    digest_record,
    write_by_rules,
    write_with_model,
)
from trialogue.report.overview.result import GateResult
from trialogue.web.overviews.actions import keep_draft
from trialogue.web.overviews.models import Draft
from trialogue.web.overviews.names import source_of
from trialogue.web.records.models import RecordVersion
from trialogue.web.trials.known import known_trial
from trialogue.web.trials.models import LoadedProtocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one draft that was wanted."""

    trial: str
    language: Language
    outcome: Literal["written", "unchanged", "failed"]
    draft: int | None = None
    findings: int | None = None
    result: GateResult | None = None
    """Where it is not kept."""
    faults: tuple[Fault, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which languages, by which writer (None: by rules), on which day; `keep`: store the drafts."""

    languages: tuple[Language, ...]
    model: LanguageModel | None
    on: date
    keep: bool = True


def order_for_today(languages: tuple[Language, ...], *, by_model: bool, keep: bool) -> Order:
    """Order drafts by rules, or by the language model of the settings.

    Raises ValueError where none is set.
    """
    if by_model and settings.LANGUAGE_MODEL is None:
        raise ValueError("no language model is set: give MODEL_URL and MODEL_NAME")
    model = settings.LANGUAGE_MODEL if by_model else None
    return Order(languages=languages, model=model, on=timezone.localdate(), keep=keep)


def all_trials() -> list[str]:
    """List the ids of all trials of this copy. Two queries."""
    loaded = LoadedProtocol.objects.order_by().values_list("registry_id", flat=True)
    imported = RecordVersion.objects.order_by().values_list("registry_id", flat=True)
    return sorted({*loaded.distinct(), *imported.distinct()})


def write_drafts(trials: Iterable[str], order: Order) -> Iterator[Written]:
    """Write a draft for each trial and language, one after the other."""
    for trial in trials:
        known = known_trial(trial)
        if known is None:
            yield from _unknown(trial, order)
            continue
        source: Source | None = None
        for language in order.languages:
            if order.keep and (number := _there_already(known.record, language, order)):
                yield Written(trial=known.id, language=language, outcome="unchanged", draft=number)
                continue
            source = source or source_of(known)
            yield _written(source, language, order)


def _there_already(record: Record, language: Language, order: Order) -> int | None:
    """Find a draft of this state of the record by the same kind of writer and this release."""
    rows = Draft.objects.filter(registry_id=record.id, language=language, release=__version__)
    kind = "rules" if order.model is None else "model"
    same = rows.filter(author_kind=kind, record_digest=digest_record(record))
    return same.values_list("pk", flat=True).first()


def _written(source: Source, language: Language, order: Order) -> Written:
    result, faults = _ask_writer(source, language, order)
    trial = source.record.id
    if result is None:
        return Written(trial=trial, language=language, outcome="failed", faults=faults)
    number = keep_draft(result, by=None).pk if order.keep else None
    return Written(
        trial=trial,
        language=language,
        outcome="written",
        draft=number,
        findings=len(result.failures),
        result=None if order.keep else result,
        faults=faults,
    )


def _ask_writer(
    source: Source, language: Language, order: Order
) -> tuple[GateResult | None, tuple[Fault, ...]]:
    if order.model is None:
        return check_draft(write_by_rules(source, language, order.on), source), ()
    written = write_with_model(source, language, order.model, order.on)
    return written.result, written.faults


def _unknown(trial: str, order: Order) -> Iterator[Written]:
    remedy = suggest(trial, all_trials(), "load its protocol, or import its record first")
    fault = Fault(
        file="", column="TRIAL", found=trial, allowed="a trial that is loaded here", remedy=remedy
    )
    for language in order.languages[:1]:
        yield Written(trial=trial, language=language, outcome="failed", faults=(fault,))
