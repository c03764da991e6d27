"""Who waits for which trials, and the news that wait to be sent to them.

Nothing here is kept for the record: a subscription that ends is deleted, with its news. One
that was never confirmed is deleted after some days.
"""

from __future__ import annotations

from django.db import models

LONGEST_WORDS = 300


class Subscription(models.Model):
    """What one address waits for. It gets mail only once its owner has confirmed it.

    Either a trial (`registry_id`) or a search. The age is that of `age_on`, in months, as a
    span; it grows. `nonce` makes the links of its mails; without the site's secret key they
    cannot be made from it.
    """

    class Every(models.TextChoices):
        """How often news are gathered into one mail."""

        DAY = "day"
        WEEK = "week"

    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=12)
    every = models.CharField(max_length=4, choices=Every, default=Every.WEEK)
    registry_id = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    age_from = models.FloatField(null=True)
    age_below = models.FloatField(null=True)
    age_on = models.DateField(null=True)
    sex = models.CharField(max_length=6, blank=True)
    place = models.CharField(max_length=200, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    within_km = models.PositiveIntegerField(null=True)

    nonce = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    """When the last mail with news was put into the outbox."""

    class Meta:
        """Found by trial, and by address for the limits of sign-up."""

        indexes = (
            models.Index(fields=["registry_id"], name="subscription_trial"),
            models.Index(fields=["email", "made_at"], name="subscription_address"),
        )

    def __str__(self) -> str:
        """Name it without the address."""
        return f"subscription {self.pk}"


class News(models.Model):
    """What is to be said to one subscriber about one trial. Deleted once it is in the outbox."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE)
    registry_id = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    changes = models.JSONField()
    """Kinds with what was and is, as `registry.news.Change` has them."""

    class Meta:
        """In the order in which they came."""

        ordering = ("pk",)

    def __str__(self) -> str:
        """Name the trial."""
        return f"news of {self.registry_id}"


class Progress(models.Model):
    """Up to which state of records, protocols and centres news were gathered: one row.

    Null: a release that looked at records alone has written it.
    """

    last_state = models.BigIntegerField(default=0)
    last_protocol = models.BigIntegerField(null=True)
    last_centre = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        """Name the state."""
        return f"up to state {self.last_state}"

    @property
    def is_older(self) -> bool:
        """Tell whether an earlier release wrote it."""
        return self.last_protocol is None or self.last_centre is None
