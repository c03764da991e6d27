"""The app that brings data in and gives it out."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Take-over of data sets, exports, and cuts with their results."""

    name = "trialogue.web.transfer"
    label = "transfer"

    def ready(self) -> None:
        """Have cuts and exports told in the trail."""
        from trialogue.web.transfer import telling

        telling.register()
