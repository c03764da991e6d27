"""The app that watches over what was entered."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Queries, source verification, freeze and lock, tasks of today, the audit trail."""

    name = "trialogue.web.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Stand before entries where data are frozen, and ask about what is unusual."""
        from trialogue.web.oversight import hooks, study_tellers, tellers

        hooks.register()
        tellers.register()
        study_tellers.register()
