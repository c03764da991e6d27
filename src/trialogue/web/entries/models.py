"""Participants and their entries as the database holds them.

A participant and an entry are append-only: the database itself refuses UPDATE and DELETE
(migration 0002, on both engines). The current value of a place is its latest version, and
the rows are the audit trail. Each entry carries the hash of the one before it, and the first
that of the participant: see `chain`. Who somebody is stands apart, in `Identity`, which can
be erased.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from trialogue.web.entries.places import Place
from trialogue.web.entries.sources import LONGEST_SOURCE

LONGEST_REASON = 500


class Participant(models.Model):
    """Somebody in a study: a code, no name. Append-only."""

    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    """The key of the centre; empty: of none in particular."""
    subject = models.CharField(max_length=20)
    protocol_version = models.CharField(max_length=40)
    """The version in force when the participant was made."""
    candidate = models.ForeignKey(
        "study.Candidate", on_delete=models.PROTECT, null=True, related_name="participants"
    )
    """What it began with; null: made by hand or imported."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        """In the order in which they came; a code once in a trial."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["registry_id", "subject"], name="participant_once"),
        )

    def __str__(self) -> str:
        """Name the code."""
        return self.subject


class Entry(models.Model):
    """One version of what stands at one place of a participant. Append-only, and chained."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="entries")
    form = models.CharField(max_length=60)
    visit = models.CharField(max_length=60, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField()
    values: models.JSONField[Any, Any] = models.JSONField()
    """Texts by key, as the protocol's form names them; what was not answered is absent."""
    removed = models.BooleanField(default=False)
    """This version takes the place away; its values are empty."""
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    """Why it was changed; the first version needs none."""
    protocol_version = models.CharField(max_length=40)
    source = models.CharField(max_length=LONGEST_SOURCE)
    """`form`, `demo`, or a file that was imported: see `sources`."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """As they were entered; a version once at a place, and one after each hash."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["participant", "form", "visit", "occurrence", "version"],
                name="entry_version_once",
            ),
            models.UniqueConstraint(
                fields=["participant", "previous_hash"], name="entry_chain_is_one"
            ),
        )

    def __str__(self) -> str:
        """Name the place and the version, never a value."""
        return f"{self.place.key} version {self.version}"

    @property
    def place(self) -> Place:
        """Give the place."""
        return Place(form=self.form, visit=self.visit, occurrence=self.occurrence)


class Draft(models.Model):
    """What a person has typed at a place and not saved yet: theirs alone, and it may change."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="drafts")
    form = models.CharField(max_length=60)
    visit = models.CharField(max_length=60, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    base_version = models.PositiveIntegerField()
    """The version that it began from; 0: nothing stood there."""
    values: models.JSONField[Any, Any] = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One for each person and place."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "participant", "form", "visit", "occurrence"], name="draft_once"
            ),
        )

    def __str__(self) -> str:
        """Name the place."""
        return self.place.key

    @property
    def place(self) -> Place:
        """Give the place."""
        return Place(form=self.form, visit=self.visit, occurrence=self.occurrence)


class Identity(models.Model):
    """Who a participant is. Seen by the centre's own people only, each look noted; erasable."""

    participant = models.OneToOneField(
        Participant, on_delete=models.PROTECT, related_name="identity"
    )
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    hospital_number = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    contact = models.CharField(max_length=300, blank=True)
    """Whom to reach besides, such as a parent: name, relation, telephone."""
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        """Name the participant's code, never the person."""
        return f"identity of {self.participant_id}"


class IdentityLook(models.Model):
    """Who saw, wrote or erased an identity, and when: append-only, without a word of it."""

    class What(models.TextChoices):
        """What was done."""

        SEEN = "seen"
        WRITTEN = "written"
        ERASED = "erased"

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="identity_looks"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.what} {self.participant_id}"
