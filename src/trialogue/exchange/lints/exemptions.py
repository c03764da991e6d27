"""Lints: exemptions that nobody can ever use."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.protocol.criteria import (
    All,
    Any,
    AttributeIs,
    Is,
    Node,
    Not,
    Stopped,
    Unless,
    Within,
)
from trialogue.core.units import show_number
from trialogue.exchange.lints.finding import Finding, Findings, Subject
from trialogue.exchange.lints.thresholds import implies
from trialogue.exchange.protocol_format.walk import KEY_OF


def check_unless(subject: Subject) -> Findings:
    """Find an `exempt` that holds only where its rule holds anyway."""
    for path, _, node in subject.nodes():
        if not isinstance(node, Unless):
            continue
        within = next((part for part in _joined(node.exempt) if _inside(part, node, subject)), None)
        if within is not None:
            yield Finding(
                path=f"{path}.exempt",
                found=f"an exemption whose `{KEY_OF[type(within)]}` is within the rule's own",
                allowed="an exemption that reaches further than its rule",
                remedy="widen the exemption's limit or answers, or remove the exemption",
            )


def _joined(node: Node) -> Iterator[Node]:
    """List the conditions that must all hold."""
    if isinstance(node, All):
        for part in node.of:
            yield from _joined(part)
    else:
        yield node


def _inside(part: Node, around: Unless, subject: Subject) -> bool:
    rule = around.rule
    if part == rule:
        return True
    if isinstance(part, Is) and isinstance(rule, Is):
        return part.item == rule.item and set(part.values) <= set(rule.values)
    return implies(part, rule, subject)


def check_disjoint(subject: Subject) -> Findings:
    """Find answers of one item that must hold together and exclude each other."""
    for path, _, node in subject.nodes():
        if isinstance(node, All):
            seen: dict[tuple[str, str], set[str]] = {}
            for part in _joined(node):
                key = _asked(part)
                if key is None:
                    continue
                values = set(getattr(part, "values", ()))
                if key in seen and not seen[key] & values:
                    yield _never(path, key[1], seen[key], values)
                seen[key] = seen.get(key, values) & values


def _asked(part: Node) -> tuple[str, str] | None:
    match part:
        case Is(item=item):
            return ("item", item)
        case AttributeIs(attribute=attribute):
            return ("attribute", attribute)
        case _:
            return None


def _never(path: str, name: str, one: set[str], other: set[str]) -> Finding:
    return Finding(
        path=path,
        found=f"{name} in {sorted(one)} and in {sorted(other)} at once",
        allowed="answers that can hold together",
        remedy="join them by `any:`, or name an answer that both have",
    )


def check_spares(subject: Subject) -> Findings:
    """Find `spares` that spare nothing that counts, or everything."""
    for path, _, leaf in subject.leaves():
        if not isinstance(leaf, Stopped):
            continue
        item = subject.item(leaf.item)
        for name, values in leaf.spares.items():
            counted = leaf.counts.get(name)
            if counted is not None and not set(counted) & set(values):
                yield Finding(
                    path=f"{path}.spares.{name}",
                    found=f"{', '.join(values)}, of which none counts",
                    allowed=f"values that count: {', '.join(counted)}",
                    remedy="remove it, or count these values",
                )
            attribute = item.attributes.get(name) if item else None
            if (
                attribute is not None
                and attribute.choices
                and set(attribute.choices) <= set(values)
            ):
                yield Finding(
                    path=f"{path}.spares.{name}",
                    found=f"every value of {name}",
                    allowed="some values",
                    remedy="name only what does not count; as it stands the rule catches no one",
                )


def check_allowance(subject: Subject) -> Findings:
    """Find an allowance of nothing."""
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Stopped) and leaf.allowance and leaf.allowance.limit.value <= 0:
            yield Finding(
                path=f"{path}.allowance.limit",
                found=show_number(leaf.allowance.limit.value),
                allowed="a dose above 0",
                remedy="write the dose that may go on, or remove the allowance",
            )


def check_double_no(subject: Subject) -> Findings:
    """Find a condition and its own opposite side by side."""
    for path, _, node in subject.nodes():
        if isinstance(node, All | Any):
            opposites = [part.of for part in node.of if isinstance(part, Not)]
            if any(part in opposites for part in node.of):
                never = "never" if isinstance(node, All) else "always"
                yield Finding(
                    path=path,
                    found=f"a condition beside its own opposite, which {never} holds",
                    allowed="conditions that can differ",
                    remedy="remove one of the two",
                )


def check_presumed(subject: Subject) -> Findings:
    """Find a presumption that makes a missing history count as an exposure at all times."""
    for path, _, leaf in subject.leaves():
        if isinstance(leaf, Within) and leaf.if_missing and leaf.if_missing.value:
            yield Finding(
                path=f"{path}.if_missing.value",
                found="true: whoever was not asked counts as exposed",
                allowed="false, with its condition",
                remedy="leave `if_missing` out: not asked is unknown",
            )


LINTS = (
    check_unless,
    check_disjoint,
    check_spares,
    check_allowance,
    check_double_no,
    check_presumed,
)
