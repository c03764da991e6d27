"""The app of the self-check; it has no tables, on purpose."""

from django.apps import AppConfig


class CheckConfig(AppConfig):
    """The self-check."""

    name = "trialogue.web.check"
    label = "check"
