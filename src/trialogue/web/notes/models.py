"""What is kept of shared notes: sealed bytes that we cannot read, and counts of who asked.

No words, no passcode, no address of a person. Rows here are deleted when they expire or are
revoked, so these tables are not append-only.
"""

from __future__ import annotations

from django.db import models


class Share(models.Model):
    """Sealed notes under the name of a link."""

    trial = models.CharField(max_length=40)
    link = models.CharField(max_length=22, unique=True)
    """Half of SHA-256 of the owner's secret, base64url."""
    version = models.PositiveSmallIntegerField()
    rounds = models.PositiveIntegerField()
    salt = models.BinaryField()
    nonce = models.BinaryField()
    sealed = models.BinaryField()
    size = models.PositiveIntegerField()
    """Bytes of `sealed`, for the limits on storage."""
    proof_hash = models.BinaryField()
    """SHA-256 of the access proof."""
    network = models.CharField(max_length=64)
    """The sharer's network as a keyed hash: tells networks apart, names none."""
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        """In the order in which they were made; the limits ask by network."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["network"], name="shares_of_a_network"),)

    def __str__(self) -> str:
        """Name the trial alone: the link is half of what opens the notes."""
        return f"notes on {self.trial}"


class Opening(models.Model):
    """One time that a link was opened with the right passcode: when, and nothing else."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    at = models.DateTimeField()

    class Meta:
        """In the order in which they happened."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Give the time."""
        return self.at.isoformat()


class Failure(models.Model):
    """How often somebody was refused lately: by link, by network, by both together."""

    key = models.CharField(max_length=64, unique=True)
    """A keyed hash."""
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        """In the order in which they began."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Give the count."""
        return f"{self.count} failures"
