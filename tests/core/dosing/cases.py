"""Protocols for the tests of doses: the reference trial's rules, and an oral one's."""

from __future__ import annotations

from typing import Any

from trialogue.core.dosing import DoseRequest
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Reading
from trialogue.core.protocol.doses import (
    BodyLimits,
    CellDose,
    DoseWindow,
    Dosing,
    Drug,
    Parameter,
    Regimen,
    RenalBand,
    RenalTable,
    Surface,
    SurfaceComparison,
    WeightRules,
)
from trialogue.core.protocol.trial import Anchor, Design, Organisation
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity

SOURCE = "test protocol"

RENAL = RenalTable(
    bands=(
        RenalBand(at_least=0, below=30, factor=0),
        RenalBand(at_least=30, below=50, factor=0.6),
        RenalBand(at_least=50, below=80, factor=0.8),
        RenalBand(at_least=80, below=None, factor=1),
    ),
    source=SOURCE,
)


def a_drug(**changes: Any) -> Drug:
    given = {"id": "first", "label": Text("first drug", "甲药"), "source": SOURCE}
    given |= {"amount": Quantity(25, "mg/m2"), "renal": RENAL}
    return Drug(**given | changes)


SECOND = a_drug(
    id="second", label=Text("second drug", "乙药"), amount=Quantity(500, "mg/m2"), renal=None
)


def a_regimen(**changes: Any) -> Regimen:
    given: dict[str, Any] = {"id": "preparation", "label": Text("preparation", "预处理")}
    given |= {"drugs": (a_drug(), SECOND), "days_min": 1, "days_max": 3, "source": SOURCE}
    given["window"] = DoseWindow(
        anchor="infusion",
        first_at_most_days_before=14,
        last_at_least_days_before=1,
        source=SOURCE,
    )
    return Regimen(**given | changes)


CELLS = CellDose(id="cells", label=Text("cells", "细胞"), minimum=1.0, maximum=10.0, source=SOURCE)


def a_dosing(**changes: Any) -> Dosing:
    given: dict[str, Any] = {"regimens": (a_regimen(),), "cells": CELLS, "limits": BodyLimits()}
    given["surface"] = Surface(
        beside=SurfaceComparison(formula="haycock", below_kg=10, differs_by=0.05, source=SOURCE)
    )
    given["weight"] = WeightRules(
        max_age_days=Parameter(value=7, source=SOURCE),
        redose_change=Parameter(value=0.1, source=SOURCE, unverified=True),
    )
    return Dosing(**given | {"readings": ("A37",)} | changes)


def an_oral_dosing() -> Dosing:
    """Two arms of tablets: no cells, no window, no renal table, one dose by body surface."""
    flat = a_drug(
        id="tablet",
        amount=Quantity(150, "mg"),
        per="dose",
        times_per_day=2,
        renal=None,
        route=Text("by mouth", "口服"),
    )
    by_surface = a_drug(
        id="tablet_by_surface",
        amount=Quantity(75, "mg/m2"),
        max_mg_per_day=Parameter(value=150, source=SOURCE),
        renal=None,
    )
    regimens = (
        a_regimen(id="flat", drugs=(flat,), days_min=28, days_max=28, window=None),
        a_regimen(id="sized", drugs=(by_surface,), days_min=14, days_max=14, window=None),
    )
    return Dosing(regimens=regimens)


def a_protocol(dosing: Dosing | None = None) -> Protocol:
    nothing = Text("")
    return Protocol(
        id="TEST-1",
        schema="1",
        version="1",
        title=Text("A trial", "一项试验"),
        short_title=Text("A trial", "一项试验"),
        status="recruiting",
        sex="all",
        design=Design(phase="1", study_type=nothing, arms_model=nothing, masking=nothing),
        sponsor=Organisation(name=Text("Nobody")),
        conditions=(),
        dosing=a_dosing() if dosing is None else dosing,
        anchors={
            "infusion": Anchor(id="infusion", item="infusion_date", label=Text("infusion", "输注"))
        },
        gates=(),
        items={},
        criteria=(),
        readings={
            "A37": Reading(
                id="A37", ambiguity=Text("Open.", "未定。"), chosen=Text("So.", "如此。")
            )
        },
    )


def a_request(**changes: Any) -> DoseRequest:
    given: dict[str, Any] = {"height_cm": 110.0, "weight_kg": 18.5, "days": 3}
    return DoseRequest(**given | changes)
