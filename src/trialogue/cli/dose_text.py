"""The dose sheet as a page of text: dangers in a frame, doses, steps, readings, signatures."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from trialogue.core.dosing import DoseSheet
from trialogue.core.dosing.cells import ProductDose, RangeCheck
from trialogue.core.dosing.drugs import DrugDose
from trialogue.core.dosing.rounding import show_exact, show_rounded
from trialogue.core.dosing.steps import Missing, Note, Result, Step
from trialogue.core.dosing.surface import EQUATIONS
from trialogue.core.dosing.window import WindowCheck, WindowVerdict
from trialogue.core.dosing.words import WORDS

WIDTH = 84


def write_sheet(sheet: DoseSheet, language: str = "en") -> str:
    """Lay out one sheet for a terminal or a printer."""
    parts = (
        _head(sheet, language),
        *(_framed(note.words.say(language), note) for note in sheet.warnings),
        _section(_say("sheet.inputs", language), _given(sheet)),
        _section("Doses", _doses(sheet, language)),
        _section(_say("sheet.steps", language), _steps(sheet.steps, language)),
        _section(_say("sheet.notes", language), _notes(sheet, language)),
        _section(_say("sheet.readings", language), _readings(sheet, language)),
        _signatures(language),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _say(key: str, language: str) -> str:
    return WORDS[key].say(language)


def _head(sheet: DoseSheet, language: str) -> str:
    title = f"{_say('sheet.title', language)}   {sheet.trial}, protocol version {sheet.version}"
    return f"{title}\n{_wrapped(sheet.title.say(language), '')}\n{'=' * WIDTH}"


def _wrapped(text: str, indent: str, hanging: str | None = None) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_on_hyphens=False,
    )


def _framed(text: str, note: Note) -> str:
    lines = textwrap.wrap(text + _mark(note.unverified), WIDTH - 6, break_on_hyphens=False)
    if note.source:
        lines += textwrap.wrap(f"source: {note.source}", WIDTH - 6, break_on_hyphens=False)
    bar = "!" * WIDTH
    return "\n".join((bar, *(f"!! {line:<{WIDTH - 6}} !!" for line in lines), bar))


def _mark(unverified: bool) -> str:
    return " [UNVERIFIED]" if unverified else ""


def _section(title: str, lines: Iterable[str]) -> str:
    body = [line for line in lines if line]
    return "\n".join((title, "-" * len(title), *body)) if body else ""


def _given(sheet: DoseSheet) -> list[str]:
    given = sheet.request
    rows = [
        ("height", given.height_cm and f"{show_exact(given.height_cm)} cm"),
        ("weight", given.weight_kg and f"{show_exact(given.weight_kg)} kg"),
        ("weighed on", given.weighed),
        ("days", given.days),
        ("clearance", _clearance(given.clearance_ml_min)),
        ("first day", given.start),
        *given.anchors.items(),
    ]
    return [f"  {name:<12} {value or 'not given'}" for name, value in rows]


def _clearance(value: float | None) -> str:
    return "" if value is None else f"{show_exact(value)} mL/min"


def _doses(sheet: DoseSheet, language: str) -> list[str]:
    lines = [_surface_line(sheet, language)]
    for dose in sheet.drugs:
        lines += _drug_lines(dose, language)
    lines.append(f"  {'kidney function':<24} {sheet.renal.value}")
    for check in sheet.windows:
        lines += _window_lines(check, language)
    lines += _cell_lines(sheet, language)
    if isinstance(sheet.product, ProductDose) and sheet.cell_rules is not None:
        lines += _product_lines(sheet.product, sheet.cell_rules.decimals, language)
    return lines


def _surface_line(sheet: DoseSheet, language: str) -> str:
    surface = sheet.surface
    if isinstance(surface, Missing):
        return f"  {'body surface':<24} none: {surface.reason.say(language)}"
    name = EQUATIONS[surface.formula].label.say(language)
    others = "; ".join(
        f"{EQUATIONS[formula].label.say(language)} {show_rounded(m2, 2)} m²"
        for formula, m2 in surface.beside.items()
    )
    beside = f"   (beside it: {others})" if others else ""
    return f"  {'body surface':<24} {show_rounded(surface.m2, 2)} m² by {name}{beside}"


def _drug_lines(dose: DrugDose, language: str) -> list[str]:
    name = dose.drug.label.say(language)
    route = dose.drug.route.say(language)
    if isinstance(dose.per_day, Missing):
        return [_wrapped(f"{name:<24} NONE: {dose.per_day.reason.say(language)}", "  ", " " * 27)]
    words = [f"{show_rounded(dose.per_day.value, 2)} mg a day"]
    if dose.drug.times_per_day > 1 and not isinstance(dose.per_dose, Missing):
        single = show_rounded(dose.per_dose.value, 2)
        words.append(f"{dose.drug.times_per_day} × {single} mg")
    if isinstance(dose.total, Missing):
        words += [f"{days} d: {show_rounded(total, 2)} mg" for days, total in dose.totals]
    else:
        words.append(f"{show_rounded(dose.total.value, 2)} mg in all over {dose.days} d")
    words += [route] if route else []
    return [_wrapped(f"{name:<24} {', '.join(words)}", "  ", " " * 27)]


def _window_lines(check: WindowCheck, language: str) -> list[str]:
    if check.verdict is WindowVerdict.NO_WINDOW:
        return []
    lines = [f"{'planned days':<24} {check.verdict.value}: {check.reason.say(language)}"]
    if check.earliest_first_day and check.verdict is not WindowVerdict.NOT_CHECKED:
        earliest, latest = check.earliest_first_day, check.latest_first_day
        lines.append(f"{'allowed first day':<24} {earliest} to {latest}")
    return [_wrapped(line, "  ", " " * 27) for line in lines]


def _cell_lines(sheet: DoseSheet, language: str) -> list[str]:
    cells, rules = sheet.cells, sheet.cell_rules
    if rules is None:
        return []
    name = rules.label.say(language)
    if isinstance(cells, Missing):
        return [f"  {name:<24} none: {cells.reason.say(language)}"]
    low, high = (show_rounded(n / 1e6, 2) for n in (cells.minimum, cells.maximum))
    least, most = (show_rounded(n, rules.decimals) for n in (rules.minimum, rules.maximum))
    text = f"{name:<24} {low} to {high} × 10⁶ cells ({least} to {most} × 10⁶/kg)"
    return [_wrapped(text, "  ", " " * 27)]


def _product_lines(product: ProductDose, decimals: int, language: str) -> list[str]:
    rows: list[tuple[str, str]] = [("product", product.assay.product)]
    named: tuple[tuple[str, Result], ...] = (
        ("volume for the target", product.volume_ml),
        ("volume, lowest dose", product.volume_min_ml),
        ("volume, highest dose", product.volume_max_ml),
    )
    rows += [
        (
            name,
            f"none: {result.reason.say(language)}"
            if isinstance(result, Missing)
            else f"{show_rounded(result.value, 2)} mL",
        )
        for name, result in named
    ]
    if isinstance(product.check, RangeCheck):
        inside = "in the range" if product.check.in_range_rounded else "OUTSIDE THE RANGE"
        dose = show_rounded(product.check.raw, decimals)
        raw = show_exact(product.check.raw)
        rows.append(("cell dose", f"{dose} × 10⁶/kg (unrounded {raw}): {inside}"))
    return [f"  {name:<24} {value}" for name, value in rows if value]


def _steps(steps: tuple[Step, ...], language: str) -> list[str]:
    lines: list[str] = []
    for step in steps:
        lines += [
            f"  {step.label.say(language)}{_mark(step.unverified)}",
            f"      {step.formula.say(language)}",
            f"    = {step.numbers}",
            f"    = {step.shown}",
            _wrapped(f"source: {step.source}", " " * 6),
        ]
    return lines


def _notes(sheet: DoseSheet, language: str) -> list[str]:
    quiet = [note for note in sheet.notes if note not in sheet.warnings]
    lines: list[str] = []
    for note in quiet:
        text = note.words.say(language) + _mark(note.unverified)
        lines.append(_wrapped(text, "  - ", "    "))
        if note.source:
            lines.append(_wrapped(f"source: {note.source}", "    "))
    return lines


def _readings(sheet: DoseSheet, language: str) -> list[str]:
    lines: list[str] = []
    for reading in sheet.readings:
        lines.append(_wrapped(f"{reading.id}  {reading.ambiguity.say(language)}", "  ", " " * 7))
        chosen = f"Read as: {reading.chosen.say(language)}{_mark(reading.unverified)}"
        lines.append(_wrapped(chosen, " " * 7))
    return lines


def _signatures(language: str) -> str:
    places = f"{_say('sheet.signature', language)} {'_' * 16}  {_say('sheet.date', language)}"
    people = ("sheet.calculated_by", "sheet.checked_by")
    lines = [
        _say("sheet.second_person", language).upper(),
        *(f"\n{_say(who, language)}: {'_' * 22}\n    {places} {'_' * 16}" for who in people),
        "\n" + _say("sheet.not_device", language),
    ]
    return f"{'=' * WIDTH}\n" + "\n".join(lines)
