"""Invented people of the demo, candidates from enquiries, and what is known about them.

What is known stands as rows of a facts file. Only `trialogue demo` invents people. Real
participants are entered in the study workspace, which is a later issue and has append-only
tables of its own; a candidate is where it will begin.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


class InventedPerson(models.Model):
    """A person who does not exist."""

    registry_id = models.CharField(max_length=40)
    subject = models.CharField(max_length=20)
    shows_en = models.CharField(max_length=200)
    shows_zh = models.CharField(max_length=200)
    """What this person is there to show, in each language."""

    class Meta:
        """In the order in which they were made; a subject once in a trial."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["registry_id", "subject"], name="invented_once"),
        )

    def __str__(self) -> str:
        """Name the subject."""
        return self.subject


class InventedFact(models.Model):
    """One row of what is known about an invented person, as text, as a facts file has it."""

    person = models.ForeignKey(InventedPerson, on_delete=models.CASCADE, related_name="facts")
    row = models.JSONField()
    """Columns of the facts file (`item`, `value`, `unit` …) with their text."""

    class Meta:
        """In the order in which they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the item."""
        return str(self.row.get("item", ""))


class Candidate(models.Model):
    """Somebody who asked and may be screened: a code, no name. Append-only (migration 0003)."""

    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=20)
    enquiry = models.PositiveBigIntegerField(unique=True)
    """The id of the enquiry that it began with; only there stands who it is."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they came; a code once in a trial."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["registry_id", "subject"], name="candidate_once"),
        )

    def __str__(self) -> str:
        """Name the code."""
        return self.subject


class CandidateFact(models.Model):
    """One row of what a family ticked of their self-check.

    Not append-only: until somebody has consented to the trial, it is deleted with the
    enquiry that it came with.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="facts")
    row: models.JSONField[Any, Any] = models.JSONField()
    """Columns of the facts file without the subject."""

    class Meta:
        """In the order in which they were told."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the item."""
        return str(self.row.get("item", ""))
