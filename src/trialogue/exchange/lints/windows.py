"""Lints: windows of time that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.protocol.criteria import NotAfter, Since, Span, Stopped, Within
from trialogue.core.protocol.doses import DoseWindow, Regimen
from trialogue.exchange.lints.finding import Finding, Findings, Subject

DAYS: Mapping[str, int] = {"h": 0, "d": 1, "wk": 7}


def check_two_washouts(subject: Subject) -> Findings:
    """Find two washouts of the same exposures before the same date with different spans."""
    seen: dict[tuple[object, ...], tuple[str, Span]] = {}
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Stopped | Within) or ".if_missing." in path:
            continue
        span = leaf.at_least if isinstance(leaf, Stopped) else leaf.span
        key = (leaf.item, leaf.before, *(_frozen(leaf, field) for field in FIELDS))
        first, other = seen.setdefault(key, (path, span))
        if not same_length(span, other):
            yield Finding(
                path=path,
                found=f"{span.amount} {span.unit} without {leaf.item} before {leaf.before}; "
                f"{first} asks for {other.amount} {other.unit}",
                allowed="one span for the same exposures before the same date",
                remedy="make the spans equal, or say by `counts` what each is about",
            )


FIELDS = ("counts", "spares", "values")


def _frozen(leaf: Stopped | Within, field: str) -> object:
    value = getattr(leaf, field, ())
    if isinstance(value, Mapping):
        return tuple(sorted((name, tuple(sorted(words))) for name, words in value.items()))
    return tuple(value)


def same_length(one: Span, other: Span) -> bool:
    """Tell whether two spans are the same length: hours, days and weeks, or months and years."""
    if one.is_calendar or other.is_calendar:
        return one.is_calendar and other.is_calendar and one.months == other.months
    return _hours(one) == _hours(other)


def _hours(span: Span) -> int:
    return span.amount if span.unit == "h" else 24 * DAYS[span.unit] * span.amount


def check_regimen_window(subject: Subject) -> Findings:
    """Find regimens of more days than their own window holds."""
    for number, regimen in enumerate(subject.protocol.dosing.regimens):
        window = regimen.window
        if window is None:
            continue
        room = window.first_at_most_days_before - window.last_at_least_days_before + 1
        if regimen.days_max > room:
            yield Finding(
                path=f"dosing.regimens[{number}].days_max",
                found=f"{regimen.days_max} days in a window of {room}",
                allowed=f"at most {room} days, from {window.first_at_most_days_before} to "
                f"{window.last_at_least_days_before} days before the {window.anchor}",
                remedy="check days_max and the window",
            )


def check_own_drugs(subject: Subject) -> Findings:
    """Find a washout that the trial's own regimen breaks, because nothing spares it.

    A treatment item knows a regimen where an attribute offers the regimen's id as a value,
    such as `purpose: lymphodepletion`. Whether a drug of the regimen would be recorded
    under that item, only the protocol can say: so a washout is at fault where another rule
    of the same item spares the regimen, or where no rule of the trial does.
    """
    washouts = [
        (path, leaf) for path, _, leaf in subject.leaves() if isinstance(leaf, Stopped | Within)
    ]
    for regimen in subject.protocol.dosing.regimens:
        offered = [
            (path, leaf, names)
            for path, leaf in washouts
            if (names := _attributes_offering(subject, leaf, regimen.id)) and _breaks(leaf, regimen)
        ]
        sparing = {leaf.item for _, leaf, names in offered if _spared(leaf, names, regimen.id)}
        for path, leaf, names in offered:
            at_fault = leaf.item in sparing or not sparing
            if at_fault and not _spared(leaf, names, regimen.id):
                yield _broken_by(path, leaf, names[0], regimen.id)


def _attributes_offering(subject: Subject, leaf: Stopped | Within, regimen: str) -> list[str]:
    item = subject.item(leaf.item)
    return [
        name for name, one in (item.attributes if item else {}).items() if regimen in one.choices
    ]


def _broken_by(path: str, leaf: Stopped | Within, attribute: str, regimen: str) -> Finding:
    span = leaf.at_least if isinstance(leaf, Stopped) else leaf.span
    return Finding(
        path=path,
        found=f"{span.amount} {span.unit} without {leaf.item} before {leaf.before}, "
        f"while the regimen {regimen} is given then",
        allowed=f"a washout that spares {regimen}, or ends before it",
        remedy=f"add `spares: {{{attribute}: [{regimen}]}}`",
    )


def _breaks(leaf: Stopped | Within, regimen: Regimen) -> bool:
    window: DoseWindow | None = regimen.window
    if window is None or window.anchor != leaf.before:
        return False
    span = leaf.at_least if isinstance(leaf, Stopped) else leaf.span
    return span.is_calendar or _hours(span) > 24 * window.last_at_least_days_before


def _spared(leaf: Stopped | Within, names: list[str], regimen: str) -> bool:
    spares: Mapping[str, tuple[str, ...]] = getattr(leaf, "spares", {})
    return any(
        regimen in spares.get(name, ()) or regimen not in leaf.counts.get(name, (regimen,))
        for name in names
    )


def check_order(subject: Subject) -> Findings:
    """Find dates that must not be after each other, against the order of the gates."""
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, NotAfter):
            yield from _in_order(subject, path, leaf.anchor, leaf.other)
    for number, regimen in enumerate(subject.protocol.dosing.regimens):
        window = regimen.window
        if window is not None and window.starts_on:
            path = f"dosing.regimens[{number}].window.starts_on"
            yield from _in_order(subject, path, window.starts_on, window.anchor)


def _in_order(subject: Subject, path: str, first: str, then: str) -> Findings:
    before, after = subject.order_of(first), subject.order_of(then)
    if first == then or (before is not None and after is not None and before > after):
        gates = " → ".join(gate.anchor for gate in subject.protocol.gates)
        yield Finding(
            path=path,
            found=f"{first} not after {then}",
            allowed=f"the order of the gates: {gates}",
            remedy="exchange the two, or put the gates in their order of time",
        )


def check_cycles(subject: Subject) -> Findings:
    """Find dates each of which must not be after the next, around in a circle."""
    after: dict[str, list[tuple[str, str]]] = {}
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, NotAfter) and leaf.anchor != leaf.other:
            if _reaches(leaf.other, leaf.anchor, after):
                yield Finding(
                    path=path,
                    found=f"{leaf.anchor} not after {leaf.other}, and the other way round",
                    allowed="one order of the dates",
                    remedy=f"check it against {after[leaf.other][0][1]}",
                )
            after.setdefault(leaf.anchor, []).append((leaf.other, path))


def _reaches(start: str, goal: str, after: Mapping[str, list[tuple[str, str]]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        following = [name for name, _ in after.get(here, ()) if name not in seen]
        seen.update(following)
        waiting.extend(following)
    return False


def check_since(subject: Subject) -> Findings:
    """Find times since an event that no one of the trial's ages has lived."""
    youngest, oldest = subject.protocol.ages
    if oldest is None or oldest < (youngest or 0):
        return
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Since) or not leaf.at_least.is_calendar:
            continue
        if leaf.at_least.months > 12 * (oldest + 1):
            yield Finding(
                path=f"{path}.at_least",
                found=f"{leaf.at_least.amount} {leaf.at_least.unit}, in a trial up to "
                f"{oldest} years of age",
                allowed=f"at most {oldest} years",
                remedy="check the number and its unit",
            )


def check_follow_up(subject: Subject) -> Findings:
    """Find a follow-up or contraception of no time, and an end before the start."""
    protocol = subject.protocol
    lengths = {
        "follow_up.months": protocol.follow_up.months if protocol.follow_up else 1,
        "contraception.months": protocol.contraception.months if protocol.contraception else 1,
    }
    for path, months in lengths.items():
        if months < 1:
            yield Finding(
                path=path,
                found=f"{months} months",
                allowed="1 month or more",
                remedy="write how long it lasts, or leave the section out",
            )
    design = protocol.design
    if design.start and design.completion and design.start > design.completion:
        yield Finding(
            path="design.completion",
            found=f"{design.completion}, before the start {design.start}",
            allowed=f"{design.start} or later",
            remedy="check whether the two were exchanged",
        )


LINTS = (
    check_two_washouts,
    check_regimen_window,
    check_own_drugs,
    check_order,
    check_cycles,
    check_since,
    check_follow_up,
)
