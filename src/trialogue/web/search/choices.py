"""What the search form offers to choose from, and what each choice means to the index."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

STATUSES: Mapping[str, frozenset[str]] = {
    "open": frozenset({"RECRUITING", "AVAILABLE"}),
    "soon": frozenset({"RECRUITING", "AVAILABLE", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION"}),
    "closed": frozenset({"ACTIVE_NOT_RECRUITING", "SUSPENDED", "TEMPORARILY_NOT_AVAILABLE"}),
    "over": frozenset(
        {"COMPLETED", "TERMINATED", "WITHDRAWN", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING"}
    ),
    "unknown": frozenset({"UNKNOWN", "WITHHELD"}),
}
CENTRES: Mapping[str, frozenset[str]] = {
    "open": frozenset({"RECRUITING", "AVAILABLE"}),
    "soon": STATUSES["soon"],
}
PHASES = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")
SEXES: Mapping[str, str] = {"female": "FEMALE", "male": "MALE"}
KILOMETRES = (50, 100, 250, 500, 1000, 2500)
SORTS = ("relevance", "distance")

Choices = list[tuple[str, str]]


def status_choices() -> Choices:
    """Offer where a trial stands."""
    return [
        ("", _("Any status")),
        ("open", _("Recruiting now")),
        ("soon", _("Recruiting now or soon")),
        ("closed", _("Under way, nobody new")),
        ("over", _("Over or stopped")),
        ("unknown", _("Not confirmed for long")),
    ]


def centre_choices() -> Choices:
    """Offer where a centre stands."""
    return [
        ("", _("Any centre")),
        ("open", _("A centre recruits now")),
        ("soon", _("A centre recruits now or soon")),
    ]


def sex_choices() -> Choices:
    """Offer whom a trial must admit."""
    return [("", _("Any sex")), ("female", _("Female")), ("male", _("Male"))]


def phase_choices() -> Choices:
    """Offer the phases."""
    return [
        ("", _("Any phase")),
        ("EARLY_PHASE1", _("Early phase 1")),
        ("PHASE1", _("Phase 1")),
        ("PHASE2", _("Phase 2")),
        ("PHASE3", _("Phase 3")),
        ("PHASE4", _("Phase 4")),
        ("NA", _("No phase")),
    ]


def distance_choices() -> Choices:
    """Offer distances."""
    any_distance = [("", _("Any distance"))]
    return any_distance + [(str(km), _("within %(km)d km") % {"km": km}) for km in KILOMETRES]


def sort_choices() -> Choices:
    """Offer orders."""
    return [("", _("Best match first")), ("distance", _("Nearest first"))]


def any_country() -> str:
    """Say that every country will do."""
    return _("Any country")
