"""The dose sheet as a page of text: dangers in a frame, doses, steps, readings, signatures."""

from __future__ import annotations

from collections.abc import Iterable

from trialogue.cli.layout import hanging, padded, width_of, wrapped
from trialogue.core.dosing import DoseSheet
from trialogue.core.dosing.cells import RangeCheck
from trialogue.core.dosing.drugs import DrugDose
from trialogue.core.dosing.rounding import show_exact, show_rounded
from trialogue.core.dosing.steps import Level, Missing, Note, Result, Step
from trialogue.core.dosing.surface import EQUATIONS
from trialogue.core.dosing.window import WindowCheck, WindowVerdict
from trialogue.core.dosing.words import tell
from trialogue.core.protocol.words import Text

WIDTH = 84
NAMES = 24


def write_sheet(sheet: DoseSheet, language: str = "en") -> str:
    """Lay out one sheet for a terminal or a printer."""
    return _Page(sheet, language).write()


class _Page:
    """One sheet in one language."""

    def __init__(self, sheet: DoseSheet, language: str) -> None:
        self.sheet, self.language = sheet, language

    def write(self) -> str:
        sheet = self.sheet
        parts = (
            self._head(),
            *(self._frame(note) for note in sheet.warnings),
            self._section("inputs", self._given()),
            self._section("doses", self._doses()),
            self._section("steps", (line for step in sheet.steps for line in self._step(step))),
            self._section("notes", (line for note in sheet.notes for line in self._note(note))),
            self._section("readings", self._readings()),
            self._signatures(),
        )
        return "\n\n".join(part for part in parts if part) + "\n"

    def _say(self, key: str, **places: str | Text) -> str:
        return tell(f"sheet.{key}", **places).say(self.language)

    def _mark(self, unverified: bool) -> str:
        return f" [{self._say('unverified')}]" if unverified else ""

    def _head(self) -> str:
        sheet = self.sheet
        where = self._say("version", trial=sheet.trial, version=sheet.version)
        title = wrapped(sheet.title.say(self.language), WIDTH)
        return "\n".join((f"{self._say('title')}   {where}", *title, "=" * WIDTH))

    def _frame(self, note: Note) -> str:
        inner = WIDTH - 6
        lines = wrapped(note.words.say(self.language) + self._mark(note.unverified), inner)
        if note.source:
            lines += wrapped(self._say("source", source=note.source), inner)
        bar = "!" * WIDTH
        return "\n".join((bar, *(f"!! {padded(line, inner)} !!" for line in lines), bar))

    def _section(self, key: str, lines: Iterable[str]) -> str:
        body = list(lines)
        title = self._say(key)
        return "\n".join((title, "-" * width_of(title), *body)) if body else ""

    def _row(self, name: str, text: str) -> list[str]:
        return hanging(f"  {padded(name, NAMES)} ", text, WIDTH)

    def _given(self) -> list[str]:
        given = self.sheet.request
        rows: list[tuple[str, object]] = [
            (self._say("height"), _measure(given.height_cm, "cm")),
            (self._say("weight"), _measure(given.weight_kg, "kg")),
            (self._say("weighed"), given.weighed),
            (self._say("days"), given.days),
            (self._say("clearance"), _measure(given.clearance_ml_min, "mL/min")),
            (self._say("start"), given.start),
            *((name.say(self.language), day) for name, day in self.sheet.dates),
        ]
        missing = self._say("not_given")
        return [line for name, value in rows for line in self._row(name, str(value or missing))]

    def _doses(self) -> list[str]:
        sheet = self.sheet
        lines = self._row(self._say("surface"), self._surface())
        for dose in sheet.drugs:
            lines += self._row(dose.drug.label.say(self.language), self._drug(dose))
        if sheet.drugs:
            renal = self._say(f"renal.{sheet.renal.value}")
            lines += self._row(self._say("renal"), renal)
        for check in sheet.windows:
            lines += self._window(check)
        lines += self._cells()
        return lines + self._product()

    def _surface(self) -> str:
        surface = self.sheet.surface
        if isinstance(surface, Missing):
            return self._say("none", reason=surface.reason)
        label = EQUATIONS[surface.formula].label
        text = self._say("by", m2=show_rounded(surface.m2, 2), formula=label)
        for formula, m2 in surface.beside.items():
            other = EQUATIONS[formula].label.say(self.language)
            text += self._say("beside", others=f"{other} {show_rounded(m2, 2)} m²")
        return text

    def _drug(self, dose: DrugDose) -> str:
        if isinstance(dose.per_day, Missing):
            return self._say("none", reason=dose.per_day.reason)
        words = [self._say("per_day", mg=show_rounded(dose.per_day.value, 2))]
        times = dose.drug.times_per_day
        if times > 1 and not isinstance(dose.per_dose, Missing):
            single = show_rounded(dose.per_dose.value, 2)
            words.append(self._say("per_dose", times=str(times), mg=single))
        if not isinstance(dose.total, Missing):
            total = show_rounded(dose.total.value, 2)
            words.append(self._say("total", mg=total, days=str(dose.days)))
        words += [
            self._say("total_if", mg=show_rounded(total, 2), days=str(days))
            for days, total in dose.totals
        ]
        words.append(dose.drug.route.say(self.language))
        return "; ".join(word for word in words if word)

    def _window(self, check: WindowCheck) -> list[str]:
        if check.verdict is WindowVerdict.NO_WINDOW:
            return []
        verdict = self._say(f"window.{check.verdict.value}", reason=check.reason)
        lines = self._row(self._say("window"), verdict)
        first, last = check.earliest_first_day, check.latest_first_day
        if first is not None and last is not None and not self.sheet.refused:
            span = self._say("from_to", first=first.isoformat(), last=last.isoformat())
            lines += self._row(self._say("first_days"), span)
        return lines

    def _cells(self) -> list[str]:
        cells, rules = self.sheet.cells, self.sheet.cell_rules
        if rules is None:
            return []
        name = rules.label.say(self.language)
        if isinstance(cells, Missing):
            return self._row(name, self._say("none", reason=cells.reason))
        text = self._say(
            "cells",
            low=show_rounded(cells.minimum / 1e6, 2),
            high=show_rounded(cells.maximum / 1e6, 2),
            least=show_rounded(rules.minimum, rules.decimals),
            most=show_rounded(rules.maximum, rules.decimals),
        )
        return self._row(name, text)

    def _product(self) -> list[str]:
        product = self.sheet.product
        if self.sheet.cell_rules is None:
            return []
        if isinstance(product, Missing):
            return self._row(self._say("product"), self._say("none", reason=product.reason))
        volumes: tuple[tuple[str, Result], ...] = (
            ("volume", product.volume_ml),
            ("volume_min", product.volume_min_ml),
            ("volume_max", product.volume_max_ml),
        )
        rows = [("product", product.assay.product)]
        rows += [(key, self._volume(volume)) for key, volume in volumes]
        rows.append(("dose", self._cell_dose(product.check)))
        return [line for key, text in rows if text for line in self._row(self._say(key), text)]

    def _volume(self, volume: Result) -> str:
        if isinstance(volume, Missing):
            return self._say("none", reason=volume.reason)
        return f"{show_rounded(volume.value, 2)} mL"

    def _cell_dose(self, check: RangeCheck | Missing) -> str:
        if isinstance(check, Missing):
            return self._say("none", reason=check.reason)
        key = "dose_inside" if check.in_range_rounded else "dose_outside"
        return self._say(key, dose=f"{check.rounded_shown}", raw=show_exact(check.raw))

    def _step(self, step: Step) -> list[str]:
        return [
            *hanging("  ", step.label.say(self.language) + self._mark(step.unverified), WIDTH),
            *hanging("      ", step.formula.say(self.language), WIDTH),
            f"    = {step.numbers}",
            f"    = {step.shown}",
            *hanging("      ", self._say("source", source=step.source), WIDTH),
        ]

    def _note(self, note: Note) -> list[str]:
        if note.level is Level.WARNING:
            return []
        text = note.words.say(self.language) + self._mark(note.unverified)
        source = self._say("source", source=note.source) if note.source else ""
        below = hanging("    ", source, WIDTH) if source else []
        return [*hanging("  - ", text, WIDTH), *below]

    def _readings(self) -> list[str]:
        lines: list[str] = []
        for reading in self.sheet.readings:
            lines += hanging(f"  {reading.id}  ", reading.ambiguity.say(self.language), WIDTH)
            chosen = self._say("read_as", chosen=reading.chosen) + self._mark(reading.unverified)
            lines += hanging(" " * 7, chosen, WIDTH)
        return lines

    def _signatures(self) -> str:
        blank = "_" * 16
        signed = f"    {self._say('signature')} {blank}  {self._say('date')} {blank}"
        lines = ["=" * WIDTH, self._say("second_person")]
        for who in ("calculated_by", "checked_by"):
            lines += ["", f"{self._say(who)}: {'_' * 22}", signed]
        return "\n".join([*lines, "", *wrapped(self._say("not_device"), WIDTH)])


def _measure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{show_exact(value)} {unit}"
