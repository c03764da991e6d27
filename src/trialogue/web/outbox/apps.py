"""The app of the outbox."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Outgoing mail and periodic jobs."""

    name = "trialogue.web.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Let each app's `tasks` module name its periodic jobs."""
        autodiscover_modules("tasks")
