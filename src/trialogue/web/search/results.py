"""What a result shows: the trial in short, the nearest open centre, and why it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.core.record import AgeLimit
from trialogue.exchange.ctgov.study_dates import parse_age
from trialogue.registry.cards import Card
from trialogue.registry.index import Result
from trialogue.registry.reasons import Reason
from trialogue.web.trials.status import (
    age_words,
    limits_words,
    phases_words,
    sex_words,
    status_kind,
    status_words,
)
from trialogue.web.trials.whereabouts import Entered, country_words, nearest_words, weave

MOST_CONDITIONS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason in words (as HTML), with the record's own passage (in the registry's English)."""

    words: str
    passage: str
    is_warning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """One trial that was found, ready to be shown."""

    id: str
    address: str
    title: Text
    status: str
    kind: str
    ages: str
    sex: str
    phase: str
    conditions: tuple[Text, ...]
    where: str
    has_check: bool
    why: tuple[Why, ...]

    @property
    def is_only_mentioned(self) -> bool:
        """Tell whether the trial names what was asked for only to rule people out."""
        return bool(self.why) and all(one.is_warning for one in self.why)


def result_card(
    result: Result, protocols: Mapping[str, Protocol], entered: Mapping[str, Entered], near: str
) -> ResultCard:
    """Write a result in the reader's language; `near` goes along to the trial's page.

    `entered` holds what teams entered about their centres, such as the name in Chinese.
    """
    card = result.card
    protocol = protocols.get(card.id)
    address = reverse("trials:trial", args=[card.id])
    conditions = tuple(Text(one) for one in card.conditions)
    if protocol is not None:
        conditions = tuple(one.label for one in protocol.conditions)
    return ResultCard(
        id=card.id,
        address=f"{address}?{urlencode({'near': near})}" if near else address,
        title=protocol.short_title if protocol else Text(card.title or card.id),
        status=status_words(card.status),
        kind=status_kind(card.status),
        ages=age_words(protocol) if protocol else _ages(card),
        sex="" if card.sex in ("", "ALL") else sex_words(card.sex),
        phase=phases_words(card.phases),
        conditions=conditions[:MOST_CONDITIONS],
        where=_where(result, entered.get(card.id, {})),
        has_check=protocol is not None,
        why=tuple(_why(reason) for reason in result.reasons),
    )


def _ages(card: Card) -> str:
    return limits_words(*map(_limit, (card.youngest, card.oldest)))


def _limit(text: str) -> AgeLimit | None:
    return parse_age(text) if text else None


def _where(result: Result, entered: Entered) -> str:
    if result.nearest is not None:
        return nearest_words(result.nearest, entered)
    centres = result.card.centres
    if not centres:
        return _("The record names no study centre yet.")
    recruiting = [one for one in centres if one.recruits]
    counted = recruiting or list(centres)
    countries = list(dict.fromkeys(country_words(one.site.country) for one in counted))
    said = {
        "n": len(counted),
        "countries": ", ".join(countries[:3]) + (" …" if len(countries) > 3 else ""),
    }
    if recruiting:
        return _("Open centres: %(n)d (%(countries)s)") % said
    return _("No centre recruits today. Centres: %(n)d (%(countries)s)") % said


def _why(reason: Reason) -> Why:
    words = _relation(reason)
    place = _part(reason)
    return Why(
        words=weave(_("%(words)s – %(part)s"), {"words": words, "part": place}),
        passage=reason.passage if reason.part != "id" else "",
        is_warning=reason.part == "exclusion",
    )


def _relation(reason: Reason) -> str:
    said = {"typed": _verbatim(reason.typed), "found": _verbatim(reason.found)}
    if reason.typed.casefold() == reason.found.casefold():
        return weave(_("“%(typed)s”"), said)
    match reason.relation:
        case "narrower":
            return weave(_("“%(found)s”, a kind of “%(typed)s”"), said)
        case "broader":
            return weave(_("“%(found)s”, which takes in “%(typed)s”"), said)
        case _:
            return weave(_("“%(found)s”, which means “%(typed)s”"), said)


def _verbatim(text: str) -> SafeString:
    return format_html('<span translate="no">{}</span>', text)


def _part(reason: Reason) -> str:
    words = {
        "id": _("is the trial’s number"),
        "condition": _("is what the trial is for"),
        "title": _("stands in the title"),
        "intervention": _("is the treatment"),
        "keyword": _("is a keyword of the trial"),
        "heading": _("is a heading of the trial"),
        "summary": _("stands in the summary"),
        "criteria": _("stands among the conditions for joining"),
        "exclusion": _("careful: the trial names it to rule people out"),
        "other": _("stands elsewhere in the record"),
    }
    return words[reason.part]
