"""What was frozen, and what was taken away: cuts, exports, participants' files. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from trialogue.web.entries.models import Participant


class Cut(models.Model):
    """A data cut-off: what stood at one moment, whatever is entered or changed later.

    Entries are never changed, so a cut needs no copy: it is the latest version of each place
    as of `as_of`. `digest` says that it is still the same data.
    """

    registry_id = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    as_of = models.DateTimeField()
    """UTC; what was entered later does not count."""
    day = models.DateField(null=True)
    """The data cut-off day: what happened later does not count. Null: everything counts."""
    protocol_version = models.CharField(max_length=40, default="")
    """The version in force when it was made, by whose rules it is analysed. Empty: not noted."""
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
    centres = models.CharField(max_length=500, default="")
    """The keys of the centres, with commas; empty: the whole trial."""
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


class Printout(models.Model):
    """That somebody made a participant's file, how far it reached, and whether it says who."""

    class Form(models.TextChoices):
        """As what it was made."""

        PDF = "pdf"
        PAGE = "page"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="printouts")
    form = models.CharField(max_length=10, choices=Form)
    with_identity = models.BooleanField()
    entries = models.PositiveIntegerField()
    """How many versions of entries it holds."""
    last_hash = models.CharField(max_length=64)
    """The last hash of the chain, as its cover says it."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Say of whom, by number, and when."""
        return f"{self.participant_id} {self.made_at:%Y-%m-%d %H:%M}"
