"""`trialogue dose`: what exactly to give one person, as a sheet to sign or as JSON.

Exit codes (docs/reference/doses.md): 0 the sheet was made; 1 the assay file, the protocol
or the number of days has faults, the rest was done; 2 wrong use, no sheet.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from trialogue.cli import dose_json, dose_text
from trialogue.cli.dose_options import add_arguments, option_fault, read_request
from trialogue.cli.faults import print_faults
from trialogue.core.dosing import DoseRequest, DoseSheet, ImplausibleInput, dose_sheet
from trialogue.core.dosing.drugs import allowed_days, days_refused
from trialogue.core.dosing.steps import Missing
from trialogue.core.dosing.words import tell
from trialogue.core.protocol import Protocol
from trialogue.exchange.assays import load_assays
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocols import find_protocol, load_trial

__all__ = ["add_arguments", "run"]

DONE, FAULTS, WRONG_USE = 0, 1, 2


def run(args: argparse.Namespace) -> int:
    """Make the dose sheet that the options ask for, and write it. Returns the exit code."""
    sheets, faults, code = _sheets(args)
    if args.json:
        document = {
            "results": [dose_json.write_sheet(sheet) for sheet in sheets],
            "faults": [fault.as_json() for fault in faults],
        }
        print(json.dumps(document, ensure_ascii=False, allow_nan=False))
        return code
    print("\n".join(dose_text.write_sheet(sheet, args.language) for sheet in sheets), end="")
    print_faults(faults, rest="what could be read was used" if sheets else "nothing was calculated")
    return code


Made = tuple[tuple[DoseSheet, ...], tuple[Fault, ...], int]


def _sheets(args: argparse.Namespace) -> Made:
    path, unknown = find_protocol(args.trial)
    if path is None:
        return (), unknown, WRONG_USE
    protocol, faults = load_trial(args.trial)
    if protocol is None:
        return (), faults, FAULTS
    request, wrong = read_request(args, protocol)
    wrong += _assay_misuse(args.assay, protocol)
    if wrong:
        return (), (*faults, *wrong), WRONG_USE
    try:
        sheets, assay_faults = _products(args.assay, protocol, request)
    except ImplausibleInput as problem:
        return (), (*faults, *_slips(problem)), WRONG_USE
    found = (*faults, *_day_faults(protocol, request), *assay_faults)
    return sheets, found, FAULTS if found else DONE


def _assay_misuse(file: str | None, protocol: Protocol) -> tuple[Fault, ...]:
    """Name an assay that is not there, or that this protocol has no use for."""
    if file is None:
        return ()
    if protocol.dosing.cells is None:
        allowed = "nothing: this protocol gives no cells"
        return (option_fault("assay", file, allowed, "leave --assay out"),)
    if _is_file(file):
        return ()
    return (option_fault("assay", file, "a CSV or JSON file", "no such file: check the path"),)


def _is_file(file: str) -> bool:
    try:
        return Path(file).is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _products(
    file: str | None, protocol: Protocol, request: DoseRequest
) -> tuple[tuple[DoseSheet, ...], tuple[Fault, ...]]:
    """Make one sheet for each product; the drugs' doses also where its row has faults."""
    if file is None:
        return (dose_sheet(protocol, request),), ()
    rows, faults = load_assays(Path(file), protocol.dosing.limits, request.weight_kg)
    unusable = Missing(reason=tell("reason.bad_assay"))
    assays = [row.assay or unusable for row in rows] or [unusable]
    sheets = tuple(dose_sheet(protocol, replace(request, assay=assay)) for assay in assays)
    return sheets, faults


def _slips(problem: ImplausibleInput) -> tuple[Fault, ...]:
    return tuple(
        option_fault(slip.field, slip.found, slip.allowed.en, slip.remedy.en)
        for slip in problem.slips
    )


def _day_faults(protocol: Protocol, request: DoseRequest) -> tuple[Fault, ...]:
    """Name each regimen that refuses the number of days; its doses are not shown."""
    shown = (r for r in protocol.dosing.regimens if not request.only or r.id in request.only)
    return tuple(
        option_fault(
            "days",
            str(request.days),
            allowed_days(regimen).en,
            f"the protocol's range for {regimen.label.en}; no dose of it is shown",
        )
        for regimen in shown
        if days_refused(regimen, request.days) is not None
    )
