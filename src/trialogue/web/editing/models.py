"""Drafts of what the public will read, and what became of each: both append-only.

The database itself refuses UPDATE and DELETE here (migration 0002, on both engines). What is
published goes into the tables of the trials and the records; a decision names the row.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a draft is a draft of."""

    PROTOCOL = "protocol", _("Protocol file")
    RECORD = "record", _("Registry record")


class Draft(models.Model):
    """A file as somebody prepared it, without faults. Another wording is another draft."""

    registry_id = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source = models.BinaryField()
    """The bytes of the file."""
    source_name = models.CharField(max_length=200)
    base = models.CharField(max_length=40, blank=True)
    """The version in force when it was prepared, as `queries.Version.ref`; empty: none."""
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=300)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The draft that this one was made from."""

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["registry_id", "-id"], name="drafts_of_a_trial"),)

    def __str__(self) -> str:
        """Name the trial and the kind."""
        return f"{self.registry_id} {self.kind}"


class Decision(models.Model):
    """What became of a draft, once."""

    class What(models.TextChoices):
        """The ends that a draft can come to."""

        PUBLISHED = "published", _("published")
        DISCARDED = "discarded", _("discarded")
        REPLACED = "replaced", _("replaced by another draft")

    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="decision")
    what = models.CharField(max_length=10, choices=What.choices)
    version = models.CharField(max_length=40, blank=True)
    """The version that it became, as `queries.Version.ref`; empty: none."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        """The newest first; found by the version that it made."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["version"], name="decision_of_a_version"),)

    def __str__(self) -> str:
        """Name what became of it."""
        return self.what
