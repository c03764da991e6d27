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
from trialogue.core.protocol.words import Text

MARKS = {
    Verdict.PASS: Text("pass", "符合"),
    Verdict.FAIL: Text("FAIL", "不符"),
    Verdict.UNKNOWN: Text("?   ", "未知"),
}
OVERALL = {
    Overall.ELIGIBLE: Text("eligible", "符合条件"),
    Overall.NOT_ELIGIBLE: Text("not eligible", "不符合条件"),
    Overall.UNDETERMINED: Text("undetermined", "尚不能确定"),
}
HEAD = (
    Text("subject", "受试者"),
    Text("overall", "结论"),
    Text("earliest {anchor}", "最早{anchor}"),
    Text("because", "取决于"),
    Text("fails", "不符"),
    Text("unknown", "未知"),
)
AT_GATE = Text("{subject}: {overall}; {gate}, {day}", "{subject}：{overall}；{gate}，{day}")
MISSING = Text("missing: {items}", "缺少：{items}")
PASSES = Text("passes with {anchor} on {day} or later", "{anchor}在 {day} 或之后即可通过")
EARLIEST = Text("earliest {anchor}: {day} (because of {id})", "最早{anchor}：{day}（取决于 {id}）")
NEVER = Text("earliest {anchor}: none ({id}: {why})", "最早{anchor}：无（{id}：{why}）")


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
        "earliest_reason": _stuck(screening, language),
        "warnings": [warning.say(language) for warning in screening.warnings],
        "criteria": [_criterion_json(verdict, language) for verdict in screening.criteria],
    }


def _stuck(screening: Screening, language: str) -> str:
    """Say which failure cannot be waited out; nothing where none stands in the way."""
    earliest = screening.earliest
    because = f"{earliest.because}: " if earliest.because else ""
    return because + say_all(earliest.why, language)


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
    blocks = [_overview(protocol, screenings, language)]
    blocks += [
        _person(protocol, found, language, whole=whole)
        for found in screenings
        if whole or found.overall is not Overall.ELIGIBLE or found.warnings
    ]
    blocks.append(_counts(protocol, screenings, language))
    return "\n\n".join(blocks)


def _overview(protocol: Protocol, screenings: Sequence[Screening], language: str) -> str:
    last = protocol.anchors[screenings[0].earliest.anchor].label.say(language)
    head = tuple(text.say(language).format(anchor=last) for text in HEAD)
    rows = [head, *(_row(found, language) for found in screenings)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _row(found: Screening, language: str) -> tuple[str, ...]:
    earliest = found.earliest
    day = earliest.date.isoformat() if earliest.date else "-"
    return (
        found.subject,
        OVERALL[found.overall].say(language),
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
    head = AT_GATE.say(language).format(
        subject=found.subject,
        overall=OVERALL[found.overall].say(language),
        gate=gate.label.say(language),
        day=found.as_of.isoformat(),
    )
    lines = [head]
    for verdict in found.criteria:
        if whole or verdict.verdict is not Verdict.PASS:
            lines.extend(_criterion(protocol, verdict, language))
    lines.append(_earliest(protocol, found, language))
    lines += [f"  ! {warning.say(language)}" for warning in found.warnings]
    return "\n".join(line for line in lines if line)


def _criterion(protocol: Protocol, verdict: CriterionVerdict, language: str) -> list[str]:
    criterion = protocol.criterion(verdict.id)
    mark = MARKS[verdict.verdict].say(language)
    head = f"  {mark}  {verdict.id}  {criterion.short.say(language)}"
    if criterion.parts:
        return [head]
    body = _wrapped(verdict.reason(language))
    if verdict.missing:
        body += _wrapped(MISSING.say(language).format(items=", ".join(verdict.missing)))
    if verdict.earliest is not None:
        anchor = protocol.anchors[verdict.earliest.anchor].label.say(language)
        day = verdict.earliest.date.isoformat()
        body += _wrapped(PASSES.say(language).format(anchor=anchor, day=day))
    return [head, *body]


def _wrapped(text: str) -> list[str]:
    width = max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
    return textwrap.wrap(text, width, initial_indent=" " * 10, subsequent_indent=" " * 10)


def _earliest(protocol: Protocol, found: Screening, language: str) -> str:
    earliest = found.earliest
    anchor = protocol.anchors[earliest.anchor].label.say(language)
    if earliest.date is not None and earliest.because:
        day = earliest.date.isoformat()
        said = EARLIEST.say(language).format(anchor=anchor, day=day, id=earliest.because)
    elif earliest.because:
        why = say_all(earliest.why, language)
        said = NEVER.say(language).format(anchor=anchor, id=earliest.because, why=why)
    else:
        return ""
    return f"  {said}"


def _counts(protocol: Protocol, screenings: Sequence[Screening], language: str) -> str:
    counts = dict.fromkeys(Overall, 0)
    for found in screenings:
        counts[found.overall] += 1
    told = ", ".join(
        f"{OVERALL[overall].say(language)} {count}" for overall, count in counts.items()
    )
    return f"{protocol.id} v{protocol.version}, n = {len(screenings)}: {told}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
