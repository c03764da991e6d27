"""The options of `trialogue dose`, read with the likely slip named for each wrong one."""

from __future__ import annotations

import argparse
import math
import re
from dataclasses import dataclass
from datetime import date
from typing import cast

from trialogue.core.dates import parse_when
from trialogue.core.dosing import DoseRequest
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.doses import SURFACE_FORMULAS, SurfaceFormula
from trialogue.exchange.faults import Fault, listing, quote, suggest

COMMAND_LINE = "command line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options. Numbers are read later, so that a slip gets its remedy."""
    parser.add_argument("trial", metavar="TRIAL", help="registry id, or path of a protocol file")
    parser.add_argument("--height", metavar="CM", help="height in centimetres, as in 110")
    parser.add_argument("--weight", metavar="KG", help="weight in kilograms, as in 18.5")
    parser.add_argument("--weighed", metavar="DATE", help="day on which the weight was taken")
    parser.add_argument("--days", metavar="N", help="number of treatment days")
    parser.add_argument(
        "--bsa",
        choices=SURFACE_FORMULAS,
        help="formula of body surface (default: the protocol's)",
    )
    parser.add_argument(
        "--clearance",
        metavar="ML_MIN",
        help="creatinine clearance in mL/min; without it the kidneys are NOT CHECKED",
    )
    parser.add_argument("--assay", metavar="FILE", help="assay of the cell product, CSV or JSON")
    parser.add_argument("--start", metavar="DATE", help="planned first day of treatment")
    parser.add_argument("--infusion", metavar="DATE", help="date of the infusion, day 0")
    parser.add_argument("--arm", metavar="ID", help="show what one arm gets (default: all arms)")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def option_fault(option: str, found: str, allowed: str, remedy: str) -> Fault:
    """Make the fault of one option."""
    return Fault(
        file=COMMAND_LINE, column=f"--{option}", found=found, allowed=allowed, remedy=remedy
    )


@dataclass(slots=True)
class OptionReader:
    """Reads options one by one and keeps every fault."""

    args: argparse.Namespace
    faults: list[Fault]

    def number(self, option: str, example: str) -> float | None:
        """Give a number, None where it was not given or is none (then with a fault)."""
        text = getattr(self.args, option)
        if text is None:
            return None
        if _NUMBER.fullmatch(text.strip()) and math.isfinite(float(text)):
            return float(text)
        comma = re.fullmatch(r"[0-9]+,[0-9]+", text.strip())
        remedy = f"write {text.strip().replace(',', '.')}" if comma else f"as in {example}"
        self.faults.append(option_fault(option, quote(text), "a number", remedy))
        return None

    def whole(self, option: str) -> int | None:
        """Give a whole number above 0, None where it was not given or is none."""
        text = getattr(self.args, option)
        if text is None:
            return None
        if re.fullmatch(r"[0-9]{1,6}", text.strip()) and int(text) > 0:
            return int(text)
        fault = option_fault(option, quote(text), "a whole number from 1 on", "as in 3")
        self.faults.append(fault)
        return None

    def day(self, option: str) -> date | None:
        """Give a calendar day, None where it was not given or is none."""
        text = getattr(self.args, option)
        if text is None:
            return None
        try:
            when = parse_when(text)
        except ValueError:
            when = None
        if when is not None and when.is_one_day:
            return when.day
        fault = option_fault(option, quote(text), "a date YYYY-MM-DD", "as in 2026-01-31")
        self.faults.append(fault)
        return None

    def formula(self) -> SurfaceFormula | None:
        """Give the formula that was asked for; argparse has checked its name."""
        return cast("SurfaceFormula | None", self.args.bsa)


_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


def read_request(
    args: argparse.Namespace, protocol: Protocol
) -> tuple[DoseRequest, tuple[Fault, ...]]:
    """Turn options into a request for this protocol, with every fault at once."""
    reader = OptionReader(args, [])
    infusion = reader.day("infusion")
    request = DoseRequest(
        height_cm=reader.number("height", "110"),
        weight_kg=reader.number("weight", "18.5"),
        weighed=reader.day("weighed"),
        formula=reader.formula(),
        clearance_ml_min=reader.number("clearance", "95"),
        days=reader.whole("days"),
        start=reader.day("start"),
        anchors={} if infusion is None else {"infusion": infusion},
        only=_arm(args.arm, protocol, reader),
    )
    _require(args, protocol, reader)
    return request, tuple(reader.faults)


def _arm(name: str | None, protocol: Protocol, reader: OptionReader) -> frozenset[str]:
    if name is None:
        return frozenset()
    arms = {arm.id: arm for arm in protocol.arms}
    if name in arms:
        return frozenset(arms[name].gives)
    allowed = listing(arms) or "this protocol names no arms"
    reader.faults.append(
        option_fault("arm", quote(name), allowed, suggest(name, arms, "leave --arm out"))
    )
    return frozenset()


def _require(args: argparse.Namespace, protocol: Protocol, reader: OptionReader) -> None:
    """Ask for what this protocol's doses need, and for both dates of a window."""
    dosing = protocol.dosing
    needed = {"height": dosing.needs_height, "weight": dosing.needs_weight}
    for option, is_needed in needed.items():
        if is_needed and getattr(args, option) is None:
            unit = {"height": "cm", "weight": "kg"}[option]
            remedy = f"add --{option} with the value in {unit}"
            allowed = f"the {option}: this protocol's doses depend on it"
            reader.faults.append(option_fault(option, "nothing", allowed, remedy))
    for option, other in (("start", "infusion"), ("infusion", "start")):
        if getattr(args, option) is None and getattr(args, other) is not None:
            allowed = "both dates or neither: the window lies between them"
            reader.faults.append(option_fault(option, "nothing", allowed, f"add --{option} DATE"))
