"""The words for what a record says in codes: status, sex, phase, ages."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol
from trialogue.core.record import AgeLimit, Record

ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def status_words(status: str) -> str:
    """Say in words where the trial stands, as the registry's code has it."""
    words = {
        "recruiting": _("Recruiting: looking for people to take part"),
        "not_yet_recruiting": _("Not yet recruiting"),
        "enrolling_by_invitation": _("Enrolling by invitation"),
        "active_not_recruiting": _("Active, no longer recruiting"),
        "suspended": _("Suspended"),
        "terminated": _("Ended early"),
        "completed": _("Completed"),
        "withdrawn": _("Withdrawn before it began"),
        "unknown": _("Not known: not confirmed for a long time"),
        "available": _("Treatment available outside of a trial"),
        "temporarily_not_available": _("Treatment for now not available"),
        "no_longer_available": _("Treatment no longer available"),
        "approved_for_marketing": _("Treatment now approved"),
        "withheld": _("Not published yet"),
    }
    return words.get(folded(status), status)


def short_status(status: str) -> str:
    """Say the status in a word or two, as a centre's line has room for."""
    words = {
        "recruiting": _("Recruiting"),
        "available": _("Available"),
        "active_not_recruiting": _("No longer recruiting"),
        "unknown": _("Not confirmed"),
        "withdrawn": _("Withdrawn"),
    }
    return words.get(folded(status)) or status_words(status)


def status_kind(status: str) -> str:
    """Sort a status into `open`, `soon` or `shut`, for the sign beside its words."""
    match folded(status):
        case "recruiting" | "available":
            return "open"
        case "not_yet_recruiting" | "enrolling_by_invitation":
            return "soon"
        case _:
            return "shut"


def status_note(record: Record) -> str:
    """Say what a status means for a family, where one cannot simply ask to join."""
    if folded(record.status) == "unknown":
        return _not_confirmed(record)
    gone = _("Ask your doctor how this treatment can be had today.")
    words = {
        "withdrawn": _("This trial was withdrawn before anyone took part. It will not take place."),
        "terminated": _("This trial ended early. Nobody can join any more."),
        "suspended": _("This trial is paused. It may go on later."),
        "completed": _("This trial is over. Nobody can join any more."),
        "active_not_recruiting": _("This trial goes on, but nobody new can join."),
        "not_yet_recruiting": _(
            "This trial has not opened yet. The team can tell you when it will."
        ),
        "enrolling_by_invitation": _("The team invites people itself; one cannot apply."),
        "no_longer_available": gone,
        "temporarily_not_available": gone,
        "approved_for_marketing": gone,
    }
    return words.get(folded(record.status), "")


def _not_confirmed(record: Record) -> str:
    if not record.last_known_status:
        return _("The record was not confirmed for more than two years. Ask before you plan.")
    return _(
        "The record was not confirmed for more than two years. The last known status was: "
        "%(status)s. Ask before you plan."
    ) % {"status": short_status(record.last_known_status)}


def folded(status: str) -> str:
    """Write a status as its code in small letters, however it was spelled."""
    return status.strip().lower().replace(",", "").replace(" ", "_")


def sex_words(sex: str) -> str:
    """Say who may take part, by sex."""
    words = {"all": _("All"), "female": _("Female"), "male": _("Male"), "": _("Not stated")}
    return words.get(sex.strip().lower(), sex)


def phase_words(phase: str) -> str:
    """Write the phase as people know it: `1/2`, in Chinese I/II 期, apart from a tumour's stage."""
    plain = phase.upper().replace("PHASE", "").replace("_", " ").strip() or phase
    if not (get_language() or "en").startswith("zh"):
        return plain
    roman = "/".join(ROMAN.get(part.strip(), part.strip()) for part in plain.split("/"))
    return f"{roman} 期" if roman != plain else plain


def phases_words(phases: Iterable[str]) -> str:
    """Write the registry's phases as one: `PHASE1`, `PHASE2` as `1/2`; empty where none applies."""
    known = [phase for phase in phases if phase != "NA"]
    if not known:
        return ""
    if known == ["EARLY_PHASE1"]:
        return _("early 1")
    return phase_words("/".join(phase.removeprefix("PHASE") for phase in known))


def age_words(protocol: Protocol) -> str:
    """Say the ages that the criteria allow, both ends included."""
    low, high = protocol.ages
    if low is not None and high is not None:
        return _("%(low)d–%(high)d years") % {"low": low, "high": high}
    if low is not None:
        return _("%(low)d years and older") % {"low": low}
    if high is not None:
        return _("Up to %(high)d years") % {"high": high}
    return _("Any age")


def limits_words(low: AgeLimit | None, high: AgeLimit | None) -> str:
    """Say the ages that a record allows, both ends included."""
    if low is not None and not low.amount:
        low = None
    if low is not None and high is not None:
        if low.unit == high.unit == "year":
            return _("%(low)d–%(high)d years") % {"low": low.amount, "high": high.amount}
        return _("%(low)s to %(high)s") % {"low": limit_words(low), "high": limit_words(high)}
    if low is not None:
        return _("%(low)s and older") % {"low": limit_words(low)}
    if high is not None:
        return _("Up to %(high)s") % {"high": limit_words(high)}
    return _("Any age")


def limit_words(limit: AgeLimit) -> str:
    """Say one age limit: 18 years, 6 months."""
    number = limit.amount
    words = {
        "year": ngettext("%(n)d year", "%(n)d years", number),
        "month": ngettext("%(n)d month", "%(n)d months", number),
        "week": ngettext("%(n)d week", "%(n)d weeks", number),
        "day": ngettext("%(n)d day", "%(n)d days", number),
        "hour": ngettext("%(n)d hour", "%(n)d hours", number),
        "minute": ngettext("%(n)d minute", "%(n)d minutes", number),
    }
    return words[limit.unit] % {"n": number}
