"""Staff as the database holds them. Roles are rows, not code: see `permissions`.

What was done with an account is append-only (migration 0002, on both engines).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from trialogue.web.accounts.events import What
from trialogue.web.accounts.roles import Role


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, however its letters are typed."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a person by their e-mail address. Raises User.DoesNotExist."""
        return self.get(email=plain_address(username or ""))


def plain_address(text: str) -> str:
    """Write an e-mail address as it is kept: without spaces around it, in small letters."""
    return text.strip().lower()


class User(AbstractBaseUser):
    """A person of the staff, who signs in with an e-mail address. Never deleted: switched off."""

    email = models.EmailField(max_length=254, unique=True)
    """In small letters: see `plain_address`."""
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=10, blank=True)
    """The language of mails; empty: the site's."""
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)
    """Made by the demo: nobody's."""
    created_at = models.DateTimeField(auto_now_add=True)
    totp_salt = models.CharField(max_length=64, blank=True)
    """From this and the site's secret key the second factor is derived; empty: none."""
    totp_since = models.DateTimeField(null=True)
    """When the person proved that their device shows the right codes; null: not yet."""
    totp_step = models.BigIntegerField(default=0)
    """The step of the last code that was used: none is good twice."""

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """By name."""

        ordering = ("display_name", "pk")

    def __str__(self) -> str:
        """Name the person."""
        return self.display_name

    @property
    def has_second_factor(self) -> bool:
        """Tell whether signing in asks for a code."""
        return self.totp_since is not None


class Membership(models.Model):
    """One role of one person, everywhere or within one trial and one of its centres.

    Ended, never deleted, so that one can say later who could see what.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    registry_id = models.CharField(max_length=40, blank=True)
    """The trial; empty: all trials."""
    centre = models.CharField(max_length=80, blank=True)
    """The key of a centre of that trial (`centres.queries`); empty: all centres."""
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: from the command line, or by the demo."""
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """In the order in which they were granted; a role is held once in one place."""

        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "role", "registry_id", "centre"],
                condition=models.Q(ended_at=None),
                name="role_held_once",
            ),
            models.CheckConstraint(
                condition=models.Q(centre="") | ~models.Q(registry_id=""),
                name="centre_needs_its_trial",
            ),
        )

    def __str__(self) -> str:
        """Name the role and where it holds."""
        return " ".join(filter(None, (self.role, self.registry_id, self.centre)))


class Invitation(models.Model):
    """A link that makes an account, once, until it expires. The token itself is not kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=Role.choices)
    registry_id = models.CharField(max_length=40, blank=True)
    centre = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, blank=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: from the command line."""
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    """When it was accepted or taken back."""
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Name the role that is offered."""
        return f"{self.role} {self.registry_id}".strip()


class RecoveryCode(models.Model):
    """A code on paper that stands in for the device, once. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Tell whether it is still good."""
        return "used" if self.used_at else "unused"


class StaffSession(models.Model):
    """One browser in which a person is signed in; the row goes when the session ends."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    browser = models.CharField(max_length=80)
    """Such as "Firefox, Windows". No network address is kept."""
    second_factor = models.BooleanField()
    """Whether a code was given at this sign-in."""
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        """The one used last first."""

        ordering = ("-seen_at", "-pk")

    def __str__(self) -> str:
        """Name the browser."""
        return self.browser


class Attempt(models.Model):
    """One try that failed, counted against an account and a network. Swept after a day."""

    kind = models.CharField(max_length=20)
    subject_hash = models.CharField(max_length=64)
    """A keyed hash of the address or network: neither is kept."""
    at = models.DateTimeField()

    class Meta:
        """Counted by what was tried, by whom, lately."""

        indexes = (models.Index(fields=["kind", "subject_hash", "at"], name="tries_lately"),)

    def __str__(self) -> str:
        """Name the kind."""
        return self.kind


class AccountEvent(models.Model):
    """What was done with an account, by whom: append-only."""

    what = models.CharField(max_length=40, choices=What.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Null: from the command line, or by nobody who was signed in."""
    about = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="events")
    details: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """Such as the role and where; no address, no text that a person typed but a reason."""
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        """Name what was done."""
        return self.what
