"""The words for what a record says in codes: status, sex, phase."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trialogue.core.protocol import Protocol

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
    }
    folded = status.strip().lower().replace(",", "").replace(" ", "_")
    return words.get(folded, status)


def sex_words(sex: str) -> str:
    """Say who may take part, by sex."""
    words = {"all": _("All"), "female": _("Female"), "male": _("Male")}
    return words.get(sex.strip().lower(), sex)


def phase_words(phase: str) -> str:
    """Write the phase as people know it: `1/2`, in Chinese I/II 期, apart from a tumour's stage."""
    plain = phase.upper().replace("PHASE", "").replace("_", " ").strip() or phase
    if not (get_language() or "en").startswith("zh"):
        return plain
    roman = "/".join(ROMAN.get(part.strip(), part.strip()) for part in plain.split("/"))
    return f"{roman} 期" if roman != plain else plain


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
