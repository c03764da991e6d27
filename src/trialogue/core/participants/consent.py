"""Consent: whether it was given, by whom it had to be signed, and what it still needs.

A form with the purpose `consent` is understood by these fields, where it has them: the one
with the item `consent`, or `consent` or `agreed`: yes or no; `dated_by`: the day; `signer`:
`patient`, `parent` or `guardian`; `assent`: `given`, `refused` or `too_young`; `version`;
`language`. What a form does not ask cannot be missing.

Sources: ICH E6(R2) 4.8.8, 4.8.12 (consent before any trial procedure; a legally acceptable
representative, with the participant's assent as far as they are able). The ages are the
protocol's: `parameters.age_of_majority` (18 where it says nothing) and
`parameters.assent_from_age` (where it says nothing, every minor is asked).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from trialogue.core.dates import When, add_months, completed_years
from trialogue.core.forms import Entered
from trialogue.core.forms.reading import Unfit, read_date
from trialogue.core.protocol.forms import Form, Purpose
from trialogue.core.protocol.trial import Protocol

GIVEN, YES = ("consent", "agreed"), "yes"
SIGNER, ASSENT, VERSION, LANGUAGE = "signer", "assent", "version", "language"
PATIENT, REFUSED = "patient", "refused"
MAJORITY, ASSENT_FROM = "age_of_majority", "assent_from_age"
USUAL_MAJORITY = 18


class Lack(Enum):
    """Why a consent does not hold."""

    NONE = "none"
    REFUSED = "refused"
    UNDATED = "undated"
    NO_GUARDIAN = "no_guardian"
    NO_SIGNER = "no_signer"
    NO_ASSENT = "no_assent"
    ASSENT_REFUSED = "assent_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent as it was entered. Empty texts: not said, or not asked."""

    form: str
    visit: str
    occurrence: int
    given: str
    on: When | None
    version: str = ""
    language: str = ""
    signer: str = ""
    assent: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether it is a consent to which nothing is lacking."""
        return not self.lacks


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentState:
    """All consents of a participant in order of time, and what follows.

    `is_asked`: the protocol has a form for consent. `of_age_on`: the day of majority, None
    where the day of birth is not known. `own_needed`: they are of age by now, and no consent
    of their own was given since.
    """

    is_asked: bool
    consents: tuple[Consent, ...] = ()
    of_age_on: date | None = None
    own_needed: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether anything specific to the study may be done."""
        return not self.is_asked or any(one.holds for one in self.consents)

    @property
    def first(self) -> Consent | None:
        """Give the first consent that holds."""
        return next((one for one in self.consents if one.holds), None)

    @property
    def last(self) -> Consent | None:
        """Give the last consent that holds."""
        return next((one for one in reversed(self.consents) if one.holds), None)

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """Say why no consent holds; empty where one does, or none is asked."""
        if self.holds:
            return ()
        return self.consents[-1].lacks if self.consents else (Lack.NONE,)


def majority_of(protocol: Protocol) -> int:
    """Give the age in completed years from which somebody consents for themselves."""
    return _years(protocol, MAJORITY) or USUAL_MAJORITY


def _years(protocol: Protocol, name: str) -> int | None:
    text = protocol.parameters.get(name, "").strip()
    return int(text) if text.isdigit() else None


def consent_state(
    protocol: Protocol, entries: Iterable[Entered], born: When | None, today: date
) -> ConsentState:
    """Judge the consents among a participant's entries, as far as the day of birth is known."""
    forms = {id: form for id, form in protocol.forms.items() if form.purpose is Purpose.CONSENT}
    found = [
        _consent(protocol, forms[one.form], one, born)
        for one in entries
        if one.form in forms and not one.removed
    ]
    found.sort(key=lambda one: str(one.on.last) if one.on else "")
    of_age = _of_age_on(protocol, born)
    holding = [one for one in found if one.holds and one.on]
    was_minor = bool(of_age and holding and _day(holding[0]) < of_age)
    own = (
        [one for one in holding if one.signer in ("", PATIENT) and _day(one) >= of_age]
        if of_age
        else []
    )
    return ConsentState(
        is_asked=bool(forms),
        consents=tuple(found),
        of_age_on=of_age,
        own_needed=bool(was_minor and of_age and of_age <= today and not own),
    )


def _day(one: Consent) -> date:
    return one.on.day if one.on else date.min


def _of_age_on(protocol: Protocol, born: When | None) -> date | None:
    """Give the day of majority; known only in part, the last possible one."""
    return add_months(born.day, 12 * majority_of(protocol)) if born is not None else None


def given_field(form: Form) -> str:
    """Name the field of a consent form that says whether it was given; empty: none does."""
    return next((one.id for one in form.fields if GIVEN[0] == one.item or one.id in GIVEN), "")


def _consent(protocol: Protocol, form: Form, entry: Entered, born: When | None) -> Consent:
    values = entry.values
    asked = given_field(form)
    try:
        on = read_date(values.get(form.dated_by, ""), partial=True, timed=True)
    except Unfit:
        on = None
    consent = Consent(
        form=entry.form,
        visit=entry.visit,
        occurrence=entry.occurrence,
        given=values.get(asked, "") if asked else YES,
        on=on,
        version=values.get(VERSION, ""),
        language=values.get(LANGUAGE, ""),
        signer=values.get(SIGNER, ""),
        assent=values.get(ASSENT, ""),
    )
    ids = {one.id for one in form.fields}
    return replace(consent, lacks=tuple(_lacks(protocol, consent, ids, born)))


def _lacks(protocol: Protocol, one: Consent, asked: set[str], born: When | None) -> list[Lack]:
    """Find what is lacking to a consent."""
    if one.given != YES:
        return [Lack.REFUSED]
    lacks: list[Lack] = []
    if one.on is None:
        lacks.append(Lack.UNDATED)
    age = completed_years(born.day, one.on.day) if born and one.on else None
    minor = age is not None and age < majority_of(protocol)
    if SIGNER in asked:
        if not one.signer:
            lacks.append(Lack.NO_SIGNER)
        elif minor and one.signer == PATIENT:
            lacks.append(Lack.NO_GUARDIAN)
    if ASSENT in asked:
        able = minor and age is not None and age >= (_years(protocol, ASSENT_FROM) or 0)
        if one.assent == REFUSED:
            lacks.append(Lack.ASSENT_REFUSED)
        elif able and not one.assent:
            lacks.append(Lack.NO_ASSENT)
    return lacks
