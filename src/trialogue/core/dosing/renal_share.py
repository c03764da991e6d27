"""The share of a drug's dose that kidney function allows, and whether anyone looked.

Clearance that was not given is not clearance that is normal: the share is then 1, the
action says "not checked", and the sheet says so in a frame. Source: clinical reference 1.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from trialogue.core.protocol.doses import RenalBand, RenalTable
from trialogue.core.units import at_most, less_than, show_number


class RenalAction(Enum):
    """What the renal table asks for."""

    FULL = "FULL"
    REDUCE = "REDUCE"
    REFUSE = "DO NOT GIVE"
    NOT_CHECKED = "not checked"
    NO_TABLE = "no table"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenalShare:
    """The share of the full dose, 0 to 1, with the band that gives it (None: none applied)."""

    action: RenalAction
    factor: float
    band: RenalBand | None = None


def derive_renal_share(table: RenalTable | None, clearance: float | None) -> RenalShare:
    """Find the band of a clearance, in the table's unit and at least 0.

    Bands are half-open: the lower end belongs to them, the upper one to the next.
    """
    if table is None:
        return RenalShare(action=RenalAction.NO_TABLE, factor=1.0)
    if clearance is None:
        return RenalShare(action=RenalAction.NOT_CHECKED, factor=1.0)
    for band in table.bands:
        if band.below is None or less_than(clearance, band.below):
            return RenalShare(action=_action(band.factor), factor=band.factor, band=band)
    raise AssertionError("a renal table's last band has no upper end")


def _action(factor: float) -> RenalAction:
    if factor == 0:
        return RenalAction.REFUSE
    return RenalAction.FULL if at_most(1.0, factor) else RenalAction.REDUCE


LOUDNESS = (
    RenalAction.REFUSE,
    RenalAction.NOT_CHECKED,
    RenalAction.REDUCE,
    RenalAction.FULL,
    RenalAction.NO_TABLE,
)


def loudest(actions: tuple[RenalAction, ...]) -> RenalAction:
    """Give the action that matters most among several drugs; NO_TABLE where there are none."""
    return min(actions, key=LOUDNESS.index, default=RenalAction.NO_TABLE)


def write_band(band: RenalBand, unit: str) -> str:
    """Write a band as a person reads it: `50 to < 80 mL/min`, `≥ 80 mL/min`."""
    low = show_number(band.at_least)
    if band.below is None:
        return f"≥ {low} {unit}"
    high = show_number(band.below)
    return f"< {high} {unit}" if band.at_least == 0 else f"{low} to < {high} {unit}"
