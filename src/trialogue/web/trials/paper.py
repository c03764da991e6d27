"""Whether a trial's page needs the smaller type, so that its handout stays on two sheets' sides.

A style cannot know how long a text is. What differs between trials is the rules and the
summary; the rest of the handout takes about the same room everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import walk
from trialogue.core.record import Record
from trialogue.web.overviews.queries import PublicOverview

ROOMY = 5_500
"""Latin characters of rules and summary that fit beside the rest in 9 point type on two pages.

Measured on the sample's records: 5,658 fit, 5,770 do not (tests/journeys/test_handout.py).
"""
FIRST_WIDE = "⺀"
"""From here on Unicode's letters are as wide as two Latin ones."""


def is_dense(
    record: Record, protocol: Protocol | None, overview: PublicOverview | None, language: str
) -> bool:
    """Tell whether the handout of a trial needs the smaller type in this language."""
    return sum(map(_width, _texts(record, protocol, overview, language))) > ROOMY


def _texts(
    record: Record, protocol: Protocol | None, overview: PublicOverview | None, language: str
) -> Iterator[str]:
    if protocol is not None:
        yield protocol.summary.say(language)
        yield from (one.plain.say(language) for one in walk(protocol.criteria))
        return
    yield record.criteria
    if overview is None:
        yield record.summary
        return
    for told in overview.items:
        yield from (told.heading, *told.sentences, *told.own_words)


def _width(text: str) -> int:
    return sum(2 if sign >= FIRST_WIDE else 1 for sign in text)
