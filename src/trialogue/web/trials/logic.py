"""A criterion's tree said in words, so that the page can show what is really checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.eligibility.elapsed import span_words
from trialogue.core.eligibility.wording import RELATIONS, SPAN_UNITS
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import (
    Age,
    All,
    Any,
    AttributeIs,
    Compare,
    IfMissing,
    Is,
    Leaf,
    Node,
    Not,
    NotAfter,
    Recorded,
    Since,
    Span,
    Stopped,
    Unless,
    Within,
)
from trialogue.core.protocol.items import Item
from trialogue.core.protocol.words import Text
from trialogue.core.units import Quantity, show_number, show_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a tree in words, with what stands below it.

    `words` are those of the record that a leaf implements.
    """

    text: str
    words: str = ""
    is_leaf: bool = False
    of: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Teller:
    """Says trees of one protocol in the language that is active."""

    protocol: Protocol
    record: Item | None = None
    """The item whose attributes are read, inside `Recorded`."""

    def tell(self, node: Node) -> Line:
        """Say a node and everything below it."""
        match node:
            case All(of=parts):
                return Line(text=_("All of these:"), of=tuple(map(self.tell, parts)))
            case Any(of=parts):
                return Line(text=_("At least one of these:"), of=tuple(map(self.tell, parts)))
            case Not(of=Any(of=parts)):
                return Line(text=_("None of these:"), of=tuple(map(self.tell, parts)))
            case Not(of=part):
                return Line(text=_("This does not hold:"), of=(self.tell(part),))
            case Unless(rule=rule, exempt=exempt):
                exemption = Line(text=_("or else, as an exception:"), of=(self.tell(exempt),))
                return Line(text=_("The rule:"), of=(self.tell(rule), exemption))
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> Line:
        below: tuple[Line, ...] = ()
        if isinstance(leaf, Recorded) and leaf.where is not None:
            below = (Teller(self.protocol, self.protocol.items[leaf.item]).tell(leaf.where),)
        guard = getattr(leaf, "if_missing", None)
        if isinstance(guard, IfMissing):
            below = (*below, self._guard(guard))
        return Line(text=self._sentence(leaf), words=leaf.words, is_leaf=True, of=below)

    def _sentence(self, leaf: Leaf) -> str:
        match leaf:
            case Compare():
                return self._compare(leaf)
            case Is(item=item, values=values):
                choices = self._item(item).choices
                said = {"what": self._label(item), "values": _choices(values, choices)}
                return _("%(what)s: %(values)s") % said
            case Age():
                return self._age(leaf)
            case NotAfter(anchor=anchor, other=other):
                said = {"first": self._anchor(anchor), "second": self._anchor(other)}
                return _("%(first)s is not after %(second)s") % said
            case Stopped():
                return self._stopped(leaf)
            case Within():
                return self._within(leaf)
            case Recorded(item=item, where=where):
                label = self._label(item)
                return _("%(what)s, such that:") % {"what": label} if where else label
            case AttributeIs(attribute=attribute, values=values):
                known = self._record().attributes[attribute]
                said = {"what": _say(known.label), "values": _choices(values, known.choices)}
                return _("%(what)s: %(values)s") % said
            case Since(attribute=attribute, at_least=span, before=before):
                said = {
                    "what": _say(self._record().attributes[attribute].label),
                    "span": _span(span),
                    "before": self._anchor(before),
                }
                return _("%(what)s at least %(span)s before %(before)s") % said

    def _compare(self, leaf: Compare) -> str:
        relation = _say(RELATIONS[leaf.comparison, True])
        what = _(" or ").join(self._label(item) for item in leaf.items)
        if leaf.limit is not None:
            limit = _quantity(leaf.limit)
        else:
            limit = _("%(times)s × the upper limit of normal") % {
                "times": show_number(leaf.times_uln or 1)
            }
        return _("%(what)s %(relation)s %(limit)s") % {
            "what": what,
            "relation": relation,
            "limit": limit,
        }

    def _age(self, leaf: Age) -> str:
        said = {"low": leaf.at_least, "high": leaf.at_most, "anchor": self._anchor(leaf.at)}
        if leaf.at_least is None:
            return _("Age at %(anchor)s at most %(high)s years") % said
        if leaf.at_most is None:
            return _("Age at %(anchor)s at least %(low)s years") % said
        return _("Age at %(anchor)s from %(low)s to %(high)s completed years") % said

    def _stopped(self, leaf: Stopped) -> str:
        said = {
            "what": self._label(leaf.item),
            "span": _span(leaf.at_least),
            "before": self._anchor(leaf.before),
        }
        parts = [_("%(what)s: none, or stopped at least %(span)s before %(before)s") % said]
        parts += self._limits(self._item(leaf.item), leaf.counts, leaf.spares)
        if leaf.allowance is not None:
            limit = leaf.allowance.limit
            table = self.protocol.equivalents[leaf.allowance.equivalents]
            parts.append(
                _("up to %(limit)s in %(drug)s equivalents may go on")
                % {
                    "limit": _quantity(limit),
                    "drug": table.base,
                }
            )
        return _("; ").join(parts)

    def _within(self, leaf: Within) -> str:
        item = self._item(leaf.item)
        said = {
            "what": self._label(leaf.item),
            "span": _span(leaf.span),
            "before": self._anchor(leaf.before),
        }
        if leaf.inclusive:
            main = _("%(what)s at most %(span)s before %(before)s") % said
        else:
            main = _("%(what)s less than %(span)s before %(before)s") % said
        values = [_choices(leaf.values, item.choices)] if leaf.values else []
        return _("; ").join([main, *values, *self._limits(item, leaf.counts, {})])

    def _limits(
        self,
        item: Item,
        counts: Mapping[str, tuple[str, ...]],
        spares: Mapping[str, tuple[str, ...]],
    ) -> list[str]:
        only = [
            _("only %(what)s counts: %(values)s") % _attribute(item, name, values)
            for name, values in counts.items()
        ]
        never = [
            _("%(what)s does not count: %(values)s") % _attribute(item, name, values)
            for name, values in spares.items()
        ]
        return only + never

    def _guard(self, guard: IfMissing) -> Line:
        text = (
            _("if not recorded: counts as yes")
            if guard.value
            else _("if not recorded: counts as no")
        )
        if guard.when is None:
            return Line(text=text)
        return Line(text=_("%(text)s, where:") % {"text": text}, of=(self.tell(guard.when),))

    def _item(self, id: str) -> Item:
        return self.protocol.items[id]

    def _record(self) -> Item:
        assert self.record is not None, "attributes are read inside `recorded` alone"
        return self.record

    def _label(self, id: str) -> str:
        return _say(self._item(id).label)

    def _anchor(self, id: str) -> str:
        return _say(self.protocol.anchors[id].label)


def _say(text: Text) -> str:
    return text.say(get_language() or "en")


def _quantity(quantity: Quantity) -> str:
    """Write a number with its unit, units of time in the reader's language."""
    number = show_number(quantity.value)
    time = SPAN_UNITS.get(quantity.unit)
    if time is not None:
        return f"{number} {_say(time[quantity.value != 1])}"
    return f"{number} {show_unit(quantity.unit)}".strip()


def _span(span: Span) -> str:
    return _say(span_words(span))


def _choices(values: tuple[str, ...], choices: Mapping[str, Text]) -> str:
    yes_no = {"yes": _("yes"), "no": _("no")}
    said = [
        _say(choices[value]) if value in choices else yes_no.get(value, value) for value in values
    ]
    return _(" or ").join(said)


def _attribute(item: Item, name: str, values: tuple[str, ...]) -> dict[str, str]:
    attribute = item.attributes.get(name)
    if attribute is None:
        return {"what": name, "values": _choices(values, {})}
    return {"what": _say(attribute.label), "values": _choices(values, attribute.choices)}
