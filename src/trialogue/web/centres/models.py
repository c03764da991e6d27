"""What was entered about a centre: an append-only list of its states.

The database itself refuses UPDATE and DELETE here (migration 0002, on both engines).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Whether one may write to a centre."""

    OPEN = "open", _("Open: takes part now")
    CLOSED = "closed", _("Closed: takes part no more, or not yet")
    WITHDRAWN = "withdrawn", _("Entered by mistake: not shown")


class EnteredCentre(models.Model):
    """One state of what a centre's people entered. The latest of a key is the one in force."""

    registry_id = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    """Names the centre within its trial for good: see `queries.site_keys`."""
    name = models.CharField(max_length=200)
    own_name = models.CharField(max_length=200, blank=True)
    """The name in the centre's own language, where that is not the one of `name`."""
    city = models.CharField(max_length=100)
    own_city = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=100)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices)
    contact_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages: models.JSONField[Any, Any] = models.JSONField(default=list)
    """The languages in which people are answered, as codes in small letters such as `zh-hans`."""
    asks_both = models.BooleanField(default=False)
    """Whoever writes gives an e-mail address and a phone number, and not one of them."""
    is_invented = models.BooleanField(default=False)
    """Made by the demo: it does not exist."""
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Null: by the demo."""
    entered_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        """In the order in which they were entered."""

        ordering = ("pk",)
        indexes = (models.Index(fields=["registry_id", "key", "-id"], name="latest_of_a_centre"),)

    def __str__(self) -> str:
        """Name the trial and the centre."""
        return f"{self.registry_id} {self.key}"
