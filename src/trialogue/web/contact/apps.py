"""The app of the enquiries."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """Enquiries, their threads, and who looked at them."""

    name = "trialogue.web.contact"
    label = "contact"
