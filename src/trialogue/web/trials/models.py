"""The trial as it was loaded: an append-only list of protocol versions.

The database itself refuses UPDATE and DELETE here (migration 0002, on both engines), so
that the file behind a page, a verdict or a dose can always be produced again.
"""

from __future__ import annotations

from django.db import models

EDITED = "edited here: "
"""Begins the source's name of a version that staff published; a file's name does not."""


class LoadedProtocol(models.Model):
    """One protocol file as it was read. The latest of a trial is the one in force."""

    registry_id = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    source_name = models.CharField(max_length=200)
    source = models.BinaryField()
    """The bytes of the file."""
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Ordered as loaded."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["registry_id", "-id"], name="latest_of_a_trial"),)

    def __str__(self) -> str:
        """Name the trial and its version."""
        return f"{self.registry_id} {self.version}"
