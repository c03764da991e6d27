"""A screening as a table for the terminal and as the stable JSON of design.md section 5."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any

from trialogue.core.eligibility import CriterionVerdict, Earliest, Overall, Screening, Verdict
from trialogue.core.eligibility.reasons import say_all
from trialogue.core.protocol import Protocol

MARKS = {Verdict.PASS: "pass", Verdict.FAIL: "FAIL", Verdict.UNKNOWN: "?   "}


def screening_json(screening: Screening, language: str = "en") -> dict[str, Any]:
    """Give one person's result with the stable keys."""
    earliest = screening.earliest
    when = None
    if earliest.date is not None:
        when = {earliest.anchor: earliest.date.isoformat(), "because": earliest.because}
    return {
        "subject": screening.subject,
        "gate": screening.gate,
        "as_of": screening.as_of.isoformat(),
        "overall": screening.overall.value,
        "earliest": when,
        "earliest_reason": say_all(earliest.why, language),
        "criteria": [_criterion_json(verdict, language) for verdict in screening.criteria],
    }


def _criterion_json(verdict: CriterionVerdict, language: str) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "verdict": verdict.verdict.value,
        "reason": verdict.reason(language),
        "missing": list(verdict.missing),
        "earliest": _earliest_json(verdict.earliest),
    }


def _earliest_json(earliest: Earliest | None) -> dict[str, str] | None:
    if earliest is None:
        return None
    return {"anchor": earliest.anchor, "date": earliest.date.isoformat()}


def screenings_text(
    protocol: Protocol, screenings: Sequence[Screening], *, language: str, whole: bool
) -> str:
    """Write the overview of all people, then what stands in the way of each."""
    if not screenings:
        return "No people: the file has no facts that could be read."
    blocks = [_overview(screenings)]
    blocks += [
        _person(protocol, found, language, whole=whole)
        for found in screenings
        if whole or found.overall is not Overall.ELIGIBLE
    ]
    blocks.append(_counts(protocol, screenings))
    return "\n\n".join(blocks)


def _overview(screenings: Sequence[Screening]) -> str:
    last = screenings[0].earliest.anchor
    head = ("subject", "overall", f"earliest {last}", "because", "fails", "unknown")
    rows = [head, *(_row(found) for found in screenings)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _row(found: Screening) -> tuple[str, ...]:
    earliest = found.earliest
    day = earliest.date.isoformat() if earliest.date else "-"
    return (
        found.subject,
        found.overall.value,
        day,
        earliest.because or "-",
        _names(found, Verdict.FAIL),
        _names(found, Verdict.UNKNOWN),
    )


def _names(found: Screening, verdict: Verdict) -> str:
    """Name the criteria with a verdict; a parent is left out where its part says it."""
    ids = [one.id for one in found.criteria if one.verdict is verdict]
    leaves = [id for id in ids if not any(_is_part(other, id) for other in ids)]
    shown = " ".join(leaves[:6])
    return f"{shown} +{len(leaves) - 6}" if len(leaves) > 6 else shown or "-"


def _is_part(id: str, of: str) -> bool:
    return id != of and id.startswith(of) and not id[len(of)].isdigit()


def _person(protocol: Protocol, found: Screening, language: str, *, whole: bool) -> str:
    gate = next(gate for gate in protocol.gates if gate.id == found.gate)
    head = f"{found.subject}: {found.overall.value} at {gate.label.say(language)}"
    lines = [f"{head}, {found.as_of.isoformat()}"]
    for verdict in found.criteria:
        if whole or verdict.verdict is not Verdict.PASS:
            lines.extend(_criterion(protocol, verdict, language))
    lines.append(_earliest(found, language))
    return "\n".join(line for line in lines if line)


def _criterion(protocol: Protocol, verdict: CriterionVerdict, language: str) -> list[str]:
    criterion = protocol.criterion(verdict.id)
    head = f"  {MARKS[verdict.verdict]}  {verdict.id}  {criterion.short.say(language)}"
    if criterion.parts:
        return [head]
    body = _wrapped(verdict.reason(language))
    if verdict.missing:
        body += _wrapped(f"missing: {', '.join(verdict.missing)}")
    if verdict.earliest is not None:
        body += _wrapped(
            f"passes with {verdict.earliest.anchor} on {verdict.earliest.date} or later"
        )
    return [head, *body]


def _wrapped(text: str) -> list[str]:
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
    return textwrap.wrap(text, width, initial_indent=" " * 10, subsequent_indent=" " * 10)


def _earliest(found: Screening, language: str) -> str:
    earliest = found.earliest
    if earliest.date is not None and earliest.because:
        return f"  earliest {earliest.anchor}: {earliest.date} (because of {earliest.because})"
    if earliest.because:
        why = say_all(earliest.why, language)
        return f"  earliest {earliest.anchor}: none ({earliest.because}: {why})"
    return ""


def _counts(protocol: Protocol, screenings: Sequence[Screening]) -> str:
    counts = dict.fromkeys(Overall, 0)
    for found in screenings:
        counts[found.overall] += 1
    told = ", ".join(f"{count} {overall.value}" for overall, count in counts.items())
    noun = "person" if len(screenings) == 1 else "people"
    return f"{protocol.id} version {protocol.version}: {len(screenings)} {noun}; {told}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
