"""Lints: every id that one part of the protocol names is defined by another, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from trialogue.core.eligibility.derived import CALCULATIONS
from trialogue.core.protocol.criteria import (
    Age,
    Compare,
    Is,
    NotAfter,
    Recorded,
    Since,
    Stopped,
    Within,
)
from trialogue.core.protocol.items import Kind
from trialogue.core.renal import FORMULAS
from trialogue.exchange.faults import nearest
from trialogue.exchange.lints.finding import Finding, Findings, Subject, unknown

EGFR_PARAMETERS = ("egfr_under_18", "egfr_from_18")


def check_items(subject: Subject) -> Findings:
    """Find leaves, scales and calculations that read an item nobody defined."""
    known = subject.protocol.items
    for path, _, leaf in subject.leaves():
        for field, item in _items_read(leaf):
            if item not in known:
                yield unknown(f"{path}.{field}", "item", item, known)
    for number, scale in enumerate(subject.protocol.scales):
        if scale.item not in known:
            yield unknown(f"scales[{number}].item", "item", scale.item, known)


def _items_read(leaf: object) -> Iterator[tuple[str, str]]:
    match leaf:
        case Compare(items=items):
            for number, item in enumerate(items):
                yield f"items[{number}]", item
        case Stopped(item=item, allowance=allowance) if allowance is not None:
            yield "item", item
            yield "allowance.body_surface", allowance.body_surface
        case Is(item=item) | Stopped(item=item) | Within(item=item) | Recorded(item=item):
            yield "item", item
        case _:
            pass


def check_birth_date(subject: Subject) -> Findings:
    """Find an age rule in a protocol whose items do not include the birth date."""
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Age) and "birth_date" not in subject.protocol.items:
            yield Finding(
                path=path,
                found="an age, while no item birth_date is defined",
                allowed="an item birth_date of kind date",
                remedy="add the item birth_date",
            )


def check_anchors(subject: Subject) -> Findings:
    """Find leaves, gates, windows and follow-up that hang on a date nobody defined."""
    known = subject.protocol.anchors
    for path, anchor in _anchors_named(subject):
        if anchor not in known:
            yield unknown(path, "anchor", anchor, known)


def _anchors_named(subject: Subject) -> Iterator[tuple[str, str]]:
    protocol = subject.protocol
    for path, _, leaf in subject.leaves():
        yield from _anchors_of_leaf(path, leaf)
    for number, gate in enumerate(protocol.gates):
        yield f"gates[{number}].anchor", gate.anchor
    for number, regimen in enumerate(protocol.dosing.regimens):
        place = f"dosing.regimens[{number}].window"
        if regimen.window is not None:
            yield f"{place}.anchor", regimen.window.anchor
        if regimen.window is not None and regimen.window.starts_on:
            yield f"{place}.starts_on", regimen.window.starts_on
    if protocol.follow_up is not None:
        yield "follow_up.after", protocol.follow_up.after
    if protocol.contraception is not None:
        yield "contraception.after", protocol.contraception.after


def _anchors_of_leaf(path: str, leaf: object) -> Iterator[tuple[str, str]]:
    match leaf:
        case Age(at=at):
            yield f"{path}.at", at
        case NotAfter(anchor=anchor, other=other):
            yield f"{path}.anchor", anchor
            yield f"{path}.other", other
        case Stopped(before=before) | Within(before=before) | Since(before=before):
            yield f"{path}.before", before
        case _:
            pass


def check_anchor_items(subject: Subject) -> Findings:
    """Find anchors whose item is missing or holds no date."""
    known = subject.protocol.items
    for id, anchor in subject.protocol.anchors.items():
        path = f"anchors.{id}.item"
        item = subject.item(anchor.item)
        if anchor.item not in known:
            yield unknown(path, "item", anchor.item, known)
        elif item is not None and item.kind is not Kind.DATE:
            yield Finding(
                path=path,
                found=f"{anchor.item}, of kind {item.kind.value}",
                allowed="an item of kind date",
                remedy="name the item that holds the date",
            )


def check_gates(subject: Subject) -> Findings:
    """Find criteria that name an unknown gate, or that no gate ever checks."""
    known = [gate.id for gate in subject.protocol.gates]
    gated: dict[str, bool] = {}
    for path, criterion in subject.criteria():
        above = next(
            (gated[p] for p in sorted(gated, key=len, reverse=True) if _below(path, p)), False
        )
        gated[path] = bool(criterion.gates) or above
        for number, gate in enumerate(criterion.gates):
            if gate not in known:
                yield unknown(f"{path}.gates[{number}]", "gate", gate, known)
        if not criterion.parts and not gated[path]:
            yield Finding(
                path=path,
                found=f"{criterion.id} without gates, and none around it has any",
                allowed=f"gates: {known}",
                remedy="add `gates:` here or to the criterion around it",
            )


def _below(path: str, above: str) -> bool:
    return path.startswith(f"{above}.")


def check_tables(subject: Subject) -> Findings:
    """Find tables of upper limits, equivalents and formulas that are named but not there."""
    protocol = subject.protocol
    for id, item in protocol.items.items():
        if item.upper_limits and item.upper_limits not in protocol.upper_limits:
            path = f"items.{id}.upper_limits"
            yield unknown(path, "table of upper limits", item.upper_limits, protocol.upper_limits)
        if item.derived and item.derived not in CALCULATIONS:
            yield unknown(f"items.{id}.derived", "calculation", item.derived, CALCULATIONS)
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Stopped) and leaf.allowance is not None:
            name, known = leaf.allowance.equivalents, protocol.equivalents
            if name not in known:
                place = f"{path}.allowance.equivalents"
                yield unknown(place, "table of equivalents", name, known)


def check_formulas(subject: Subject) -> Findings:
    """Find names of renal formulas that nobody implemented."""
    for key, name in subject.protocol.parameters.items():
        if key in EGFR_PARAMETERS and name not in FORMULAS:
            yield unknown(f"parameters.{key}", "formula", name, FORMULAS)
    for number, regimen in enumerate(subject.protocol.dosing.regimens):
        for place, drug in enumerate(regimen.drugs):
            if drug.renal and drug.renal.formula and drug.renal.formula not in FORMULAS:
                path = f"dosing.regimens[{number}].drugs[{place}].renal.formula"
                yield unknown(path, "formula", drug.renal.formula, FORMULAS)


def check_parameters(subject: Subject) -> Findings:
    """Find parameters that look like a slip of the pen; others are there for texts to quote."""
    for key in subject.protocol.parameters:
        if key not in EGFR_PARAMETERS and nearest(key, EGFR_PARAMETERS):
            yield unknown(f"parameters.{key}", "parameter", key, EGFR_PARAMETERS)


def check_readings(subject: Subject) -> Findings:
    """Find ambiguities that are named but not stated, or stated and never named."""
    known = subject.protocol.readings
    named: set[str] = set()
    places = [
        (f"{path}.readings[{number}]", reading)
        for path, criterion in subject.criteria()
        for number, reading in enumerate(criterion.readings)
    ]
    places += [
        (f"dosing.readings[{number}]", reading)
        for number, reading in enumerate(subject.protocol.dosing.readings)
    ]
    follow_up = subject.protocol.follow_up
    places += [
        (f"follow_up.readings[{number}]", reading)
        for number, reading in enumerate(follow_up.readings if follow_up else ())
    ]
    endpoints = subject.protocol.endpoints
    places += [
        (f"endpoints.readings[{number}]", reading)
        for number, reading in enumerate(endpoints.readings if endpoints else ())
    ]
    for path, reading in places:
        named.add(reading)
        if reading not in known:
            yield unknown(path, "reading", reading, known)
    for id in known:
        if id not in named:
            yield Finding(
                path=f"readings.{id}",
                found=f"the reading {id}, which no criterion, dose, follow-up or endpoint names",
                allowed="readings that are named under `readings:`",
                remedy=f"name {id} where it applies; only there is it shown",
                severity="hint",
            )


def check_arms(subject: Subject) -> Findings:
    """Find arms that give a regimen nobody defined."""
    if subject.is_faulty("dosing"):
        return
    dosing = subject.protocol.dosing
    known = [regimen.id for regimen in dosing.regimens]
    known += [dosing.cells.id] if dosing.cells else []
    for number, arm in enumerate(subject.protocol.arms):
        for place, name in enumerate(arm.gives):
            if name not in known:
                yield unknown(f"arms[{number}].gives[{place}]", "regimen", name, known)


def check_ids_once(subject: Subject) -> Findings:
    """Find lists in which one id stands twice."""
    protocol = subject.protocol
    paths: dict[str, str] = {}
    for path, criterion in subject.criteria():
        if criterion.id in paths:
            yield _twice(f"{path}.id", criterion.id, paths[criterion.id])
        paths.setdefault(criterion.id, path)
    lists: dict[str, Iterable[str]] = {
        "gates": (gate.id for gate in protocol.gates),
        "arms": (arm.id for arm in protocol.arms),
        "outcomes": (outcome.id for outcome in protocol.outcomes),
        "conditions": (condition.id for condition in protocol.conditions),
        "centres": (centre.id for centre in protocol.centres),
        "scales": (scale.item for scale in protocol.scales),
    }
    for name, ids in lists.items():
        for id, count in Counter(ids).items():
            if count > 1:
                yield _twice(name, id, name)


def _twice(path: str, id: str, first: str) -> Finding:
    return Finding(
        path=path,
        found=f"the id {id!r} a second time (first in {first})",
        allowed="each id once",
        remedy="give one of them another id",
    )


LINTS = (
    check_items,
    check_birth_date,
    check_anchors,
    check_anchor_items,
    check_gates,
    check_tables,
    check_formulas,
    check_parameters,
    check_readings,
    check_arms,
    check_ids_once,
)
