"""Where nothing was found: which part of the question stood in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote_plus

from django.utils.translation import gettext as _

from trialogue.registry.index import TrialIndex
from trialogue.registry.query import Query
from trialogue.web.search.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """A wider question: what is left out, where it is asked, and how many it finds."""

    words: str
    address: str
    total: int


def ways_out(question: Question, index: TrialIndex) -> tuple[WayOut, ...]:
    """List the questions with one part left out that find something, the most helpful first."""
    found = []
    for words, address, query in _wider(question):
        total = index.search(replace(query, limit=1, offset=0)).total
        if total:
            found.append(WayOut(words=words, address=address, total=total))
    return tuple(found)


def _wider(question: Question) -> Iterator[tuple[str, str, Query]]:
    query, fields = question.query, question.fields
    if query.within_km is not None:
        address = fields.address(km="", sort="distance")
        yield _("Also farther away"), address, replace(query, within_km=None)
    if query.statuses or query.centre_statuses:
        address = fields.address(status="", centre="")
        yield (
            _("Also trials that do not recruit"),
            address,
            replace(query, statuses=frozenset(), centre_statuses=frozenset()),
        )
    if query.phases:
        yield _("In any phase"), fields.address(phase=""), replace(query, phases=frozenset())
    if fields.country:
        yield _("In any country"), fields.address(country=""), replace(query, countries=frozenset())
    if fields.sex:
        yield _("For any sex"), fields.address(sex=""), replace(query, sex="")
    if fields.age:
        yield _("For any age"), fields.address(age=""), replace(query, age=None)
    if query.words:
        plain = Query(words=query.words)
        yield _("The same words alone"), f"?q={quote_plus(query.words)}", plain
