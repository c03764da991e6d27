"""The app of safety, response and samples."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Grades, clocks, stopping rules, proposals of response, kinetics."""

    name = "trialogue.web.safety"
    label = "safety"

    def ready(self) -> None:
        """Hang grades beside the fields of forms, and guard the version of CTCAE."""
        from trialogue.web.safety import hooks

        hooks.register()
