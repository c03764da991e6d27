"""Dose-limiting toxicity and stopping rules: the protocol's definitions, asked of episodes.

Both are parameters: which grade of what, for how long, in which window; how many of how many
stop the trial. A protocol that states none has none; nothing is invented. An answer that an
unfinished window, a missing grade or an ongoing event leaves open is unknown.
Source: clinical reference 4.4 and 0 (the reference record defines neither).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trialogue.core.absent import Absent
from trialogue.core.safety.episodes import DatedEvent, Episode
from trialogue.core.safety.events import SafetyCourse
from trialogue.core.safety.periods import end_of_risk
from trialogue.core.safety.wording import join_words, tell
from trialogue.core.said import Said
from trialogue.core.truth import Truth, all_of, any_of, truth_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitingRule:
    """One way to a dose-limiting toxicity: at least this grade, of these terms, lasting longer.

    `terms` and `classes` empty: any, but those of `other_than`; capitals make no difference
    (data sets write terms in them, protocols do not). `longer_than_days` counts the
    days at that grade; None: however short. `related_only`: only what is related to the
    treatment counts.
    """

    id: str
    words: str
    """The protocol's own words that this implements."""
    grade: int
    terms: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    other_than: tuple[str, ...] = ()
    longer_than_days: int | None = None
    related_only: bool = True

    def __post_init__(self) -> None:
        if self.grade not in (1, 2, 3, 4, 5):
            raise ValueError(f"{self.id}: grade {self.grade} is not 1 to 5")
        if self.longer_than_days is not None and self.longer_than_days < 0:
            raise ValueError(f"{self.id}: longer_than_days {self.longer_than_days} is below 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitingToxicity:
    """The protocol's definition: rules, and the window in days from the infusion (day 0)."""

    window_days: int
    rules: tuple[LimitingRule, ...]
    source: str

    def __post_init__(self) -> None:
        if self.window_days < 1 or not self.rules:
            raise ValueError("a dose-limiting toxicity needs a window of 1 day or more, and a rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitingVerdict:
    """Whether one person had a dose-limiting toxicity, why, and by which episodes."""

    subject: str
    verdict: Truth
    reason: str
    episodes: tuple[Episode, ...] = ()
    investigator: Truth = Truth.UNKNOWN
    """What the investigator said of the events in the window."""

    @property
    def disagrees(self) -> bool:
        """Tell whether the rule and the investigator say the opposite."""
        pair = {self.verdict, self.investigator}
        return pair == {Truth.TRUE, Truth.FALSE}


def evaluate_limiting(
    course: SafetyCourse,
    episodes: Sequence[Episode],
    definition: LimitingToxicity,
    undated: Sequence[DatedEvent] = (),
) -> LimitingVerdict | Absent:
    """Ask the protocol's rules about the episodes of one person.

    An episode counts where it begins in the window. `undated` are the records that stand in no
    episode because their days are not known. Unknown: a grade is missing, an event still goes
    on that would count if it lasted, one without days could count, or the window was not
    observed to its end. Absent where the person was not infused.
    """
    if course.infusion is None:
        return Absent(reason=tell("not infused"))
    first = course.infusion.day
    last = first + timedelta(days=definition.window_days)
    inside = [e for e in episodes if e.subject == course.subject and first <= e.start <= last]
    found = [(e, _meets(e, definition.rules)) for e in inside]
    limiting = tuple(e for e, truth in found if truth is Truth.TRUE)
    open_ones = tuple(e for e, truth in found if truth is Truth.UNKNOWN)
    investigator = any_of(_said(e) for e in inside)
    observed = min(end_of_risk(course), course.death or date.max)
    if limiting:
        verdict, counted = Truth.TRUE, limiting
        reason = join_words("semicolon", tuple(_told(e) for e in limiting))
    elif open_ones:
        verdict, counted = Truth.UNKNOWN, open_ones
        told = join_words("semicolon", tuple(_told(e) for e in open_ones))
        reason = tell("still open", what=told)
    elif possible := [e for e in undated if _could_meet(e, course.subject, definition.rules)]:
        verdict, counted = Truth.UNKNOWN, ()
        names = dict.fromkeys(e.event.term for e in possible)
        reason = tell("days not known", what=", ".join(names))
    elif observed < last:
        verdict, counted = Truth.UNKNOWN, ()
        reason = tell("window open", day=str(observed), last=str(last))
    else:
        verdict, counted = Truth.FALSE, ()
        reason = tell("none limiting", n=str(definition.window_days))
    return LimitingVerdict(
        subject=course.subject,
        verdict=verdict,
        reason=reason,
        episodes=counted,
        investigator=investigator,
    )


def _meets(episode: Episode, rules: Sequence[LimitingRule]) -> Truth:
    return any_of(_meets_one(episode, rule) for rule in rules)


def _meets_one(episode: Episode, rule: LimitingRule) -> Truth:
    if not _concerns(rule, episode.term, episode.organ_class, related=episode.related):
        return Truth.FALSE
    return all_of((_grave(episode, rule), _lasting(episode, rule)))


def _concerns(rule: LimitingRule, term: str, organ_class: str, *, related: bool) -> bool:
    """Tell whether a rule is about such an event, its grade and length apart."""
    named = not (rule.terms or rule.classes)
    named = named or _is_among(term, rule.terms) or _is_among(organ_class, rule.classes)
    return named and not _is_among(term, rule.other_than) and (related or not rule.related_only)


def _is_among(name: str, names: Sequence[str]) -> bool:
    return name.casefold() in {one.casefold() for one in names}


def _could_meet(one: DatedEvent, subject: str, rules: Sequence[LimitingRule]) -> bool:
    event = one.event
    return event.subject == subject and any(
        _concerns(rule, event.term, event.organ_class, related=one.related)
        and (event.grade is None or event.grade >= rule.grade)
        for rule in rules
    )


def _grave(episode: Episode, rule: LimitingRule) -> Truth:
    if isinstance(episode.worst_grade, Absent):
        return Truth.UNKNOWN
    if episode.worst_grade >= rule.grade:
        return Truth.TRUE
    missing = any(e.event.grade is None for e in episode.events)
    return Truth.UNKNOWN if missing else Truth.FALSE


def _lasting(episode: Episode, rule: LimitingRule) -> Truth:
    """Tell whether the records of that grade, first to last, took longer than the rule allows."""
    if rule.longer_than_days is None:
        return Truth.TRUE
    grave = [e for e in episode.events if e.event.grade is None or e.event.grade >= rule.grade]
    starts = [e.start.day for e in grave if isinstance(e.start.day, date)]
    ends = [e.end.day for e in grave if isinstance(e.end.day, date)]
    if starts and ends and (max(ends) - min(starts)).days + 1 > rule.longer_than_days:
        return Truth.TRUE
    return Truth.UNKNOWN if any(e.censored for e in grave) else Truth.FALSE


def _said(episode: Episode) -> Truth:
    return any_of(
        Truth.UNKNOWN if e.event.dose_limiting is None else truth_of(e.event.dose_limiting)
        for e in episode.events
    )


def _told(episode: Episode) -> Said:
    graded = not isinstance(episode.worst_grade, Absent)
    key = "limiting ongoing" if episode.censored else "limiting event"
    if not graded:
        key = "limiting ungraded ongoing" if episode.censored else "limiting ungraded"
    parts = {"grade": str(episode.worst_grade)} if graded else {}
    return tell(key, term=episode.term, days=str(episode.duration_days), **parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppingBound:
    """So many events among so many treated people stop the trial: `stop_at` of `treated`."""

    treated: int
    stop_at: int

    def __post_init__(self) -> None:
        if not 1 <= self.stop_at <= self.treated:
            raise ValueError(f"{self.stop_at} of {self.treated} is no bound")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppingRule:
    """A rule that halts the trial: what is counted, and the bounds by number treated.

    A bound holds from its number up to the next one. Raises ValueError at birth where the
    bounds do not rise by number treated.
    """

    id: str
    words: str
    bounds: tuple[StoppingBound, ...]
    source: str

    def __post_init__(self) -> None:
        numbers = [bound.treated for bound in self.bounds]
        if not numbers or numbers != sorted(set(numbers)):
            raise ValueError(f"{self.id}: the bounds do not rise by number treated")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppingState:
    """Where the trial stands against one stopping rule.

    `reached` is unknown where the answers still open could reach the bound. `spare` is how
    many more events would be borne at this number treated.
    """

    rule: StoppingRule
    reached: Truth
    treated: int
    events: int
    open: int
    bound: StoppingBound
    spare: int
    reason: str


def evaluate_stopping(rule: StoppingRule, outcomes: Sequence[Truth]) -> StoppingState:
    """Compare the people treated so far, each with or without the event or still open."""
    treated = len(outcomes)
    events = sum(outcome is Truth.TRUE for outcome in outcomes)
    unsettled = sum(outcome is Truth.UNKNOWN for outcome in outcomes)
    # Before the first number of the rule the events can already be as many as its bound.
    bound = next((b for b in reversed(rule.bounds) if b.treated <= treated), rule.bounds[0])
    if events >= bound.stop_at:
        reached = Truth.TRUE
    elif events + unsettled >= bound.stop_at:
        reached = Truth.UNKNOWN
    else:
        reached = Truth.FALSE
    return StoppingState(
        rule=rule,
        reached=reached,
        treated=treated,
        events=events,
        open=unsettled,
        bound=bound,
        spare=max(bound.stop_at - 1 - events, 0),
        reason=tell(
            "stopping",
            events=str(events),
            treated=str(treated),
            open=str(unsettled),
            stop=str(bound.stop_at),
            of=str(bound.treated),
        ),
    )
