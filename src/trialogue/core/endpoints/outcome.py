"""The outcome of one endpoint for one participant: a time, an event or not, and why in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.core.endpoints.rules import DAYS_PER_MONTH, Endpoint
from trialogue.core.protocol.words import Text


class Cause(StrEnum):
    """What ended the time: an event, or the reason of its censoring."""

    PROGRESSION = "PD"
    DEATH = "death"
    SECOND_MALIGNANCY = "second malignancy"
    NEW_THERAPY = "new anticancer therapy without PD (treatment failure)"
    LAST_ASSESSMENT = "censored: last adequate assessment"
    NO_ASSESSMENT = "censored: no adequate assessment, time zero"
    BEFORE_THERAPY = (
        "censored: new anticancer therapy before event, last adequate assessment before it"
    )
    AFTER_GAP = "censored: event after >=2 missed assessments, last adequate assessment"
    DEATH_WITHOUT_PD = "censored: death without PD, last adequate assessment"
    ALIVE_AT_CONTACT = "alive at last contact"
    ALIVE_AT_CUT_OFF = "alive at data cut-off"
    NO_EVENT_AT_CONTACT = "no event; last contact"
    NO_EVENT_AT_CUT_OFF = "no event; data cut-off"

    @property
    def is_event(self) -> bool:
        """Tell whether the endpoint's event happened."""
        return self in EVENTS


EVENTS = frozenset({Cause.PROGRESSION, Cause.DEATH, Cause.SECOND_MALIGNANCY, Cause.NEW_THERAPY})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToEvent:
    """One participant's time for one endpoint.

    `days` follow the protocol's day count (`start` is day 0, or day 1 where it counts
    inclusively). `rule_set` is "-" where the endpoint knows none. `aside` is the day of what
    was set aside (the event that does not count, the therapy that censors), `missed` the
    assessments that were missed before it. `notes` tell estimates and oddities.
    """

    subject: str
    endpoint: Endpoint
    rule_set: str
    start: date
    end: date
    event: bool
    days: int
    cause: Cause
    aside: date | None = None
    aside_cause: Cause | None = None
    missed: tuple[str, ...] = ()
    lost: date | None = None
    notes: tuple[Text, ...] = ()
    unverified: tuple[str, ...] = ()

    @property
    def months(self) -> float:
        """Give the time in months of 30.4375 days."""
        return self.days / DAYS_PER_MONTH

    @property
    def reason(self) -> str:
        """Give the reason in its short, fixed form."""
        if self.cause is Cause.AFTER_GAP and len(self.missed) < 2:
            return self.cause.replace(">=2", ">=1")
        return self.cause.value

    @property
    def words(self) -> Text:
        """Tell in whole sentences what ended the time, and what did not count and why."""
        told = [_tell(self), *self.notes]
        if not self.event and self.lost is not None:
            told.append(Text(f"contact was lost on {self.lost}", f"{self.lost} 起失访"))
        return Text(
            "; ".join(text.en for text in told) + ".",
            "；".join(text.zh for text in told) + "。",
        )


_EVENT_WORDS = {
    Cause.PROGRESSION: Text("progression", "疾病进展"),
    Cause.DEATH: Text("death", "死亡"),
    Cause.SECOND_MALIGNANCY: Text("second malignancy", "第二原发肿瘤"),
    Cause.NEW_THERAPY: Text("new anticancer therapy", "新的抗肿瘤治疗"),
}


def _tell(found: TimeToEvent) -> Text:
    end, days = found.end, found.days
    if found.event:
        name = _EVENT_WORDS[found.cause]
        return Text(
            f"{name.en[0].upper()}{name.en[1:]} on {end}, day {days}",
            f"{end}（第 {days} 天）{name.zh}",
        )
    head = Text(f"Censored on {end}, day {days}", f"于 {end}（第 {days} 天）删失")
    tail = _because(found)
    return Text(f"{head.en}: {tail.en}", f"{head.zh}：{tail.zh}")


def _because(found: TimeToEvent) -> Text:
    match found.cause:
        case Cause.ALIVE_AT_CONTACT:
            return Text("last known alive on that day", "为末次确认存活的日期")
        case Cause.ALIVE_AT_CUT_OFF:
            return Text("alive at the data cut-off", "数据截止时仍存活")
        case Cause.NO_EVENT_AT_CONTACT:
            return Text("no event up to the last contact", "至末次联系未发生事件")
        case Cause.NO_EVENT_AT_CUT_OFF:
            return Text("no event up to the data cut-off", "至数据截止未发生事件")
        case _:
            return _from_assessments(found)


def _from_assessments(found: TimeToEvent) -> Text:
    """Tell a censoring at the last adequate assessment, or at the start where there is none."""
    if found.end == found.start:
        where = Text("no adequate assessment after the start", "起点之后没有合格的疾病评估")
    else:
        where = Text("the last adequate assessment", "末次合格疾病评估")
    aside, day = _aside_words(found), found.aside
    match found.cause:
        case Cause.BEFORE_THERAPY:
            return Text(
                f"{where.en} before the new anticancer therapy of {day}{aside.en}",
                f"{day} 开始新的抗肿瘤治疗之前的{where.zh}{aside.zh}",
            )
        case Cause.AFTER_GAP:
            visits, number = ", ".join(found.missed), len(found.missed)
            return Text(
                f"{where.en} before {number} missed in a row ({visits}){aside.en}",
                f"连续 {number} 次评估缺失（{visits}）之前的{where.zh}{aside.zh}",
            )
        case Cause.DEATH_WITHOUT_PD:
            return Text(
                f"{where.en}; death on {day} without progression is no event here",
                f"{where.zh}；{day} 死亡但无进展，在此不计为事件",
            )
        case _:
            return where


def _aside_words(found: TimeToEvent) -> Text:
    if found.aside_cause is None or found.cause is Cause.BEFORE_THERAPY:
        return Text("", "")
    name = _EVENT_WORDS[found.aside_cause]
    return Text(
        f"; the {name.en} on {found.aside} does not count",
        f"；{found.aside} 的{name.zh}不计入",
    )
