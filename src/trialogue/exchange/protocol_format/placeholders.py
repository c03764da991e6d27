"""Numbers inside texts: `{dosing.regimens.lymphodepletion.days_max}` becomes `3`.

So that nothing is written twice, a text names a value of the same document by its path
(ids stand for the places of a list), and a text of a criterion, or of a reading that a
criterion names, may say `{limit}`, `{times_uln}`, `{at_least}`, `{at_most}`, `{span}` or
`{allowance.limit}` for the first leaf of that criterion that has one, `{limit.2}` for the
second. Values are written as `exchange.shown` writes them in the text's language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import partial

from trialogue.core.dosing.rounding import show_rounded
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion, Span, leaves_of, walk
from trialogue.core.protocol.doses import CellDose
from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.core.units import Quantity
from trialogue.exchange.faults import listing, suggest
from trialogue.exchange.protocol_format.shape import Made
from trialogue.exchange.protocol_format.walk import criteria_of, with_texts
from trialogue.exchange.shown import Showable, show, show_unit

LOCAL = ("limit", "times_uln", "at_least", "at_most", "span", "allowance.limit")
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NUMBERED = re.compile(r"(?P<name>.+?)(?:\.(?P<number>[1-9]\d?))?")

Refuse = Callable[[str, str, str, str], None]


class UnknownReferenceError(LookupError):
    """A reference to nothing; carries what is allowed in its place and the remedy."""

    def __init__(self, word: str, known: list[str]) -> None:
        super().__init__(word)
        self.allowed = listing(known)
        self.remedy = suggest(word, known, "name a value of this document by its path")


@dataclass(frozen=True, slots=True)
class _Unit:
    """The code of a unit, which is shown as people read it."""

    code: str


def resolve_texts(
    protocol: Protocol, refuse: Refuse, unread: frozenset[str] = frozenset()
) -> Protocol:
    """Fill every text; `refuse(path, found, allowed, remedy)` hears of unknown references.

    A reference into one of the `unread` sections, those with faults of their own, is left as
    it stands without a word: what it names may be what could not be read.
    """
    texts = _Texts(protocol, _owners(protocol), refuse, unread)
    return with_texts(protocol, partial(_fill, texts))


@dataclass(frozen=True, slots=True)
class _Texts:
    """What texts may refer to, what of it could not be read, and who hears of the rest."""

    protocol: Protocol
    owners: Mapping[str, Criterion]
    refuse: Refuse
    unread: frozenset[str]

    def is_unread(self, name: str) -> bool:
        return name.partition(".")[0] in self.unread


def _owners(protocol: Protocol) -> dict[str, Criterion]:
    """Say whose leaves a text may name: by the path before it, inner criteria last."""
    owners = dict(criteria_of(protocol))
    for criterion in walk(protocol.criteria):
        for reading in criterion.readings:
            owners.setdefault(f"readings.{reading}", criterion)
    return owners


def _fill(texts: _Texts, path: str, text: Text) -> Text:
    if not any("{" in getattr(text, language) for language in LANGUAGES):
        return text
    around = [owner for owner in texts.owners if path.startswith(f"{owner}.")]
    criterion = texts.owners[max(around, key=len)] if around else None
    filled = {}
    for language in LANGUAGES:
        place = f"{path}.{language}"

        def say(found: re.Match[str], language: str = language, place: str = place) -> str:
            try:
                return _say(find(found[1], texts.protocol, criterion), language)
            except UnknownReferenceError as problem:
                if not texts.is_unread(found[1]):
                    reference = f"the reference {found[0]}"
                    texts.refuse(place, reference, problem.allowed, problem.remedy)
                return found[0]

        filled[language] = PLACEHOLDER.sub(say, getattr(text, language))
        if "{" in PLACEHOLDER.sub("", getattr(text, language)):
            texts.refuse(place, "an opening brace { alone", "{path}", "close the brace")
    return replace(text, **filled)


def _say(value: Showable | _Unit, language: str) -> str:
    return show_unit(value.code, language) if isinstance(value, _Unit) else show(value, language)


def find(name: str, protocol: Protocol, criterion: Criterion | None) -> Showable | _Unit:
    """Find the value that a reference names. Raises UnknownReferenceError."""
    numbered = _NUMBERED.fullmatch(name)
    if criterion is not None and numbered is not None and numbered["name"] in LOCAL:
        return _of_leaf(numbered["name"], int(numbered["number"] or 1), criterion)
    if criterion is not None and "." not in name:
        raise UnknownReferenceError(name, list(LOCAL))
    return _of_document(name, protocol)


def _of_leaf(name: str, number: int, criterion: Criterion) -> Showable:
    trees = [one.logic for one in walk((criterion,)) if one.logic is not None]
    values: list[Made] = [_field(leaf, name) for tree in trees for leaf in leaves_of(tree)]
    found = [value for value in values if value is not None]
    if len(found) < number:
        raise UnknownReferenceError(name, _local_names(trees))
    value: Showable = found[number - 1]
    return value


def _local_names(trees: list[Made]) -> list[str]:
    leaves = [leaf for tree in trees for leaf in leaves_of(tree)]
    return [name for name in LOCAL if any(_field(leaf, name) is not None for leaf in leaves)]


def _field(leaf: object, name: str) -> Made:
    """Read a field by its dotted name; None where there is none."""
    value: object | None = leaf
    for part in name.split("."):
        value = getattr(value, part, None)
    return value


def _of_document(name: str, protocol: Protocol) -> Showable | _Unit:
    around: object = None
    value: object = protocol
    words = name.split(".")
    last = ""
    while words:
        inside = _parts(value)
        # An id may itself hold a point (I6a.alt): the longest that is known counts.
        taken = next((n for n in range(len(words), 0, -1) if ".".join(words[:n]) in inside), 0)
        if not taken:
            raise UnknownReferenceError(words[0], list(inside))
        last, words = ".".join(words[:taken]), words[taken:]
        around, value = value, inside[last]
    if isinstance(around, CellDose) and isinstance(value, float):
        return show_rounded(value, around.decimals)
    if isinstance(value, str) and last in ("unit", "mass", "molar"):
        return _Unit(value)
    if isinstance(value, Text) and "{" in "".join(getattr(value, one) for one in LANGUAGES):
        raise UnknownReferenceError(name, ["a value, not a text that itself has references"])
    if isinstance(value, Quantity | Span | Text | date | float | int | str):
        return value
    raise UnknownReferenceError(last, [f"{name}.{key}" for key in _parts(value)])


def _parts(value: object) -> Mapping[str, object]:
    """Name the parts of a value: keys, fields, or for a list ids and places."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, tuple):
        by_place = {str(number): part for number, part in enumerate(value)}
        return {str(getattr(part, "id", key)): part for key, part in by_place.items()}
    if is_dataclass(value) and not isinstance(value, Quantity | Span):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return {}
