"""The app of the private notes."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Scripts that keep notes in the browser, and the store of what is shared, sealed."""

    name = "trialogue.web.notes"
    label = "notes"
