"""A registry record as it was imported: an append-only list of its states.

The database itself refuses UPDATE and DELETE here (migration 0002, on both engines). What
changed, and when a trial's status did, follows from the states: see `queries`.
"""

from __future__ import annotations

from django.db import models

LONGEST_POSTED = 40


class RecordVersion(models.Model):
    """One state of one record. In force is the one posted last; of several, the one loaded last."""

    registry_id = models.CharField(max_length=40)
    posted = models.CharField(max_length=LONGEST_POSTED)
    """The day on which the registry posted this state, as written; where a record does not say,
    that of the state that was in force before it. Empty where there was none."""
    digest = models.CharField(max_length=64)
    """The hash of what the study says (`core.record.Version.digest`)."""
    record = models.JSONField()
    """The record, as `exchange.ctgov.record_to_json` writes it."""
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Ordered as loaded."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["registry_id", "posted", "id"], name="states_of_a_record"),)

    def __str__(self) -> str:
        """Name the record and its state."""
        return f"{self.registry_id} {self.posted or 'undated'}.{self.digest}"
