"""The app of news."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """News of trials by mail."""

    name = "trialogue.web.notices"
    label = "notices"
