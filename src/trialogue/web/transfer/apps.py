"""The app that brings data in and gives it out."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Take-over and import of files, and the export of everything."""

    name = "trialogue.web.transfer"
    label = "transfer"
