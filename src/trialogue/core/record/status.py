"""The registry's own words for a trial's and a centre's status, and for sex.

A record keeps the word that it was given, so a new word of the registry loses nothing;
these tables say which words we know. Source: ClinicalTrials.gov API v2, data model,
`Status`, `RecruitmentStatus` and `Sex`.
"""

from __future__ import annotations

STATUSES = (
    "RECRUITING",
    "NOT_YET_RECRUITING",
    "ENROLLING_BY_INVITATION",
    "ACTIVE_NOT_RECRUITING",
    "SUSPENDED",
    "TERMINATED",
    "COMPLETED",
    "WITHDRAWN",
    "UNKNOWN",
    "AVAILABLE",
    "TEMPORARILY_NOT_AVAILABLE",
    "NO_LONGER_AVAILABLE",
    "APPROVED_FOR_MARKETING",
    "WITHHELD",
)
"""`UNKNOWN`: said to be open, but not confirmed to the registry for two years."""

OPEN_STATUSES = frozenset({"RECRUITING", "AVAILABLE"})
"""One may ask to join today. By invitation only is not open; `AVAILABLE` is expanded access."""

SEXES = ("ALL", "FEMALE", "MALE")
