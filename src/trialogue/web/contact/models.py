"""An enquiry, what was said in it, who looked at it, and how many were forgotten.

What says who somebody is stands in `Enquiry` and `Remark` alone, so that forgetting is one
place. Who looked at what (`Look`) and how many were forgotten (`Forgetting`) are
append-only: the database itself refuses changes (migration 0002, on both engines).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from trialogue.web.contact.names import write_name


class Writer(models.TextChoices):
    """Who writes."""

    PATIENT = "patient", _("I am the patient")
    PARENT = "parent", _("I am a parent or guardian of the patient")
    OTHER = "other", _("I am another relative or a friend")
    DOCTOR = "doctor", _("I am a doctor or nurse of the patient")


class Route(models.TextChoices):
    """To whom an enquiry goes."""

    CENTRE = "centre"
    CENTRAL = "central"
    LOCAL = "local"


class Reason(models.TextChoices):
    """Why an enquiry was closed."""

    ANSWERED = "answered", _("Answered, nothing more to do")
    CANDIDATE = "candidate", _("Goes on as a candidate")
    ELSEWHERE = "elsewhere", _("Sent on to another centre or trial")
    NO_FIT = "no_fit", _("This trial does not fit")
    UNREACHABLE = "unreachable", _("The sender could not be reached")
    NO_ENQUIRY = "no_enquiry", _("Not an enquiry: advertising or a mistake")
    DELETED = "deleted", _("Deleted by the sender")
    EXPIRED = "expired", _("Kept long enough")


class Enquiry(models.Model):
    """One message of one person to one centre.

    Empty `first_name` and `forgotten_at` set: it has been anonymised; what is left says
    when it came and was answered, and nothing about anybody.
    """

    reference = models.CharField(max_length=12, unique=True)
    """What people quote: short, random, and good for nothing else."""
    nonce = models.CharField(max_length=32)
    """From this and the site's key the status link is derived; emptied, the link is dead."""
    form_token = models.CharField(max_length=64, unique=True)
    """Of the form that was sent: sent twice, it is one enquiry."""

    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    """The key of the centre (`centres.queries`); empty: the trial's own contact or the site's."""
    centre_name = models.CharField(max_length=300)
    route = models.CharField(max_length=10, choices=Route)
    sent_to = models.CharField(max_length=254, blank=True)
    """The address of a centre that has no people here; empty: it is read in the inbox."""

    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    """In international form: E.164."""
    contact_language = models.CharField(max_length=60, blank=True)
    """A code of ours, or what the person wrote."""
    writer = models.CharField(max_length=10, choices=Writer)
    answers: models.JSONField[Any, Any] = models.JSONField(default=list)
    """What was ticked of the self-check: label and answer in words."""
    facts: models.JSONField[Any, Any] = models.JSONField(default=list)
    """The same as rows of a facts file, without a subject."""

    consent_version = models.CharField(max_length=40)
    consent_text = models.TextField()
    """The very words that were agreed to, in the language in which they stood there."""
    consent_language = models.CharField(max_length=12)
    for_child = models.BooleanField(default=False)
    """A guardian agreed for a child under 14."""
    page_language = models.CharField(max_length=12)
    """The language of our mails to the sender."""

    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    touched_at = models.DateTimeField()
    """When the sender or the centre last did something; looking does not count."""
    waits_since = models.DateTimeField(null=True)
    """Since when the sender waits for an answer; null: nobody does."""
    forgotten_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True)
    lead_told_at = models.DateTimeField(null=True)
    sender_told_at = models.DateTimeField(null=True)

    class Meta:
        """Found by place for the inbox, and by what the reminders and the forgetting ask."""

        ordering = ("-made_at", "-pk")
        indexes = (
            models.Index(fields=["registry_id", "centre", "-made_at"], name="enquiry_place"),
            models.Index(fields=["waits_since"], name="enquiry_waits"),
            models.Index(fields=["touched_at"], name="enquiry_touched"),
        )

    def __str__(self) -> str:
        """Give the reference, never a name."""
        return self.reference

    @property
    def about(self) -> str:
        """Name this row for letters that belong to it."""
        return f"enquiry:{self.pk}"

    @property
    def full_name(self) -> str:
        """Give the name in the order of its own letters."""
        return write_name(self.first_name, self.last_name)


class Remark(models.Model):
    """One thing said in an enquiry: by the sender, by the centre, or a note among staff."""

    class Kind(models.TextChoices):
        """Who said it to whom."""

        SENDER = "sender"
        ANSWER = "answer"
        NOTE = "note"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Null: the sender, or the centre by mail."""
    made_at = models.DateTimeField()
    mail_id = models.CharField(max_length=255, blank=True)
    """The Message-ID of the mail that brought it or takes it; keeps a thread together."""
    form_token = models.CharField(max_length=64, unique=True, null=True)
    """Of the form it was sent with: sent twice, it is said once."""

    class Meta:
        """As they were said."""

        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        """Name the kind, never a word of it."""
        return f"{self.kind} of {self.enquiry_id}"


class Look(models.Model):
    """Who of the staff saw or did what with which enquiry: append-only, without a word of it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    enquiry = models.PositiveBigIntegerField()
    """The enquiry's id: the row itself may be gone."""
    registry_id = models.CharField(max_length=40)
    centre = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first, found by enquiry."""

        ordering = ("-pk",)
        indexes = (models.Index(fields=["enquiry", "-id"], name="looks_at_an_enquiry"),)

    def __str__(self) -> str:
        """Say what was done."""
        return f"{self.what} {self.enquiry}"


class Forgetting(models.Model):
    """How many enquiries were anonymised, when and why: append-only, counts alone."""

    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=12, choices=Reason)
    enquiries = models.PositiveIntegerField()
    remarks = models.PositiveIntegerField()
    letters = models.PositiveIntegerField()
    facts = models.PositiveIntegerField()

    def __str__(self) -> str:
        """Say how many."""
        return f"{self.enquiries} {self.why}"
