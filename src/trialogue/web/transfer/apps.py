"""The app that brings data in and gives it out."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Take-over of data sets, exports, and cuts with their results."""

    name = "trialogue.web.transfer"
    label = "transfer"

    def ready(self) -> None:
        """Have cuts, exports and files told in the trail, and lead to a participant's file."""
        from trialogue.web.transfer import file_views, telling

        telling.register()
        file_views.register()
