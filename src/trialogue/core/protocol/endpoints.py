"""How the outcomes are computed: every definition that a record leaves open, as a parameter.

The defaults are the advised readings of the clinical reference (A42 to A49, A53, A54). The
protocol file states its own; what was used is printed under every table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from trialogue.core.absent import Absent
from trialogue.core.endpoints.rules import EndpointRules, Limits
from trialogue.core.kinetics.rules import KineticsRules
from trialogue.core.response.denominator import Denominator
from trialogue.core.response.inrc import InrcThresholds
from trialogue.core.safety.limiting import LimitingRule, LimitingToxicity, StoppingRule
from trialogue.core.safety.rules import SafetyRules


class ResponseCriteria(StrEnum):
    """The criteria by which the response of a disease is judged (reading A43)."""

    RECIST_1_1 = "recist_1_1"
    INRC_2017 = "inrc_2017"

    @property
    def called(self) -> str:
        """Give the name that people know."""
        return {"recist_1_1": "RECIST 1.1", "inrc_2017": "INRC 2017"}[self.value]


class EventFree(StrEnum):
    """The variant of event-free survival that leads (reading A47)."""

    EFS = "EFS"
    """PD, death, second malignancy, or a new anticancer therapy without PD."""
    EFS_COG = "EFS_COG"
    """The same without the new therapy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePlan:
    """How response is judged and counted.

    `criteria` by disease; one that is not named is judged by RECIST 1.1. `inrc` holds the
    thresholds of INRC 2017, with their UNVERIFIED mark until a person lifts it here.
    """

    criteria: Mapping[str, ResponseCriteria] = field(default_factory=dict)
    denominator: Denominator = Denominator.EVALUABLE_AT_BASELINE
    inrc: InrcThresholds = field(default_factory=InrcThresholds)

    def criteria_of(self, condition: str) -> ResponseCriteria:
        """Give the criteria by which a disease is judged."""
        return self.criteria.get(condition, ResponseCriteria.RECIST_1_1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalPlan:
    """How survival is estimated and read.

    `landmarks` are days at which a curve is read, `restricted_mean_day` the end of the
    restricted mean. `level` is that of every interval of response and survival.
    """

    event_free: EventFree = EventFree.EFS
    limits: Limits = Limits.LOG_LOG
    level: float = 0.95
    landmarks: tuple[int, ...] = (30, 90, 180, 365)
    restricted_mean_day: int = 180

    def __post_init__(self) -> None:
        if not 0 < self.level < 1:
            raise ValueError(f"level {self.level}: write a number between 0 and 1, such as 0.95")
        if (
            list(self.landmarks) != sorted(set(self.landmarks))
            or min(self.landmarks, default=1) < 1
        ):
            raise ValueError(f"landmarks {list(self.landmarks)}: days from 1, rising, each once")
        if self.restricted_mean_day < 1:
            raise ValueError(f"restricted_mean_day {self.restricted_mean_day}: write 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlan:
    """How adverse events are graded and counted, what is dose-limiting, what stops the trial.

    The version of CTCAE is never mixed. `window_days` is the window of dose-limiting toxicity
    from the infusion, day 0 (reading A54); `limiting` holds its definition, `stopping` the
    rules that halt the trial. Where a record has none, none is invented.
    """

    ctcae: Literal["5.0", "6.0"] = "5.0"
    counting: SafetyRules = field(default_factory=SafetyRules)
    window_days: int = 28
    limiting: tuple[LimitingRule, ...] = ()
    limiting_source: str = ""
    stopping: tuple[StoppingRule, ...] = ()

    def __post_init__(self) -> None:
        if self.window_days < 1:
            raise ValueError(f"window_days {self.window_days}: write 1 or more")
        if self.limiting and not self.limiting_source:
            raise ValueError("limiting without limiting_source: say where the definition stands")

    @property
    def limiting_toxicity(self) -> LimitingToxicity | Absent:
        """Give the definition of dose-limiting toxicity; absent where there is none."""
        if not self.limiting:
            return Absent(reason="the protocol does not define dose-limiting toxicity")
        return LimitingToxicity(
            window_days=self.window_days, rules=self.limiting, source=self.limiting_source
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Every choice that an outcome rests on. `readings` are ids of the protocol's readings."""

    times: EndpointRules = field(default_factory=EndpointRules)
    response: ResponsePlan = field(default_factory=ResponsePlan)
    survival: SurvivalPlan = field(default_factory=SurvivalPlan)
    safety: SafetyPlan = field(default_factory=SafetyPlan)
    kinetics: KineticsRules = field(default_factory=KineticsRules)
    readings: tuple[str, ...] = ()


DEFAULT_NAME = (
    "Trialogue default 1: RECIST 1.1, time zero = first exposure, investigator's reading, "
    "FDA rule set"
)


def default_endpoints() -> Endpoints:
    """Make the named default for a study without a protocol (design, section 5)."""
    return Endpoints(times=EndpointRules(time_zero="first_exposure"))
