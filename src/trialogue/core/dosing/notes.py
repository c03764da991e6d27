"""What the reader must know beside the numbers, the dangers first."""

from __future__ import annotations

from datetime import date

from trialogue.core.dosing.cells import ProductDose, RangeCheck
from trialogue.core.dosing.drugs import DrugDose, days_refused
from trialogue.core.dosing.renal_share import RenalAction
from trialogue.core.dosing.request import DoseRequest
from trialogue.core.dosing.rounding import show_exact, show_quantity, show_rounded
from trialogue.core.dosing.steps import Level, Missing, Note
from trialogue.core.dosing.window import WindowCheck, WindowVerdict
from trialogue.core.dosing.words import listed, tell
from trialogue.core.protocol.doses import CellDose, Regimen, RenalTable, WeightRules
from trialogue.core.protocol.words import NOTHING, Text


def note_renal(drugs: tuple[DrugDose, ...], clearance: float | None) -> tuple[Note, ...]:
    """Say loudly what was not checked or must not be given, and the tables' own notes."""
    keys = {
        RenalAction.REFUSE: ("renal_refused", Level.WARNING),
        RenalAction.NOT_CHECKED: ("renal_not_checked", Level.WARNING),
        RenalAction.REDUCE: ("renal_reduced", Level.NOTE),
    }
    notes: list[Note] = []
    for action, (key, level) in keys.items():
        concerned = [drug for drug in drugs if drug.renal.action is action]
        if not concerned:
            continue
        names = listed(tuple(drug.drug.label for drug in concerned))
        table = concerned[0].drug.renal
        shown = "" if clearance is None else show_quantity(clearance, table.unit if table else "")
        words = tell(f"note.{key}", drugs=names, clearance=shown)
        sources = dict.fromkeys(d.drug.renal.source for d in concerned if d.drug.renal)
        unverified = any(d.drug.renal.unverified for d in concerned if d.drug.renal)
        note = Note(
            key=key, level=level, words=words, source="; ".join(sources), unverified=unverified
        )
        notes.append(note)
    return (*notes, *(n for drug in drugs for n in _table_note(drug.drug.renal)))


def _table_note(table: RenalTable | None) -> tuple[Note, ...]:
    if table is None or table.note == NOTHING:
        return ()
    note = Note(
        key="renal_table",
        level=Level.NOTE,
        words=table.note,
        source=table.source,
        unverified=table.note_unverified or table.unverified,
    )
    return (note,)


def note_days(regimens: tuple[Regimen, ...], days: int | None) -> tuple[Note, ...]:
    """Warn of each regimen whose number of days is refused."""
    refusals = ((regimen, days_refused(regimen, days)) for regimen in regimens)
    return tuple(
        Note(
            key="days",
            level=Level.WARNING,
            words=tell("note.days", reason=refusal),
            source=regimen.source,
        )
        for regimen, refusal in refusals
        if refusal is not None
    )


def note_windows(windows: tuple[WindowCheck, ...], refused: bool) -> tuple[Note, ...]:
    """Warn of planned days outside the window; silent where the days are refused already."""
    return tuple(
        Note(
            key="window",
            level=Level.WARNING,
            words=tell("note.window", reason=window.reason),
            source=window.source,
        )
        for window in windows
        if window.verdict is WindowVerdict.INVALID and not refused
    )


def note_product(rules: CellDose, product: ProductDose) -> tuple[Note, ...]:
    """Warn of a dose outside the range; say when only rounding brings it inside."""
    notes: list[Note] = []
    if isinstance(product.check, RangeCheck):
        notes += _range_notes(rules, product.check)
    if product.assay.recovery is not None:
        words = tell("note.prefreeze", recovery=show_exact(product.assay.recovery))
        notes.append(Note(key="prefreeze", level=Level.NOTE, words=words))
    return tuple(notes)


def _range_notes(rules: CellDose, check: RangeCheck) -> list[Note]:
    raw = show_exact(check.raw)
    if check.in_range_rounded:
        if check.in_range_raw:
            return []
        words = tell("note.rounded_in", raw=raw)
        return [Note(key="rounded_in", level=Level.NOTE, words=words, source=rules.source)]
    words = tell(
        "note.out_of_range",
        dose=check.rounded_shown,
        raw=raw,
        low=show_rounded(rules.minimum, rules.decimals),
        high=show_rounded(rules.maximum, rules.decimals),
    )
    return [Note(key="out_of_range", level=Level.WARNING, words=words, source=rules.source)]


def note_bad_assay(missing: Missing) -> tuple[Note, ...]:
    """Warn that an assay was given and could not be used."""
    words = tell("note.bad_assay", reason=missing.reason)
    return (Note(key="bad_assay", level=Level.WARNING, words=words),)


def note_weight(
    rules: WeightRules, request: DoseRequest, reference: tuple[date, Text] | None
) -> tuple[Note, ...]:
    """Say how fresh the weight must be, and which weights call for a new calculation.

    `reference` is the day it is counted to, with its name; None where no date was given.
    """
    if request.weight_kg is None:
        return ()
    return (*_age_notes(rules, request, reference), *_change_notes(rules, request.weight_kg))


def _age_notes(
    rules: WeightRules, request: DoseRequest, reference: tuple[date, Text] | None
) -> tuple[Note, ...]:
    limit = rules.max_age_days
    if limit is None:
        return ()
    most = show_exact(limit.value)
    if request.weighed is None or reference is None:
        key, level, words = "weight_age", Level.NOTE, tell("note.weight_age", days=most)
    else:
        day, name = reference
        age = (day - request.weighed).days
        if 0 <= age <= limit.value:
            return ()
        key, level = ("weight_later" if age < 0 else "weight_old"), Level.WARNING
        words = tell(f"note.{key}", age=str(abs(age)), day=name, days=most)
    note = Note(key=key, level=level, words=words, source=limit.source, unverified=limit.unverified)
    return (note,)


def _change_notes(rules: WeightRules, weight_kg: float) -> tuple[Note, ...]:
    change = rules.redose_change
    if change is None:
        return ()
    words = tell(
        "note.redose",
        percent=show_exact(100 * change.value),
        low=show_rounded(weight_kg * (1 - change.value), 2),
        high=show_rounded(weight_kg * (1 + change.value), 2),
    )
    note = Note(
        key="redose",
        level=Level.NOTE,
        words=words,
        source=change.source,
        unverified=change.unverified,
    )
    return (note,)
