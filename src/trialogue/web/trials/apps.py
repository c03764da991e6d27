"""The app of the public pages."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """Trials as loaded, and their pages."""

    name = "trialogue.web.trials"
    label = "trials"
