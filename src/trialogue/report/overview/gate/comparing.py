"""Whether one passage of a record says what one sentence of a draft says.

Every key of the sentence must stand in the passage, denied there as it is here; every number
with its unit and bound; a rule must let in whom the sentence lets in, with nothing left out
that narrows it. What does not hold is a mismatch; no mismatch means that the passage carries
the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.report.overview.gate.evidence import Evidence
from trialogue.report.overview.language.claims import (
    ABOUT,
    BENEFIT,
    BLIND,
    GIVEN,
    KNOWS,
    MONEY,
    RISK,
)
from trialogue.report.overview.language.frames import SIGNS, Frame
from trialogue.report.overview.language.quantities import MEASURES, Quantity
from trialogue.report.overview.language.view import View
from trialogue.report.overview.outline import Item
from trialogue.report.overview.result import Kind
from trialogue.report.overview.source.passage import Role

LEAST_SHARE = 0.3
"""Of the clause of a rule that is said best, at least this share of its words must be said."""
BEARING = frozenset({"pregnancy", "breastfe", "breastf"})
"""Keys that speak of women without saying so."""
WEIGHTS = {
    Kind.WORD: 2.0,
    Kind.NUMBER: 3.0,
    Kind.UNIT: 2.5,
    Kind.LIMIT: 2.0,
    Kind.OPPOSITE: 2.0,
    Kind.LEFT_OUT: 1.5,
    Kind.NO_SPAN: 1.0,
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a passage does not support of a sentence."""

    kind: Kind
    found: str
    allowed: str


def mismatches(
    view: View, text: str, item: Item, one: Evidence, ambient: frozenset[str] = frozenset()
) -> tuple[Mismatch, ...]:
    """List what keeps a passage from carrying a sentence; nothing means that it does.

    `ambient` keys are true of everybody in the study, such as `child` where all are children.
    """
    found = [*_words(view, one, ambient), *_numbers(view, one), *_denials(view, one)]
    if one.is_coded:
        found.extend(_coded(view, one))
    elif one.passage.role is Role.RULE:
        found.extend(_rule(view, one))
    elif view.frame is Frame.KEEPS_OUT or view.frame is Frame.WAIVES:
        found.append(Mismatch(Kind.NO_SPAN, view.frame.value, "what a rule of the record says"))
    if not one.is_coded:
        found.extend(_kind_of_place(text, one))
        found.extend(_cue(text, item, one))
        found.extend(_quotes(view, one))
    return tuple(found)


def cost(found: tuple[Mismatch, ...]) -> float:
    """Weigh mismatches, so that the passage that fits best can be named."""
    return sum(WEIGHTS.get(one.kind, 1.0) for one in found)


def _words(view: View, one: Evidence, ambient: frozenset[str]) -> Iterator[Mismatch]:
    met = set(ambient)
    if view.keys & BEARING:
        met.add("woman")
    for mention in view.mentions:
        if mention.key not in one.keys and mention.key not in met:
            met.add(mention.key)
            yield Mismatch(Kind.WORD, mention.word, _shown(one))
    for mark in view.marks:
        if mark not in one.view.marks:
            yield Mismatch(Kind.NUMBER, mark, _shown(one))


def _numbers(view: View, one: Evidence) -> Iterator[Mismatch]:
    for wanted in view.quantities:
        fitting = [given for given in one.view.quantities if wanted.fits(given)]
        if not fitting:
            yield _absent(wanted, one)
        elif not any(given.bound == wanted.bound for given in fitting):
            allowed = ", ".join(given.shown() for given in fitting)
            yield Mismatch(Kind.LIMIT, wanted.shown(), allowed)
        elif not _alike_denied(wanted, fitting, view, one):
            yield Mismatch(Kind.OPPOSITE, wanted.shown(), _shown(one))
        elif not _goes_with_same_words(wanted, fitting, view, one.view):
            yield Mismatch(Kind.NO_SPAN, f"{wanted.shown()} goes with other words", _shown(one))


def _alike_denied(wanted: Quantity, fitting: list[Quantity], view: View, one: Evidence) -> bool:
    """Tell whether a number is denied here as it is there."""
    if one.passage.sign:
        return True
    denied = wanted.at in view.denied_numbers
    return any((given.at in one.view.denied_numbers) == denied for given in fitting)


def _absent(wanted: Quantity, one: Evidence) -> Mismatch:
    same = [given for given in one.view.quantities if given.value == wanted.value]
    if same and wanted.unit in MEASURES:
        return Mismatch(Kind.UNIT, wanted.shown(), ", ".join(given.shown() for given in same))
    numbers = ", ".join(given.shown() for given in one.view.quantities)
    return Mismatch(Kind.NUMBER, wanted.shown(), numbers or _shown(one))


def _goes_with_same_words(
    wanted: Quantity, fitting: list[Quantity], view: View, given: View
) -> bool:
    """Tell whether a number stands near the same words; asked only where it could be another's."""
    alike = {one.size for one in given.quantities if one.unit == wanted.unit}
    shared = view.keys & given.keys
    if len(alike) < 2 or len(shared) < 2:
        return True
    near = _nearest(wanted, view, shared)
    return any(near & _nearest(one, given, shared) for one in fitting)


def _nearest(quantity: Quantity, view: View, shared: frozenset[str]) -> set[str]:
    """Name the nearest shared key before a quantity and the nearest one behind it."""
    mentions = [one for one in view.mentions if one.key in shared]
    before = [one for one in mentions if one.at < quantity.at]
    after = [one for one in mentions if one.at > quantity.at]
    return {one.key for one in (*before[-1:], *after[:1])}


def _denials(view: View, one: Evidence) -> Iterator[Mismatch]:
    """Compare what is denied; for a rule, what is denied of those who may join."""
    here, there = SIGNS.get(view.frame, 0), one.passage.sign
    if one.is_coded or not (here and there):
        here = there = 1
    for key in view.keys & one.view.keys:
        mine = {here * (-1 if denied else 1) for denied in view.denials(key)}
        theirs = {there * (-1 if denied else 1) for denied in one.view.denials(key)}
        if not mine <= theirs:
            word = next(mention.word for mention in view.mentions if mention.key == key)
            yield Mismatch(Kind.OPPOSITE, word, _shown(one))
            return


def _coded(view: View, one: Evidence) -> Iterator[Mismatch]:
    """Ask that a coded field is said as we say it: the same words, the same frame."""
    if view.frame is not one.view.frame:
        yield Mismatch(Kind.OPPOSITE, view.frame.value, one.said)
    if left := one.view.keys - view.keys:
        yield Mismatch(Kind.NO_SPAN, f"without {', '.join(sorted(left))}", one.said)
    if len(one.view.quantities) > len(view.quantities):
        yield Mismatch(Kind.LEFT_OUT, "a number of the record", one.said)


def _rule(view: View, one: Evidence) -> Iterator[Mismatch]:
    if view.frame not in SIGNS:
        allowed = "say whom the rule lets in or keeps out"
        yield Mismatch(Kind.NO_SPAN, view.frame.value, allowed)
        return
    if one.passage.sign == 0:
        yield Mismatch(Kind.NO_SPAN, "a rule of unknown kind", _shown(one))
    for given in one.view.quantities:
        if not any(wanted.fits(given) for wanted in view.quantities):
            yield Mismatch(Kind.LEFT_OUT, f"without {given.shown()}", _shown(one))
    if one.view.has_exception and not view.has_exception:
        yield Mismatch(Kind.LEFT_OUT, "without the exception", _shown(one))
    if _share(view, one.view) < LEAST_SHARE:
        yield Mismatch(Kind.NO_SPAN, "little of what the rule says", _shown(one))


def _share(view: View, rule: View) -> float:
    """Give the share of its words that is said of the clause of a rule that is said best."""
    clauses = [frozenset(clause) for clause in rule.clauses if clause]
    return max((len(view.keys & clause) / len(clause) for clause in clauses), default=1.0)


def _kind_of_place(text: str, one: Evidence) -> Iterator[Mismatch]:
    """Ask that what is studied rests on titles or texts, and what is given on no outcome."""
    role = one.passage.role
    if ABOUT.search(text) and role not in {Role.TITLE, Role.CONDITION, Role.TEXT}:
        yield Mismatch(Kind.NO_SPAN, "what the study is about", "its title, conditions or summary")
    if KNOWS.search(text) and not BLIND.search(one.passage.span.text):
        yield Mismatch(Kind.NO_SPAN, "who knows what", "what the record says of masking")
    if GIVEN.search(text) and role is Role.OUTCOME:
        yield Mismatch(Kind.NO_SPAN, "what is used or given", "an intervention, arm or summary")


def _cue(text: str, item: Item, one: Evidence) -> Iterator[Mismatch]:
    """Ask that a risk or benefit is one in the record, too."""
    given = f"{one.passage.head} {one.passage.span.text}"
    risky = item is Item.RISKS or (item is not Item.WHO and RISK.search(text))
    if risky and not RISK.search(given):
        yield Mismatch(Kind.NO_SPAN, "a risk", "what the record calls a risk or side effect")
    if item is not Item.WHO and MONEY.search(text) and not MONEY.search(given):
        yield Mismatch(Kind.NO_SPAN, "money", "what the record says of cost or payment")
    if item is Item.BENEFITS and not BENEFIT.search(given):
        yield Mismatch(Kind.NO_SPAN, "a benefit", "what the record calls a benefit")


def _quotes(view: View, one: Evidence) -> Iterator[Mismatch]:
    plain = " ".join(one.passage.span.text.replace("”", '"').split()).lower()
    for quote in view.quotes:
        if " ".join(quote.split()).lower().rstrip(".") not in plain:
            yield Mismatch(Kind.NO_SPAN, f"“{quote}”", _shown(one))


def _shown(one: Evidence) -> str:
    text = one.passage.span.text
    return text if len(text) <= 160 else f"{text[:159]}…"
