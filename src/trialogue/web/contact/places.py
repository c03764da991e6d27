"""Where somebody is, by the name of a town that they typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trialogue.core.record import Point
from trialogue.registry.names import other_names
from trialogue.registry.places import Place
from trialogue.registry.spelling import fold_name
from trialogue.web.centres.queries import Centre
from trialogue.web.records.search_index import find_place
from trialogue.web.trials.whereabouts import place_words

MOST = 6
"""Towns that are offered in place of one that nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a typed town may mean. `point` None: not known; `others` are towns it may have meant."""

    typed: str
    name: str = ""
    point: Point | None = None
    others: tuple[Place, ...] = ()


def find_origin(typed: str, centres: Iterable[Centre]) -> Found:
    """Find a town among those of all trials' centres; of this trial's where there is no index."""
    answer = find_place(typed)
    if answer.place is not None:
        return Found(typed=typed, name=place_words(answer.place), point=answer.place.point)
    own = _among(typed, centres)
    if own.point is not None:
        return own
    return Found(typed=typed, others=answer.choices[:MOST])


def _among(typed: str, centres: Iterable[Centre]) -> Found:
    spelled = fold_name(typed)
    for centre in centres:
        names = {fold_name(name) for name in (centre.city, *other_names(centre.city))}
        if spelled in names and centre.point is not None:
            return Found(typed=typed, name=centre.city, point=centre.point)
    return Found(typed=typed)
