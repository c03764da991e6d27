"""The app that watches over what was entered."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Queries, source verification, freeze and lock, tasks of today, the audit trail."""

    name = "trialogue.web.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Stand before entries where data are frozen, and ask about what is unusual."""
        from trialogue.web.entries.guards import FOLLOWERS, GUARDS
        from trialogue.web.oversight.asking import ask_about_entry
        from trialogue.web.oversight.holding import reason_against

        GUARDS.append(reason_against)
        FOLLOWERS.append(ask_about_entry)
