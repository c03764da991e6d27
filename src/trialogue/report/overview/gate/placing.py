"""Find the place of the record that carries a sentence, or say what is wrong with the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialogue.report.overview.gate.comparing import BEARING, Mismatch, cost, mismatches
from trialogue.report.overview.gate.evidence import Evidence, Index, normal, skeleton
from trialogue.report.overview.language.claims import (
    ABOUT,
    ASSERTED,
    HEDGE,
    OUTCOMES,
    OVERSTATED,
    PRESSURE,
)
from trialogue.report.overview.language.frames import Frame
from trialogue.report.overview.language.prose import split_sentences
from trialogue.report.overview.language.spanish_numbers import AMBIGUOUS
from trialogue.report.overview.language.view import Mention, View, read_view
from trialogue.report.overview.outline import Item
from trialogue.report.overview.result import Failure, Kind, Placed
from trialogue.report.overview.source.passage import ALLOWED, Role
from trialogue.report.overview.source.topics import named_topics

_NAMELIKE = re.compile(
    r"(?:oma|itis|emia|aemia|osis|pathy|plasia|rrhea|algia|uria|penia|ectomy|oscopy|ectasia|trophy|"
    r"mab|nib|cillin|mycin|azole|statin|platin|rubicin|taxel|cept|parin|prazole|sartan|olol|pril|"
    r"idine|amine|azine|orphine|olone|sone|adone|axone|terone|amide|oside|zide|vir|tide|gliptin|setron|caine|barb|pam|lam)s?$",
    re.IGNORECASE,
)


LONGEST_SENTENCE = 400
_COUNTING = ("rule", "increas")
"""Keys of a sentence that counts the rules that are left."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a sentence rests, what is wrong with it, and what it says of rules for joining.

    `rule`: the number of a rule that it says; `topics`: those that it points at; `left`: how
    many rules it says are left.
    """

    placed: Placed
    failures: tuple[Failure, ...] = ()
    rule: int | None = None
    topics: frozenset[str] = frozenset()
    left: int | None = None
    keys: frozenset[str] = frozenset()


def place(sentence: str, item: Item, index: Index) -> Verdict:
    """Place one sentence of an item."""
    said = normal(sentence)
    if said in index.standing:
        return Verdict(Placed(item=item, sentence=sentence, spans=(), is_standing=True))
    exact = index.exact.get(skeleton(said, index.language))
    if exact is not None and exact.passage.role in ALLOWED[item]:
        spans = (exact.passage.span,)
        return Verdict(Placed(item=item, sentence=sentence, spans=spans), keys=exact.view.keys)
    view = read_view(said, index.language)
    failures = tuple(
        Failure(kind=one.kind, item=item, sentence=sentence, found=one.found, allowed=one.allowed)
        for one in (
            *_shape(said, index),
            *_promises(said, item, view, index),
            *_absent(view, index),
        )
    )
    if view.frame is Frame.COUNTS and item is Item.WHO:
        return _counted(sentence, item, view, failures)
    if view.frame is Frame.POINTS and item is Item.WHO:
        return _pointed(sentence, item, index, failures)
    return _stated(sentence, item, view, index, failures)


def _shape(said: str, index: Index) -> Iterator[Mismatch]:
    if index.language == "es" and (found := AMBIGUOUS.search(said)):
        yield Mismatch(Kind.NO_SPAN, found[0], "a number that is read alike everywhere: 1500, 1.5")
    if len(said) > LONGEST_SENTENCE:
        yield Mismatch(Kind.NO_SPAN, f"{len(said)} characters", f"at most {LONGEST_SENTENCE}")
    if len(split_sentences(said)) != 1:
        yield Mismatch(Kind.NO_SPAN, "not one sentence", "one sentence at a time")


def _promises(said: str, item: Item, view: View, index: Index) -> Iterator[Mismatch]:
    if found := OVERSTATED.search(said):
        yield Mismatch(Kind.PROMISE, found[0], "what the record says, without certainty")
    if found := PRESSURE.search(said):
        yield Mismatch(Kind.PROMISE, found[0], "no orders and no haste")
    if ABOUT.search(said) and item is Item.STUDIED and not view.keys & index.subjects:
        yield Mismatch(Kind.NO_SPAN, "what the study is about", "its title or conditions")
    if found := ASSERTED.search(said):
        yield Mismatch(Kind.PROMISE, found[0], "what is not known yet is not said as known")
    outcome = next((one for one in view.mentions if one.key in OUTCOMES), None)
    if outcome is not None and item is not Item.WHO and not HEDGE.search(said):
        allowed = "say that it is hoped, tested or possible (whether, may, might, hopes)"
        yield Mismatch(Kind.PROMISE, outcome.word, allowed)


def _absent(view: View, index: Index) -> Iterator[Mismatch]:
    """Name what stands nowhere in the record."""
    if view.frame is Frame.POINTS:
        return
    met = set(index.ambient) | (set(_COUNTING) if view.frame is Frame.COUNTS else set())
    if view.keys & BEARING:
        met.add("woman")
    for one in view.mentions:
        if one.key not in index.by_key and one.key not in met:
            met.add(one.key)
            kind = Kind.NAME if _is_namelike(one) else Kind.WORD
            yield Mismatch(kind, one.word, "words of the record, or plain words for them")
    for mark in view.marks:
        if mark not in index.marks:
            kind = Kind.NAME if "@" in mark or "." in mark else Kind.NUMBER
            yield Mismatch(kind, mark, "one that the record gives")
    if view.frame is Frame.COUNTS:
        return
    for wanted in view.quantities:
        if any(wanted.fits(given) for given in index.quantities):
            continue
        same = [given for given in index.quantities if given.value == wanted.value]
        kind = Kind.UNIT if same else Kind.NUMBER
        allowed = ", ".join(dict.fromkeys(given.shown() for given in same[:6]))
        yield Mismatch(kind, wanted.shown(), allowed or "a number that the record gives")


def _is_namelike(one: Mention) -> bool:
    """Tell whether a word looks like a drug, a disease or a proper name."""
    signs = one.word
    return (
        any(sign.isdigit() for sign in signs)
        or (signs[0].isupper() and one.at > 0)
        or bool(_NAMELIKE.search(signs))
    )


def _counted(sentence: str, item: Item, view: View, failures: tuple[Failure, ...]) -> Verdict:
    number = int(view.quantities[0].value) if view.quantities else None
    left = -1 if number is None else number
    return Verdict(Placed(item=item, sentence=sentence, spans=()), failures, left=left)


def _pointed(sentence: str, item: Item, index: Index, failures: tuple[Failure, ...]) -> Verdict:
    """Place a sentence that says what rules are about: each subject must be a rule's."""
    topics, rest = named_topics(sentence, index.language)
    rules = [rule for rule in index.source.rules if rule.topics & topics]
    about = frozenset(topic for rule in rules for topic in rule.topics)
    view = read_view(rest, index.language)
    known = frozenset(
        key for one in index.evidence if one.passage.role is Role.RULE for key in one.keys
    )
    wrong = [*sorted(topics - about), *(one.word for one in view.mentions if one.key not in known)]
    failures += tuple(
        Failure(
            kind=Kind.WORD, item=item, sentence=sentence, found=word,
            allowed="what the record's rules are about",
        )
        for word in wrong
    )  # fmt: skip
    spans = tuple(rule.passages[0].span for rule in rules if rule.passages)
    if not spans and not failures:
        failures = (_nowhere(sentence, item),)
    return Verdict(Placed(item=item, sentence=sentence, spans=spans), failures, topics=topics)


def _nowhere(sentence: str, item: Item) -> Failure:
    return Failure(
        kind=Kind.NO_SPAN, item=item, sentence=sentence, found="nothing that could be looked up",
        allowed="what the record says",
    )  # fmt: skip


def _stated(
    sentence: str, item: Item, view: View, index: Index, failures: tuple[Failure, ...]
) -> Verdict:
    """Place a sentence at the passage that carries it best."""
    candidates = index.candidates(view, item)
    if not candidates:
        failures += (_nowhere(sentence, item),)
        return Verdict(Placed(item=item, sentence=sentence, spans=()), failures, keys=view.keys)
    judged = [(mismatches(view, sentence, item, one, index.ambient), one) for one in candidates]
    found, best = min(judged, key=lambda pair: cost(pair[0]))
    said = {failure.found for failure in failures}
    against = () if found else tuple(_contradictions(judged))
    failures += tuple(
        Failure(
            kind=_here(one.kind), item=item, sentence=sentence, found=one.found, allowed=one.allowed
        )
        for one in (*found, *against)
        if one.found not in said
    )
    carried = None if failures else best.passage
    spans = (carried.span,) if carried else ()
    return Verdict(
        Placed(item=item, sentence=sentence, spans=spans),
        failures,
        rule=carried.rule if carried else None,
        keys=view.keys,
    )


def _here(kind: Kind) -> Kind:
    """Call what stands elsewhere in the record, but not here, a thing for a person to judge."""
    return Kind.NO_SPAN if kind in {Kind.NUMBER, Kind.UNIT, Kind.WORD} else kind


def _contradictions(
    judged: list[tuple[tuple[Mismatch, ...], Evidence]],
) -> Iterator[Mismatch]:
    """Find a rule that has all words of the sentence and says the opposite."""
    for found, one in judged:
        if one.passage.role is Role.RULE and {each.kind for each in found} == {Kind.OPPOSITE}:
            yield found[0]
            return
