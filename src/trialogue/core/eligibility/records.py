"""The leaf `recorded` and what it asks of each record's own attributes."""

from __future__ import annotations

from collections.abc import Callable

from trialogue.core.dates import When
from trialogue.core.eligibility.elapsed import elapsed_words, lies_within, span_words
from trialogue.core.eligibility.finding import Finding, disjoin, fails, holds, unknown
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import reason
from trialogue.core.facts import Fact
from trialogue.core.protocol.criteria import AttributeIs, Node, Recorded, Since
from trialogue.core.protocol.words import Text
from trialogue.core.truth import Truth

InRecord = Callable[[Node, Fact], Finding]


def evaluate_recorded(leaf: Recorded, occasion: Occasion, inside: InRecord) -> Finding:
    """Ask whether some record of the item fits; `inside` evaluates `where` on one record.

    Unknown where the history was not taken, or where a record lacks what decides.
    """
    facts = occasion.person.of(leaf.item)
    label = occasion.label(leaf.item)
    if not facts:
        return unknown((leaf.item,), reason("not asked", label=label))
    day = occasion.as_of.isoformat()
    told = [
        fact for fact in facts if fact.start is None or fact.start.first.date() <= occasion.as_of
    ]
    if not told and all(fact.value == "no" for fact in facts):
        return unknown((leaf.item,), reason("measure later", label=label, day=day))
    known = [fact for fact in told if fact.value != "no"]
    if not known:
        key = "none by then" if any(fact.value != "no" for fact in facts) else "never"
        return fails(reason(key, label=label, day=day))
    return disjoin(tuple(_one(leaf, fact, occasion, inside) for fact in known))


def _one(leaf: Recorded, fact: Fact, occasion: Occasion, inside: InRecord) -> Finding:
    said: dict[str, Text | str] = {
        "label": occasion.label(leaf.item),
        "what": _kind_words(leaf.item, fact, occasion),
    }
    if leaf.where is None:
        return holds(reason("record fits", **said))
    found = inside(leaf.where, fact)
    match found.truth:
        case Truth.TRUE:
            return holds(reason("record fits", **said), *found.reasons)
        case Truth.FALSE:
            return fails(reason("record spared", **said), *found.reasons)
        case Truth.UNKNOWN:
            needs = _names(leaf.item, found.missing, occasion)
            return unknown(found.missing, reason("record unclear", needs=needs, **said))


def _names(item: str, missing: tuple[str, ...], occasion: Occasion) -> Text:
    attributes = occasion.item(item).attributes
    labels = [
        attributes[name].label
        if (name := full.removeprefix(f"{item}.")) in attributes
        else occasion.label(full)
        for full in missing
    ]
    return Text(", ".join(text.en for text in labels), "、".join(text.say("zh") for text in labels))


def _kind_words(item: str, fact: Fact, occasion: Occasion) -> Text | str:
    attribute = occasion.item(item).attributes.get("kind")
    kind = fact.attributes.get("kind")
    if attribute is None or not isinstance(kind, str):
        return ""
    text = attribute.choices.get(kind, Text(kind))
    return Text(f" ({text.en})", f"（{text.say('zh')}）")


def evaluate_attribute(leaf: AttributeIs, fact: Fact, occasion: Occasion) -> Finding:
    """Ask whether an attribute of a record is one of the leaf's values; unknown if not said."""
    value = fact.attributes.get(leaf.attribute)
    attribute = occasion.item(fact.item).attributes[leaf.attribute]
    if value is None:
        return unknown(
            (f"{fact.item}.{leaf.attribute}",),
            reason("statement missing", label=attribute.label),
        )
    said = attribute.choices.get(value, Text(value)) if isinstance(value, str) else str(value)
    why = reason("statement", label=attribute.label, value=said, date="")
    return (holds if value in leaf.values else fails)(why)


def evaluate_since(leaf: Since, fact: Fact, occasion: Occasion) -> Finding:
    """Ask whether a date of a record lies at least the span before the anchor.

    Unknown where the date or the anchor is missing, or known only in part.
    """
    value, anchor = fact.attributes.get(leaf.attribute), occasion.anchors.get(leaf.before)
    if not isinstance(value, When):
        label = occasion.item(fact.item).attributes[leaf.attribute].label
        return unknown((f"{fact.item}.{leaf.attribute}",), reason("statement missing", label=label))
    if anchor is None:
        name = occasion.anchor_label(leaf.before)
        return unknown((occasion.anchor_item(leaf.before),), reason("anchor missing", anchor=name))
    said: dict[str, Text | str] = {
        "label": occasion.item(fact.item).attributes[leaf.attribute].label,
        "what": "",
        "last": str(value),
        "anchor": occasion.anchor_label(leaf.before),
        "day": str(anchor),
        "span": span_words(leaf.at_least),
    }
    match lies_within(value, anchor, leaf.at_least, inclusive=False):
        case Truth.TRUE:
            return fails(reason("too recent", elapsed=elapsed_words(value, anchor), **said))
        case Truth.FALSE:
            return holds(reason("long enough", elapsed=elapsed_words(value, anchor), **said))
        case Truth.UNKNOWN:
            missing = (f"{fact.item}.{leaf.attribute}",)
            return unknown(missing, reason("time unclear", **said))
