"""Overviews as the database holds them. All but the requests is append-only.

The database itself refuses UPDATE and DELETE there (migration 0002, on both engines), so that
one can always say what the public read on a day, who wrote it, what the gate had found, and who
let it be seen for which reason. Whether an overview is public follows from the rows and from the
record as it is now: see `queries`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorKind(models.TextChoices):
    """Who or what wrote a draft."""

    RULES = "rules", _("rules, without a language model")
    MODEL = "model", _("a language model")
    PERSON = "person", _("a person")


class DecisionKind(models.TextChoices):
    """What a person decided about a draft."""

    APPROVED = "approved", _("approved")
    SENT_BACK = "sent-back", _("sent back")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Draft(models.Model):
    """An overview of one state of one record in one language, with what the gate measured."""

    registry_id = models.CharField(max_length=40)
    language = models.CharField(max_length=20)
    """The code of `report.overview`: `en`, `zh-Hans`."""
    record_digest = models.CharField(max_length=64)
    """The state of the record from which it was written (`report.overview.digest_record`)."""
    author_kind = models.CharField(max_length=10, choices=AuthorKind.choices)
    author_name = models.CharField(max_length=200)
    """The model's own name for itself, the person's, or the version of the rules."""
    written_on = models.DateField()
    sections: models.JSONField[Any, Any] = models.JSONField()
    """Per item of the outline its sentences: see `rows`."""
    placed: models.JSONField[Any, Any] = models.JSONField()
    """Per sentence the places of the record that it rests on: see `rows`."""
    grades: models.JSONField[Any, Any] = models.JSONField()
    release = models.CharField(max_length=40)
    """The release of Trialogue whose gate it went through."""
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The draft that a person changed; null: written from the record."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Who wrote it or had it written; null: from the command line."""
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["registry_id", "language", "-id"], name="drafts_of"),)

    def __str__(self) -> str:
        """Name the trial, the language and the draft's number."""
        return f"{self.registry_id} {self.language} {self.pk}"


class Finding(models.Model):
    """One thing that the gate found wrong with a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20)
    """The name of a `report.overview.Kind`."""
    item = models.CharField(max_length=20, blank=True)
    """The item of the outline; empty: the draft as a whole."""
    sentence = models.TextField(blank=True)
    found = models.TextField()
    allowed = models.TextField(blank=True)

    class Meta:
        """In the order in which they were found."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the kind."""
        return self.kind


class Decision(models.Model):
    """What a named person decided about a draft. The latest one of a trial's language holds."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=80)
    """The person's name as it was then, and as the public reads it."""
    is_invented = models.BooleanField(default=False)
    """Decided by a person whom the demo made up."""
    reason = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order in which they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name what was decided, and by whom."""
        return f"{self.kind} by {self.person}"


class Answer(models.Model):
    """Why an approver let a finding stand."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="answers")
    reason = models.TextField()

    class Meta:
        """In the order of the findings."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Give the reason."""
        return self.reason


class Request(models.Model):
    """Somebody asks for a draft by the language model, which takes longer than a page may.

    `trialogue overview --requested` writes it. A queue, not a record: what came of it is a draft.
    """

    registry_id = models.CharField(max_length=40)
    language = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="+")
    faults: models.JSONField[Any, Any] = models.JSONField(default=list)
    """Why there is no draft, or why the model stopped before its draft was good."""

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Name the trial and the language."""
        return f"{self.registry_id} {self.language}"
