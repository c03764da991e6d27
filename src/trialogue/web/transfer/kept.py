"""A kept mapping taken for another file: all of it at home, its names alone from elsewhere.

What a number means (its unit, its decimal, the order of its dates) is a habit of one
laboratory. Two centres may well write the same columns and mean other numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from trialogue.core.protocol import Protocol
from trialogue.core.units import show_unit
from trialogue.exchange.tables.dates import YEAR_FIRST
from trialogue.exchange.tables.guessing import guess_mapping
from trialogue.exchange.tables.mapping import FileMapping, mapping_of_json
from trialogue.exchange.tables.table import Table
from trialogue.web.accounts.permissions import TABLE, Action, Scope, Staff
from trialogue.web.transfer.importing import completed
from trialogue.web.transfer.models import KeptMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The mapping with which a file begins, and the kept one from which it is."""

    mapping: FileMapping
    kept: KeptMapping | None = None
    is_whole: bool = True
    """Units, dates and decimals are taken, too."""

    @property
    def units(self) -> list[tuple[str, str]]:
        """List the tests and columns for which it says a unit."""
        return [(name, show_unit(unit) or unit) for name, unit in self.mapping.units.items()]


def first_mapping(
    table: Table, protocol: Protocol, staff: Staff, kept: Iterable[KeptMapping]
) -> Begun:
    """Give the mapping to begin with: one that was kept of a file with these columns, or a guess.

    One of this person or centre goes before others, then the newest; what it does not know yet
    is guessed.
    """
    fitting = [
        one
        for one in sorted(kept, key=lambda row: -row.pk)
        if set(mapping_of_json(one.mapping).columns) == set(table.columns)
    ]
    for one in fitting:
        if is_of_here(one, protocol, staff):
            return take_kept(one, table, protocol, staff)
    if fitting:
        return take_kept(fitting[0], table, protocol, staff)
    return Begun(mapping=guess_mapping(table, protocol))


def take_kept(one: KeptMapping, table: Table, protocol: Protocol, staff: Staff) -> Begun:
    """Take a kept mapping for a file; from elsewhere only what its columns and names are."""
    known = mapping_of_json(one.mapping)
    is_whole = is_of_here(one, protocol, staff)
    if not is_whole:
        guess = guess_mapping(table, protocol, known.shape, known.form)
        said = guess.units.items()
        same = {name for name, role in guess.columns.items() if known.columns.get(name) == role}
        units = {name: unit for name, unit in said if name in same}
        known = replace(known, units=units, dates=YEAR_FIRST, decimal=guess.decimal)
    return Begun(mapping=completed(known, table, protocol), kept=one, is_whole=is_whole)


def is_of_here(one: KeptMapping, protocol: Protocol, staff: Staff) -> bool:
    """Tell whether who kept it is this person, or has only ever entered for the same one centre."""
    if one.made_by_id == staff.user.pk:
        return True
    mine = staff.centres(Action.ENTER_DATA, protocol.id)
    held = [Scope.of(row) for row in one.made_by.memberships.all()]
    theirs = {
        scope.centre
        for scope in held
        if scope.role in TABLE[Action.ENTER_DATA] and scope.registry_id in ("", protocol.id)
    }
    return mine is not None and len(mine) == 1 and theirs == mine
