"""One participant and the doses given, as the data sets or the study's entries say it.

What is None was not recorded. Nothing here is derived but the days that follow from the
doses (`first_dose`, `last_dose`), whose rule stands where they are built.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trialogue.core.dates import When


class Treatment(StrEnum):
    """What a dose was given for."""

    PRODUCT = "product"
    """The treatment studied: time zero is its first dose."""
    LYMPHODEPLETION = "lymphodepletion"
    """Chemotherapy that makes room for the cells: before time zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One record of a treatment given: an infusion, or a period of equal doses."""

    subject: str
    name: str
    treatment: Treatment = Treatment.PRODUCT
    amount: float | None = None
    unit: str = ""
    start: When | None = None
    end: When | None = None
    once: bool = False
    """Given once: without an end it ended on the day on which it began."""
    donor: str = ""
    """For cells: `AUTOLOGOUS` or `ALLOGENEIC`; empty where it was not recorded."""
    lot: str = ""
    source: str = ""
    """Where the record stands, such as `ex.csv:12`."""

    @property
    def was_given(self) -> bool:
        """Tell whether something was given: an amount above 0, or 0 of a placebo.

        The rule of admiral's published template for ADSL (`EXDOSE > 0`, or 0 of a placebo). A
        recorded treatment whose amount is missing was given, too: the amount is what lacks.
        """
        if self.amount is None or self.amount > 0:
            return True
        return self.amount == 0 and "PLACEBO" in self.name.upper()


NOT_ASSIGNED = "NOTASSGN"
"""The ARMCD of somebody who was never given an arm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person of the study.

    `age` is in years at the reference date, as recorded. `screen_failure` says that the
    person never began; `first_dose` is the first day of the treatment studied, None where it
    was never given. `last_alive` is the latest day on which the data show the person alive.
    """

    study: str
    subject: str
    subject_short: str = ""
    site: str = ""
    country: str = ""
    sex: str = ""
    age: float | None = None
    birth: When | None = None
    race: str = ""
    ethnic: str = ""
    arm: str = ""
    arm_code: str = ""
    actual_arm: str = ""
    actual_arm_code: str = ""
    condition: str = ""
    consent: When | None = None
    randomised: date | None = None
    screen_failure: bool = False
    first_dose: date | None = None
    first_dose_at: When | None = None
    last_dose: date | None = None
    lymphodepletion: date | None = None
    ended: date | None = None
    end_status: str = ""
    """`COMPLETED`, `DISCONTINUED`, `ONGOING`, or empty for who never began."""
    end_reason: str = ""
    death: When | None = None
    death_cause: str = ""
    last_alive: date | None = None

    @property
    def is_treated(self) -> bool:
        """Tell whether the treatment studied was given."""
        return self.first_dose is not None

    @property
    def is_enrolled(self) -> bool:
        """Tell whether the person was taken in: an arm, a randomisation or a dose says so.

        Without any of them somebody is still in screening, or was never assigned (SDTMIG 3.4,
        DM: ARMCD is empty or NOTASSGN then).
        """
        if self.screen_failure:
            return False
        has_arm = self.arm_code not in ("", NOT_ASSIGNED) or bool(self.arm and not self.arm_code)
        return has_arm or self.randomised is not None or self.is_treated
