"""Invented people of the demo, and what is known about them, as rows of a facts file.

Only `trialogue demo` fills these tables. Real participants are entered in the study
workspace, which is a later issue and has append-only tables of its own.
"""

from __future__ import annotations

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
