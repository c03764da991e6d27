"""What came in, what was frozen, and what was taken away. Append-only, but for a waiting file."""

from __future__ import annotations

from typing import Any

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


class StagedFile(models.Model):
    """A file between its upload and the import: seen by who uploaded it, and soon deleted.

    It holds what a laboratory says about people by their codes, so it is kept no longer than
    `importing_actions.KEPT`; importing it or putting it away deletes it at once.
    """

    registry_id = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    encoding = models.CharField(max_length=20, blank=True)
    """Empty: as it seems to be."""
    mapping: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """See `exchange.tables.mapping`; empty: nothing was said yet."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        """As they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the trial, and nothing that the file says."""
        return f"a file for {self.registry_id}"


class KeptMapping(models.Model):
    """What columns and tests of a laboratory's files mean, under a name. Append-only versions."""

    registry_id = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    mapping: models.JSONField[Any, Any] = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """As they were made; a version of a name once in a trial."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["registry_id", "name", "version"], name="kept_mapping_once"
            ),
        )

    def __str__(self) -> str:
        """Give name and version."""
        return f"{self.name} {self.version}"


class Import(models.Model):
    """That a file was imported: by whom, which, by which mapping, and what came of it."""

    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    """The centre of everybody whom it concerned; empty: of several, or of none in particular."""
    file = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""
    rows = models.PositiveIntegerField()
    participants = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    """Entries that did not stand there before."""
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    """Entries that the file says as they stand."""
    left_out = models.PositiveIntegerField()
    """Rows that were left out: without a result, or by choice."""
    mapping: models.JSONField[Any, Any] = models.JSONField()
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the file and when."""
        return f"{self.file} {self.made_at:%Y-%m-%d %H:%M}"
