"""Design, arms, interventions and outcomes of a study."""

from __future__ import annotations

from trialogue.core.record import Arm, Design, Enrollment, Intervention, Outcome
from trialogue.exchange.ctgov.part import Part


def read_design(module: Part) -> Design:
    """Read how the trial is built."""
    info = module.part("designInfo")
    masking = info.part("maskingInfo")
    return Design(
        allocation=info.text("allocation"),
        intervention_model=info.text("interventionModel"),
        intervention_model_description=info.text("interventionModelDescription"),
        primary_purpose=info.text("primaryPurpose"),
        masking=masking.text("masking"),
        masking_description=masking.text("maskingDescription"),
        masked=masking.texts("whoMasked"),
        observational_model=info.text("observationalModel"),
        time_perspective=info.text("timePerspective"),
    )


def read_enrollment(module: Part) -> Enrollment:
    """Read how many people are planned or took part."""
    info = module.part("enrollmentInfo")
    return Enrollment(count=info.count("count"), kind=info.text("type"))


def read_arms(module: Part) -> tuple[Arm, ...]:
    """Read arms, or the groups of an observational study."""
    return tuple(
        Arm(
            label=one.text("label"),
            kind=one.text("type"),
            description=one.text("description"),
            interventions=one.texts("interventionNames"),
        )
        for one in module.parts("armGroups")
    )


def read_interventions(module: Part) -> tuple[Intervention, ...]:
    """Read what is given or done."""
    return tuple(
        Intervention(
            name=one.text("name"),
            kind=one.text("type"),
            description=one.text("description"),
            other_names=one.texts("otherNames"),
            arms=one.texts("armGroupLabels"),
        )
        for one in module.parts("interventions")
    )


def read_outcomes(module: Part, key: str) -> tuple[Outcome, ...]:
    """Read one of the three lists of outcome measures."""
    return tuple(
        Outcome(
            measure=one.text("measure"),
            description=one.text("description"),
            time_frame=one.text("timeFrame"),
        )
        for one in module.parts(key)
    )
