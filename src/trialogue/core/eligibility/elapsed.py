"""Time between an exposure and an anchor: is it within a span, and how it is said."""

from __future__ import annotations

from datetime import date, timedelta

from trialogue.core.dates import When, add_months
from trialogue.core.eligibility.wording import DAY, DAYS, HOURS, SPAN_UNITS
from trialogue.core.protocol.criteria import Span
from trialogue.core.protocol.words import LANGUAGES, Text
from trialogue.core.truth import Truth, truth_of
from trialogue.core.units import show_number


def lies_within(last: When, anchor: When, span: Span, *, inclusive: bool) -> Truth:
    """Tell whether `last` lies less than (inclusive: at most) the span before the anchor.

    Days, weeks, months and years: what comes on or after the anchor counts as within,
    since then it has certainly not stopped in time. Hours: only 0 to the span.
    Unknown where a time known only in part leaves both answers open.
    """
    if span.unit == "h":
        return _within_hours(last, anchor, span.amount, inclusive=inclusive)
    longest = _day_within(last.first.date(), anchor.last.date(), span, inclusive=inclusive)
    shortest = _day_within(last.last.date(), anchor.first.date(), span, inclusive=inclusive)
    if longest == shortest:
        return truth_of(longest)
    return Truth.UNKNOWN


def _day_within(last: date, anchor: date, span: Span, *, inclusive: bool) -> bool:
    if span.is_calendar:
        edge = add_months(anchor, -span.months)
        return last >= edge if inclusive else last > edge
    elapsed = (anchor - last).days
    return elapsed <= span.days if inclusive else elapsed < span.days


def _within_hours(last: When, anchor: When, hours: int, *, inclusive: bool) -> Truth:
    shortest, longest = anchor.first - last.last, anchor.last - last.first
    limit, none = timedelta(hours=hours), timedelta(0)
    beyond = shortest > limit if inclusive else shortest >= limit
    if beyond or longest < none:
        return Truth.FALSE
    inside = longest <= limit if inclusive else longest < limit
    return Truth.TRUE if inside and shortest >= none else Truth.UNKNOWN


def span_words(span: Span) -> Text:
    """Say a span: `2 weeks`."""
    one, many = SPAN_UNITS[span.unit]
    unit = one if span.amount == 1 else many
    return Text(*(f"{span.amount} {unit.say(language)}" for language in LANGUAGES))


def elapsed_words(last: When, anchor: When) -> Text:
    """Say how long before the anchor it was: in hours where both times are known, else days."""
    if last.has_time and anchor.has_time:
        hours = show_number((anchor.first - last.first) / timedelta(hours=1))
        return Text(HOURS.en.format(n=hours), HOURS.zh.format(n=hours))
    days = (anchor.day - last.day).days
    words = DAY if days == 1 else DAYS
    return Text(words.en.format(n=days), words.zh.format(n=days))


def first_days_outside(last: When, span: Span) -> tuple[date, ...]:
    """List days on which an anchor may first lie outside the span after `last`.

    Candidates for the earliest date: the caller asks each, so that a day too many does no
    harm; for clamped months the first such day is up to three days after the plain sum.
    """
    edges = {last.first.date(), last.last.date()}
    if span.unit == "h":
        hours = timedelta(hours=span.amount)
        return tuple(
            (edge + hours).date() + timedelta(days=extra)
            for edge in (last.first, last.last)
            for extra in (0, 1)
        )
    if span.is_calendar:
        return tuple(
            add_months(edge, span.months) + timedelta(days=extra)
            for edge in edges
            for extra in range(5)
        )
    return tuple(edge + timedelta(days=span.days + extra) for edge in edges for extra in (0, 1))
