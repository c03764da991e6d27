"""Letters that wait, went out or were refused; jobs that come round; addresses that refuse.

`next_at` is both the earliest time of the next try and, while somebody holds the `lease`,
the end of that lease: a worker that dies is forgotten when its lease runs out.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """One mail to one person. Written in the transaction of what it is about."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True)
    to_address = models.CharField(max_length=254)
    to_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    headers = models.JSONField(default=dict)
    is_bulk = models.BooleanField(default=False)
    message_id = models.CharField(max_length=255, unique=True)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    """What the mail server said last; it may repeat the address, so it is never logged."""
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    is_forgotten = models.BooleanField(default=False)
    """Its words and address have been removed; the row stays, so that it never goes out again."""

    class Meta:
        """Found by when it is due, by what it is about, and by state for staff."""

        ordering = ("pk",)
        indexes = (
            models.Index(fields=["next_at", "id"], condition=Q(state="waiting"), name="letter_due"),
            models.Index(fields=["about"], name="letter_about"),
            models.Index(fields=["state", "done_at"], name="letter_state"),
        )

    def __str__(self) -> str:
        """Name it without saying whom it is for."""
        return f"letter {self.pk} ({self.kind})"


class RefusedAddress(models.Model):
    """An address that a server refused for good, as a keyed hash: no list of addresses is kept."""

    digest = models.CharField(max_length=64, unique=True)
    code = models.PositiveIntegerField()
    refused_at = models.DateTimeField()

    def __str__(self) -> str:
        """Name the code."""
        return f"refused with {self.code}"


class Job(models.Model):
    """A small job that comes round, such as reminders; `outcome` holds counts, never words."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    ran_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)
    failures = models.PositiveIntegerField(default=0)
    """How often in a row it has failed."""

    def __str__(self) -> str:
        """Name the job."""
        return self.name
