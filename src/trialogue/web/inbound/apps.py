"""The app of the inbound mailbox."""

from django.apps import AppConfig


class InboundConfig(AppConfig):
    """Replies and bounces."""

    name = "trialogue.web.inbound"
    label = "inbound"
