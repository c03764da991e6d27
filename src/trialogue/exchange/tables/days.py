"""The day of a form against the plan: outside the window of its visit, or before consent.

Such a day may be true, so it stops nobody; a day read in the wrong order mostly shows here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from trialogue.core.forms.check import Query
from trialogue.core.forms.reading import known_when
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.protocol.trial import Protocol
from trialogue.core.schedule.plan import plan_of
from trialogue.exchange.tables.words import quoted, say

CONSENT = "consent"
"""The anchor of every protocol that is the day of consent (design, section 5)."""


def unusual_days(
    protocol: Protocol,
    form: Form,
    visit: str,
    values: Mapping[str, str],
    anchors: Mapping[str, date],
) -> tuple[Query, ...]:
    """Say what is unusual about the day of a form at a visit.

    A row of a log tells what happened at any time, and consent begins the course: neither is
    asked about. A date known in part counts only where every day that it can be would be wrong.
    """
    if not visit or not form.dated_by or form.repeating or form.purpose is Purpose.CONSENT:
        return ()
    return tuple(_unusual(protocol, form, visit, values.get(form.dated_by, ""), anchors))


def _unusual(
    protocol: Protocol, form: Form, visit: str, text: str, anchors: Mapping[str, date]
) -> Iterator[Query]:
    when = known_when(text)
    if when is None:
        return
    first_day, last_day = when.first.date(), when.last.date()
    planned = next((one for one in plan_of(protocol) if one.visit.id == visit), None)
    anchor = anchors.get(planned.visit.anchor) if planned else None
    if planned is not None and anchor is not None:
        opens, closes = (anchor + timedelta(days=day) for day in (planned.first, planned.last))
        if last_day < opens or first_day > closes:
            expected = say("within", visit=planned.visit.label, first=str(opens), last=str(closes))
            yield Query(
                field=form.dated_by,
                found=quoted(text),
                expected=expected,
                words=say("outside window"),
            )
    consent = anchors.get(CONSENT)
    if consent is not None and last_day < consent:
        yield Query(
            field=form.dated_by,
            found=quoted(text),
            expected=say("from consent", day=str(consent)),
            words=say("before consent"),
        )
