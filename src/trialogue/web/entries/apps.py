"""The app of participants and their entries."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Participants, entries, drafts, identities, and the pages of forms."""

    name = "trialogue.web.entries"
    label = "entries"
