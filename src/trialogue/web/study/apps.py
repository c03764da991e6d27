"""The app of the demo's study pages."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """Invented people, their screening sheets and dose sheets."""

    name = "trialogue.web.study"
    label = "study"
