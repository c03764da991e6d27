"""OS, PFS, EFS, TTP and DOR of one participant, by rule set.

Source: clinical reference section 8 (FDA endpoint guidance 2007 and 2018; EMA appendix 1,
2012, UNVERIFIED wording; COG's definition of EFS).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from trialogue.core.absent import Absent
from trialogue.core.endpoints.course import Course
from trialogue.core.endpoints.gaps import find_missed
from trialogue.core.endpoints.history import History, read_history
from trialogue.core.endpoints.outcome import Cause, TimeToEvent
from trialogue.core.endpoints.rules import DayCount, Endpoint, EndpointRules, RuleSet
from trialogue.core.response.assessments import Assessment
from trialogue.core.response.best import BestResponse, derive_best_response

NO_RULE_SET = "-"

Outcome = TimeToEvent | Absent


def derive_endpoints(course: Course, rules: EndpointRules) -> dict[Endpoint, Outcome]:
    """Derive every endpoint of one participant by the rules, EFS in both variants.

    Absent, with the reason, where time does not run: no time zero, no response for DOR, or
    dates that contradict each other.
    """
    history = read_history(course, rules)
    if isinstance(history, Absent):
        return dict.fromkeys(Endpoint, history)
    best = best_of(history, rules)
    return {
        Endpoint.OS: _survival(history, rules),
        Endpoint.PFS: _progression_free(history, rules, Endpoint.PFS, history.zero),
        Endpoint.EFS: _event_free(history, rules, Endpoint.EFS),
        Endpoint.EFS_COG: _event_free(history, rules, Endpoint.EFS_COG),
        Endpoint.TTP: _progression_free(history, rules, Endpoint.TTP, history.zero),
        Endpoint.DOR: _response_duration(history, rules, best),
    }


def derive_endpoint(course: Course, endpoint: Endpoint, rules: EndpointRules) -> Outcome:
    """Derive one endpoint of one participant: see `derive_endpoints`."""
    return derive_endpoints(course, rules)[endpoint]


def derive_best_of_course(course: Course, rules: EndpointRules) -> BestResponse | Absent:
    """Derive the best overall response of a participant from the rules' reader."""
    history = read_history(course, rules)
    return history if isinstance(history, Absent) else best_of(history, rules)


def best_of(history: History, rules: EndpointRules) -> BestResponse:
    """Derive the best overall response of a history that has been read."""
    therapy = history.therapy.day if history.therapy else None
    return derive_best_response(history.assessments, history.zero, rules.best, therapy)


def _finish(  # noqa: PLR0913 - the parts of one outcome, each named at the call
    history: History,
    rules: EndpointRules,
    endpoint: Endpoint,
    *,
    start: date,
    end: date,
    cause: Cause,
    rule_set: str = NO_RULE_SET,
) -> TimeToEvent:
    return TimeToEvent(
        subject=history.subject,
        endpoint=endpoint,
        rule_set=rule_set,
        start=start,
        end=end,
        event=cause.is_event,
        days=(end - start).days + (rules.day_count is DayCount.INCLUSIVE),
        cause=cause,
        lost=history.lost,
        notes=history.notes,
        unverified=_marks(history) if endpoint is not Endpoint.OS else (),
    )


def _marks(history: History) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for seen in history.assessments for m in seen.unverified))


def _survival(history: History, rules: EndpointRules) -> TimeToEvent:
    """Derive OS: death of any cause, else the last day known alive, cut at the cut-off."""
    if history.death is not None:
        end, cause = history.death.day, Cause.DEATH
    elif history.alive_at_cut_off:
        end, cause = history.cut_off, Cause.ALIVE_AT_CUT_OFF
    else:
        end, cause = history.last_alive, Cause.ALIVE_AT_CONTACT
    return _finish(history, rules, Endpoint.OS, start=history.zero, end=end, cause=cause)


def _event_free(history: History, rules: EndpointRules, endpoint: Endpoint) -> TimeToEvent:
    """Derive EFS; in COG's variant a new therapy is no event. Neither ever censors at one."""
    events = _progression_or_death(history)
    if history.second_malignancy is not None:
        events.append((history.second_malignancy.day, 2, Cause.SECOND_MALIGNANCY))
    if endpoint is Endpoint.EFS and history.therapy is not None:
        events.append((history.therapy.day, 3, Cause.NEW_THERAPY))
    if events:
        end, _, cause = min(events)
    elif history.alive_at_cut_off:
        end, cause = history.cut_off, Cause.NO_EVENT_AT_CUT_OFF
    else:
        end, cause = history.last_alive, Cause.NO_EVENT_AT_CONTACT
    return _finish(history, rules, endpoint, start=history.zero, end=end, cause=cause)


def _progression_or_death(history: History) -> list[tuple[date, int, Cause]]:
    """List both with their rank: on one day progression comes first."""
    found = []
    if history.progression is not None and history.progression.on is not None:
        found.append((history.progression.on, 0, Cause.PROGRESSION))
    if history.death is not None:
        found.append((history.death.day, 1, Cause.DEATH))
    return found


def _progression_free(
    history: History, rules: EndpointRules, endpoint: Endpoint, start: date
) -> TimeToEvent:
    """Derive PFS, TTP or DOR: progression, and except for TTP death, by the rule set."""
    events = _progression_or_death(history)
    end, _, cause = min(events, default=(None, 0, Cause.LAST_ASSESSMENT))
    strict = rules.rule_set is RuleSet.FDA
    therapy = history.therapy.day if history.therapy is not None else None
    if strict and therapy is not None and (end is None or therapy < end):
        found = _censor(history, rules, endpoint, start, therapy, Cause.BEFORE_THERAPY)
        return replace(found, aside=therapy, aside_cause=Cause.NEW_THERAPY)
    if end is None:
        return _censor(history, rules, endpoint, start, history.cut_off, Cause.LAST_ASSESSMENT)
    if strict and (missed := _missed(history, rules, end, cause)):
        found = _censor(history, rules, endpoint, start, _day_before(end), Cause.AFTER_GAP)
        return replace(found, aside=end, aside_cause=cause, missed=missed)
    if endpoint is Endpoint.TTP and cause is Cause.DEATH:
        found = _censor(history, rules, endpoint, start, end, Cause.DEATH_WITHOUT_PD)
        return replace(found, aside=end, aside_cause=cause)
    return _finish(
        history, rules, endpoint, start=start, end=end, cause=cause, rule_set=rules.rule_set
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _missed(history: History, rules: EndpointRules, event: date, cause: Cause) -> tuple[str, ...]:
    """Name the assessments missed before an event; none where too few to censor it."""
    last = history.last_adequate(until=_day_before(event))
    own: Assessment | None = history.progression if cause is Cause.PROGRESSION else None
    missed = find_missed(history, rules, last, event, own.visit if own else "")
    return missed if len(missed) >= rules.missed_limit else ()


def _censor(
    history: History,
    rules: EndpointRules,
    endpoint: Endpoint,
    start: date,
    until: date,
    cause: Cause,
) -> TimeToEvent:
    """Censor at the last adequate assessment on or before a day; at the start without one."""
    last = history.last_adequate(until=until)
    if last is None or last.on is None:
        end = start
        if cause is Cause.LAST_ASSESSMENT:
            cause = Cause.NO_ASSESSMENT
    else:
        end = max(last.on, start)
    return _finish(
        history, rules, endpoint, start=start, end=end, cause=cause, rule_set=rules.rule_set
    )


def _response_duration(history: History, rules: EndpointRules, best: BestResponse) -> Outcome:
    """Derive DOR of a responder, from the first response that counts."""
    if isinstance(best.responding_since, Absent):
        return best.responding_since
    return _progression_free(history, rules, Endpoint.DOR, best.responding_since)
