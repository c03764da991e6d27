"""What was given out, and the cuts of data that results were made of. Both append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Cut(models.Model):
    """A data cut-off: what stood at one moment, whatever is entered or changed later.

    Entries are never changed, so a cut needs no copy: it is the latest version of each place
    as of `as_of`. `digest` says that it is still the same data.
    """

    registry_id = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    as_of = models.DateTimeField()
    """UTC; what was entered later does not count."""
    participants = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the rows that were analysed."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """As they were made; a name once in a trial."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["registry_id", "name"], name="cut_name_once"),
        )

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Export(models.Model):
    """That somebody took the data of a trial away, in which form, and how far it reached."""

    registry_id = models.CharField(max_length=40)
    form = models.CharField(max_length=10)
    """`csv` or `parquet`."""
    participants = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the rows."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Say when."""
        return f"{self.registry_id} {self.made_at:%Y-%m-%d %H:%M}"
