"""The leaves `stopped` and `within`: how long before an anchor the last exposure lies.

Elapsed days = anchor - last exposure; "at least 2 weeks before" is >= 14, and "within 2
weeks" is its complement, so that day 14 passes in both styles (clinical reference 9.1, A26).
Months and years are calendar ones with the month's end clamped; hours are compared
between times, where a bare date is an interval.
"""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.core.dates import When
from trialogue.core.eligibility.allowance import evaluate_allowance
from trialogue.core.eligibility.elapsed import elapsed_words, lies_within, span_words
from trialogue.core.eligibility.finding import Finding, disjoin, fails, holds, unknown
from trialogue.core.eligibility.occasion import Occasion
from trialogue.core.eligibility.reasons import Reason, reason
from trialogue.core.facts import Fact, Measure
from trialogue.core.protocol.criteria import Span, Stopped, Within
from trialogue.core.protocol.items import Item, Kind
from trialogue.core.protocol.words import Text
from trialogue.core.truth import Truth, any_of


def evaluate_stopped(leaf: Stopped, occasion: Occasion) -> Finding:
    """Ask whether the last exposure that counts lies at least the span before the anchor.

    Unknown where the history was not taken, the anchor has no date, a date known only in
    part leaves both answers open, or the dose that may go on cannot be told.
    """
    exposed, recent = _exposed(leaf, occasion, counted_exposures(leaf, occasion))
    stopped = exposed.negated()
    if stopped.truth is Truth.TRUE or leaf.allowance is None or not recent:
        return stopped
    allowed = evaluate_allowance(leaf.allowance, leaf.at_least, leaf.before, recent, occasion)
    truth = any_of((stopped.truth, allowed.truth))
    if truth is Truth.TRUE:
        return allowed
    missing = allowed.missing or stopped.missing if truth is Truth.UNKNOWN else ()
    return Finding(truth, (*stopped.reasons, *allowed.reasons), missing)


def evaluate_within(leaf: Within, occasion: Occasion) -> Finding:
    """Ask whether an exposure or event lies within the span before the anchor.

    Unknown as for `stopped`, and where a recorded event has no date.
    """
    return _exposed(leaf, occasion, counted_exposures(leaf, occasion))[0]


def counted_exposures(leaf: Stopped | Within, occasion: Occasion) -> tuple[Fact, ...]:
    """Keep the recorded exposures that the leaf counts, by value and attributes."""
    spares: Mapping[str, tuple[str, ...]] = leaf.spares if isinstance(leaf, Stopped) else {}
    wanted = leaf.values if isinstance(leaf, Within) else ()
    return tuple(
        fact
        for fact in occasion.person.of(leaf.item)
        if _happened(fact, wanted)
        and all(_says(fact, name, values, silent=True) for name, values in leaf.counts.items())
        and not any(_says(fact, name, values, silent=False) for name, values in spares.items())
    )


def _happened(fact: Fact, wanted: tuple[str, ...]) -> bool:
    if wanted:
        return fact.value in wanted
    if isinstance(fact.value, Measure):
        return fact.value.value != 0
    return fact.value != "no"


def _says(fact: Fact, attribute: str, values: tuple[str, ...], *, silent: bool) -> bool:
    said = fact.attributes.get(attribute)
    return silent if said is None else said in values


def _exposed(
    leaf: Stopped | Within, occasion: Occasion, exposures: tuple[Fact, ...]
) -> tuple[Finding, tuple[Fact, ...]]:
    """Find whether some exposure lies too near the anchor, and which ones may."""
    label = occasion.label(leaf.item)
    told = occasion.person.of(leaf.item)
    answers = [fact for fact in told if not _denied_later(leaf, fact, occasion)]
    if not answers:
        key = "measure later" if told else "not asked"
        day = occasion.as_of.isoformat()
        return unknown((leaf.item,), reason(key, label=label, day=day)), ()
    if not exposures:
        key = "never" if all(fact.value == "no" for fact in answers) else "none counts"
        return fails(reason(key, label=label)), ()
    anchor = occasion.anchors.get(leaf.before)
    if anchor is None:
        item, name = occasion.anchor_item(leaf.before), occasion.anchor_label(leaf.before)
        return unknown((item,), reason("anchor missing", anchor=name)), ()
    seen = [fact for fact in exposures if _begun(fact, anchor, occasion)]
    if not seen:
        return fails(reason("none counts", label=label)), ()
    findings = [_near(leaf, fact, anchor, occasion) for fact in seen]
    recent = tuple(
        fact for fact, found in zip(seen, findings, strict=True) if found.truth is not Truth.FALSE
    )
    return disjoin(tuple(findings)), recent


def _denied_later(leaf: Stopped | Within, fact: Fact, occasion: Occasion) -> bool:
    """Tell whether a "no" was said only after both the anchor and the gate's date."""
    if fact.value != "no" or fact.start is None:
        return False
    anchor = occasion.anchors.get(leaf.before)
    until = max(anchor.day, occasion.as_of) if anchor else occasion.as_of
    return fact.start.first.date() > until


def _begun(fact: Fact, anchor: When, occasion: Occasion) -> bool:
    """Leave out what begins only after both the anchor and the gate's date."""
    if fact.start is None:
        return True
    return fact.start.first.date() <= max(anchor.day, occasion.as_of)


def last_exposure(fact: Fact, item: Item) -> When | None:
    """Give the last time of an exposure: an event's date, a treatment's end (None: goes on)."""
    return fact.end if item.kind is Kind.TREATMENT else (fact.end or fact.start)


def _near(leaf: Stopped | Within, fact: Fact, anchor: When, occasion: Occasion) -> Finding:
    item = occasion.item(leaf.item)
    span = _span_of(leaf)
    said: dict[str, Text | str] = {
        "label": item.label,
        "what": _what(fact),
        "anchor": occasion.anchor_label(leaf.before),
        "day": str(anchor),
        "span": span_words(span),
    }
    last = last_exposure(fact, item)
    if last is None and item.kind is not Kind.TREATMENT:
        return unknown((f"{leaf.item}.start",), reason("date missing", **_only(said)))
    if last is None:
        return holds(reason("goes on", **said | {"day": f" {anchor}"}))
    inclusive = isinstance(leaf, Within) and leaf.inclusive
    truth = lies_within(last, anchor, span, inclusive=inclusive)
    if truth is Truth.UNKNOWN:
        return unknown(_unclear(leaf, item, last, occasion), _open_time(last, said))
    return _settled(truth, last, anchor, said)


def _unclear(leaf: Stopped | Within, item: Item, last: When, occasion: Occasion) -> tuple[str, ...]:
    """Name what has to be told more exactly: the exposure's date, the anchor's, or both."""
    part = "start" if item.kind is not Kind.TREATMENT else "end"
    exact = last.has_time or (last.is_one_day and _span_of(leaf).unit != "h")
    anchor = occasion.anchors[leaf.before]
    steady = anchor.has_time or (anchor.is_one_day and _span_of(leaf).unit != "h")
    own = () if exact else (f"{leaf.item}.{part}",)
    others = () if steady else (occasion.anchor_item(leaf.before),)
    return (*own, *others) or (f"{leaf.item}.{part}",)


def _span_of(leaf: Stopped | Within) -> Span:
    return leaf.at_least if isinstance(leaf, Stopped) else leaf.span


def _open_time(last: When, said: dict[str, Text | str]) -> Reason:
    return reason("time unclear", **said | {"last": str(last)})


def _settled(truth: Truth, last: When, anchor: When, said: dict[str, Text | str]) -> Finding:
    more: dict[str, Text | str] = said | {"last": str(last)}
    if truth is Truth.FALSE:
        return fails(reason("long enough", elapsed=elapsed_words(last, anchor), **more))
    if last.first > anchor.last:
        return holds(_after(more))
    return holds(reason("too recent", elapsed=elapsed_words(last, anchor), **more))


def _after(said: dict[str, Text | str]) -> Reason:
    return reason("after", **{name: part for name, part in said.items() if name != "span"})


def _only(said: dict[str, Text | str]) -> dict[str, Text | str]:
    return {"label": said["label"], "what": said["what"]}


def _what(fact: Fact) -> str:
    drug = fact.attributes.get("drug")
    dose = f" {fact.value}" if isinstance(fact.value, Measure) else ""
    return f" {drug}{dose}" if drug else dose
