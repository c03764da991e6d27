"""Queries and their steps, source verification marks, freezes and locks: append-only.

Only a person's wish for a daily mail may change. Each other row names a place of a
participant and, for queries and marks, a field and the version of the entry that was looked
at. How something stands now is derived from the rows and stored nowhere. The database itself
refuses UPDATE and DELETE of them (migration 0002, on both engines).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place

LONGEST_WORDS = 2000
LONGEST_REASON = 500
LONGEST_FIELD = 120


class QueryStateName(models.TextChoices):
    """How a query stands."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Query(models.Model):
    """A question about one field of one entry. What became of it stands in its steps."""

    class Origin(models.TextChoices):
        """Who asks: a person, or the check of what was entered."""

        PERSON = "person"
        CHECK = "check"

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="queries")
    form = models.CharField(max_length=60)
    visit = models.CharField(max_length=60, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    field = models.CharField(max_length=LONGEST_FIELD, blank=True)
    """The field; empty: the form as a whole."""
    version = models.PositiveIntegerField()
    """The version of the entry that was looked at; 0: nothing stood there."""
    digest = models.CharField(max_length=64)
    """Of what the field said then, see `fields.digest_of`."""
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.PERSON)
    text = models.CharField(max_length=LONGEST_WORDS, blank=True)
    """The question of a person; empty where the check asks."""
    unusual: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """What the check found: `found`, `expected` and `words`, each as [en, zh, es]."""
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    """Where the check asks: who saved the entry."""
    opened_at = models.DateTimeField()

    class Meta:
        """The oldest first."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the place and the field, never a value."""
        return f"{self.place.key} {self.field}"

    @property
    def place(self) -> Place:
        """Give the place."""
        return Place(form=self.form, visit=self.visit, occurrence=self.occurrence)


class QueryStep(models.Model):
    """What was done with a query after it was opened."""

    class Kind(models.TextChoices):
        """What was done. A query that is opened again is open."""

        ANSWERED = "answered"
        CLOSED = "closed"
        REOPENED = "reopened"

    query = models.ForeignKey(Query, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=LONGEST_WORDS, blank=True)
    by_check = models.BooleanField(default=False)
    """Closed because the value was changed: `by` is who changed it."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In their order; a number once in a query."""

        ordering = ("query", "number")
        constraints = (models.UniqueConstraint(fields=["query", "number"], name="query_step_once"),)

    def __str__(self) -> str:
        """Name what was done."""
        return f"{self.kind} {self.query_id}"


class Mark(models.Model):
    """A field that a monitor compared with its source, or the mark taken back."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="marks")
    form = models.CharField(max_length=60)
    visit = models.CharField(max_length=60, blank=True)
    occurrence = models.PositiveIntegerField(default=1)
    field = models.CharField(max_length=LONGEST_FIELD)
    version = models.PositiveIntegerField()
    """The version of the entry that was compared."""
    digest = models.CharField(max_length=64)
    """Of what the field said then: the mark stands for as long as it says the same."""
    is_set = models.BooleanField(default=True)
    """False: the mark was taken back."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """As they were made."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the place and the field, never a value."""
        return f"{self.place.key} {self.field}"

    @property
    def place(self) -> Place:
        """Give the place."""
        return Place(form=self.form, visit=self.visit, occurrence=self.occurrence)


class Hold(models.Model):
    """A freeze, a lock, or the end of one, with its reason.

    It covers a participant (form and visit empty), a visit, a form at all visits, or a form
    at one visit.
    """

    class Kind(models.TextChoices):
        """What was done."""

        FROZEN = "frozen", _("frozen")
        THAWED = "thawed", _("thawed")
        LOCKED = "locked", _("locked")
        UNLOCKED = "unlocked", _("unlocked")

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="holds")
    form = models.CharField(max_length=60, blank=True)
    visit = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=LONGEST_REASON)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """As they were done."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name what was done to what."""
        return f"{self.kind} {self.form}@{self.visit}"

    def covers(self, place: Place) -> bool:
        """Tell whether a place lies within."""
        return self.form in ("", place.form) and self.visit in ("", place.visit)


class MailWish(models.Model):
    """Whether a person wants the daily mail that says how many tasks wait. No row: yes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    wanted = models.BooleanField(default=True)

    def __str__(self) -> str:
        """Tell the wish."""
        return "wanted" if self.wanted else "not wanted"
