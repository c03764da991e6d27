"""When follow-up ends, and because of what.

It ends when its time is over, or earlier by what the protocol names (`follow_up.ends_with`),
on the earliest of these days. That adverse events have resolved is a statement of the
investigator, never a calculation (NCT06836505, reading B02). Death, a loss of contact and the
end of the study end everything; a withdrawal ends what was withdrawn from; after every other
end, contact about survival goes on (reading A49).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.core.absent import Absent
from trialogue.core.dates import add_months
from trialogue.core.protocol.trial import EndsWith, Protocol
from trialogue.core.protocol.words import Text


class EndReason(StrEnum):
    """Why follow-up ends."""

    TIME = "time"
    ADVERSE_EVENTS_RESOLVED = "adverse_events_resolved"
    PROGRESSION = "progression"
    OTHER_TREATMENT = "other_treatment"
    WITHDRAWAL = "withdrawal"
    LOST = "lost"
    DEATH = "death"
    STUDY_ENDED = "study_ended"
    """The participant's part in the study was closed for any other reason."""

    @property
    def words(self) -> Text:
        """Name it."""
        return _WORDS[self]


_WORDS = {
    EndReason.TIME: Text("the time is over", "随访期满", "se cumplió el tiempo"),
    EndReason.ADVERSE_EVENTS_RESOLVED: Text(
        "adverse events have resolved", "不良事件已缓解", "los eventos adversos se resolvieron"
    ),
    EndReason.PROGRESSION: Text("the disease progresses", "疾病进展", "la enfermedad progresa"),
    EndReason.OTHER_TREATMENT: Text(
        "another treatment began", "改用其他治疗", "empezó otro tratamiento"
    ),
    EndReason.WITHDRAWAL: Text("withdrawal", "退出", "retirada"),
    EndReason.LOST: Text("lost to follow-up", "失访", "perdido para el seguimiento"),
    EndReason.DEATH: Text("death", "死亡", "fallecimiento"),
    EndReason.STUDY_ENDED: Text("the study ended", "研究结束", "el estudio terminó"),
}
_NAMED = {
    EndReason.ADVERSE_EVENTS_RESOLVED: EndsWith.ADVERSE_EVENTS_RESOLVED,
    EndReason.PROGRESSION: EndsWith.PROGRESSION,
    EndReason.OTHER_TREATMENT: EndsWith.OTHER_TREATMENT,
}
"""Reasons that end follow-up only where the protocol names them."""
_ORDER = tuple(EndReason)


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An end of follow-up, or of more.

    `stops_visits`: what was not done by then cannot be done any more. `stops_contact`: there
    is no contact about survival either.
    """

    day: date
    reason: EndReason
    stops_visits: bool = False
    stops_contact: bool = False


def find_end(
    protocol: Protocol, anchors: Mapping[str, date], ends: tuple[End, ...]
) -> End | Absent:
    """Find the earliest end: of those that happened, or the day on which the time is over.

    `ends` are those recorded. Absent where nothing has ended it and the date from which the
    time runs is not known, or the protocol does not say how long follow-up lasts.
    """
    found = [one for one in ends if _counts(protocol, one)]
    over = _time_over(protocol, anchors)
    if isinstance(over, End):
        found.append(over)
    if not found:
        assert isinstance(over, Absent)
        return over
    return min(found, key=lambda one: (one.day, -_weight(one), _ORDER.index(one.reason)))


def _weight(end: End) -> int:
    return end.stops_visits + end.stops_contact


def _counts(protocol: Protocol, end: End) -> bool:
    named = _NAMED.get(end.reason)
    follow_up = protocol.follow_up
    return named is None or (follow_up is not None and named in follow_up.ends_with)


def _time_over(protocol: Protocol, anchors: Mapping[str, date]) -> End | Absent:
    follow_up = protocol.follow_up
    if follow_up is None:
        return Absent(reason="the protocol does not say how long follow-up lasts")
    start = anchors.get(follow_up.after)
    if start is None:
        return Absent(reason=f"follow-up runs from the date of {follow_up.after}, not yet known")
    try:
        return End(day=add_months(start, follow_up.months), reason=EndReason.TIME)
    except OverflowError:
        return Absent(reason=f"{follow_up.months} months after {start} leave the calendar")
