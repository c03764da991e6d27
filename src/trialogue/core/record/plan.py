"""What a trial does and measures: design, arms, interventions, outcomes, indexing terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the trial is built, in the registry's own words (`RANDOMIZED`, `SINGLE_GROUP` …).

    The last two belong to observational studies; whatever does not apply is empty.
    """

    allocation: str = ""
    intervention_model: str = ""
    intervention_model_description: str = ""
    primary_purpose: str = ""
    masking: str = ""
    masking_description: str = ""
    masked: tuple[str, ...] = ()
    observational_model: str = ""
    time_perspective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """How many people: planned (`ESTIMATED`) or reached (`ACTUAL`). None: not said."""

    count: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """An arm or a group of people; `interventions` are names as `Drug: Cytarabine`."""

    label: str
    kind: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What is given or done; `kind` is `DRUG`, `BIOLOGICAL`, `PROCEDURE` and so on."""

    name: str
    kind: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is measured, and when."""

    measure: str
    description: str = ""
    time_frame: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeshTerm:
    """A term of the Medical Subject Headings with its id, as the registry assigned it."""

    id: str
    term: str
