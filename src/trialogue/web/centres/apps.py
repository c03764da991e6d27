"""The app of the centres."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """What is entered about centres, beside the registry's sites."""

    name = "trialogue.web.centres"
    label = "centres"
