"""The app of the inbox."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Pages over the enquiries; no tables of its own."""

    name = "trialogue.web.inbox"
    label = "inbox"
