"""Invented people of the demo, candidates, and what the team decides on a participant's path.

What is known about candidates and invented people stands as rows of a facts file. Only
`trialogue demo` invents people. What is entered about participants stands in `entries`; here
stand the decisions: rulings on criteria, signatures, scans of labels. All
of them are append-only (migrations 0003 and 0005): the database refuses UPDATE and DELETE.
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
    """Somebody who may be screened: a code, no name. Append-only (migrations 0003, 0005)."""

    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=20)
    enquiry = models.PositiveBigIntegerField(unique=True, null=True)
    """The id of the enquiry that it began with; only there stands who it is. Null: none."""
    source = models.CharField(max_length=200, default="enquiry")
    """`enquiry`, `hand` or `list:<file>`."""
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


class CandidateNote(models.Model):
    """What was noted about a candidate before screening. Append-only."""

    class Kind(models.TextChoices):
        """A note, or that the candidate does not go on, or does after all."""

        NOTE = "note"
        CLOSED = "closed"
        REOPENED = "reopened"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=1000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Say what it is, never its words."""
        return f"{self.kind} {self.candidate_id}"


class Ruling(models.Model):
    """What an investigator decided on one criterion at one gate. Append-only.

    It stands as long as the engine finds what it found then: `finding_sha256`.
    """

    participant = models.ForeignKey(
        "entries.Participant", on_delete=models.PROTECT, related_name="rulings"
    )
    gate = models.CharField(max_length=60)
    criterion = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10)
    """What the engine found: pass, fail or unknown."""
    decided = models.CharField(max_length=10)
    """What the investigator decided: the same, or another with a reason."""
    reason = models.CharField(max_length=500, blank=True)
    finding_sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name criterion and gate."""
        return f"{self.criterion} at {self.gate}"

    @property
    def is_override(self) -> bool:
        """Tell whether the investigator differs from what was found."""
        return self.decided != self.verdict


class Signature(models.Model):
    """An electronic signature: who, when, with which meaning, under which content. Append-only.

    It holds as long as what it covers still has the content's hash: see `signing.is_valid`.
    """

    participant = models.ForeignKey(
        "entries.Participant", on_delete=models.PROTECT, related_name="signatures"
    )
    meaning = models.CharField(max_length=60)
    """Such as `eligibility`; the words that were agreed to stand in `statement`."""
    about = models.CharField(max_length=160, blank=True)
    """What exactly, such as a gate's id or a place's key."""
    statement = models.TextField()
    """The very words above the signature, in the language in which they stood there."""
    content: models.JSONField[Any, Any] = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    signer_name = models.CharField(max_length=80)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    second_factor = models.BooleanField()
    """Whether a code was given beside the password."""
    signed_at = models.DateTimeField()

    class Meta:
        """As they were given."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name meaning and object."""
        return f"{self.meaning} {self.about}".strip()


class ChainCheck(models.Model):
    """A label that was scanned against what it should say; mismatches, too. Append-only."""

    participant = models.ForeignKey(
        "entries.Participant", on_delete=models.PROTECT, related_name="chain_checks"
    )
    step = models.CharField(max_length=20)
    expected = models.CharField(max_length=200)
    given = models.CharField(max_length=200)
    matches = models.BooleanField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Say whether it matched."""
        return f"{self.step} {'matches' if self.matches else 'differs'}"
