"""Write an overview with a language model: ask, check, send back, and stop in time.

What comes out is a draft with what the gate said of it, or faults. A model that cannot be
reached, refuses, or does not answer in the shape asked for, gives faults; a draft that does
not pass after the last round waits for a person.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trialogue.exchange.faults import Fault, quote
from trialogue.exchange.language_model import Answer, LanguageModel, ask
from trialogue.report.overview.approval import digest_record
from trialogue.report.overview.draft import Author, Draft, Section
from trialogue.report.overview.gate import check_draft
from trialogue.report.overview.language.prose import split_sentences
from trialogue.report.overview.outline import NOT_SAID, Item, Language
from trialogue.report.overview.result import GateResult
from trialogue.report.overview.source import Source
from trialogue.report.overview.writer.prompt import again, first_messages

ROUNDS = 3
MOST_SENTENCES = 60
"""For one item; what is more is not an overview."""
ALLOWED = 'one JSON object with a list of sentences for each item, such as {"studied": ["…"]}'
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The best draft of all rounds with its result (None: there is no draft), and the faults."""

    result: GateResult | None
    faults: tuple[Fault, ...]


def write_with_model(
    source: Source,
    language: Language,
    model: LanguageModel,
    on: date,
    *,
    rounds: int = ROUNDS,
    sleep: Callable[[float], None] = time.sleep,
) -> Written:
    """Write a draft; it goes back to the model while the gate finds failures."""
    messages = first_messages(source, language)
    best: GateResult | None = None
    for _ in range(max(rounds, 1)):
        answer, faults = ask(model, messages, sleep=sleep)
        if answer is None:
            return Written(result=best, faults=faults)
        draft, faults = read_draft(answer, source, language, model.address, on)
        if draft is None:
            return Written(result=best, faults=faults)
        result = check_draft(draft, source)
        if best is None or len(result.failures) < len(best.failures):
            best = result
        if not result.failures:
            break
        messages = (*messages[:2], *again(answer.text, result.failures))
    return Written(result=best, faults=())


def read_draft(
    answer: Answer, source: Source, language: Language, file: str, on: date
) -> tuple[Draft | None, tuple[Fault, ...]]:
    """Read a model's answer into a draft: the draft and no fault, or None and what is wrong."""
    found = _first_object(_THOUGHT.sub("", answer.text))
    if found is None:
        return None, (_fault(file, answer, f"no JSON object: {quote(answer.text)}"),)
    faults = tuple(_fault(file, answer, wrong) for wrong in _wrong(found))
    if faults:
        return None, faults
    sections = tuple(
        Section(item=item, sentences=_sentences(found[item.value], language))
        for item in Item
        if item.value in found
    )
    draft = Draft(
        record_id=source.record.id,
        record_digest=digest_record(source.record),
        language=language,
        author=Author(kind="model", name=answer.model, on=on),
        sections=sections,
    )
    return draft, ()


def _first_object(text: str) -> dict[str, Any] | None:
    """Find the first JSON object of an answer, fenced or not."""
    decoder = json.JSONDecoder()
    for start in re.finditer(r"\{", text):
        try:
            found, _ = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return None


def _wrong(found: Mapping[str, Any]) -> list[str]:
    wrong = [f"the key {quote(key)}" for key in found if key not in {item.value for item in Item}]
    for item in Item:
        said = found.get(item.value, [])
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            wrong.append(f"{item.value}: {quote(json.dumps(said, ensure_ascii=False))}")
        elif len(said) > MOST_SENTENCES:
            wrong.append(f"{item.value}: {len(said)} sentences")
    return wrong


def _sentences(said: list[str], language: Language) -> tuple[str, ...]:
    """Cut what is more than one sentence; an item that only says that nothing is said is silent."""
    pieces = [piece.text for one in said for piece in split_sentences(one)]
    return tuple(piece for piece in pieces if piece not in _SILENT)


_SILENT = frozenset(NOT_SAID.values())


def _fault(file: str, answer: Answer, found: str) -> Fault:
    return Fault(
        file=file,
        column=answer.model,
        found=found,
        allowed=ALLOWED,
        remedy="try again, choose another model, or use the rule-based writer",
    )
