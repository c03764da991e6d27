"""The app in which staff edit what the public reads."""

from django.apps import AppConfig


class EditingConfig(AppConfig):
    """Drafts of protocols and records, and what became of them."""

    name = "trialogue.web.editing"
    label = "editing"
