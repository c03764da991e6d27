"""How far the mailbox has been read. Nothing of any mail is kept here but counts."""

from __future__ import annotations

from typing import Any

from django.db import models


class Position(models.Model):
    """The last message of a folder that was looked at, and what came of all of them so far."""

    folder = models.CharField(max_length=64, unique=True)
    """A keyed hash of server, account and folder."""
    validity = models.PositiveBigIntegerField(default=0)
    """UIDVALIDITY (RFC 9051, section 2.3.1.1): where it differs, the numbers begin anew."""
    last_uid = models.PositiveBigIntegerField(default=0)
    counts: models.JSONField[Any, Any] = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Say how far."""
        return f"up to {self.last_uid}"
