"""The app of the registry's records."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Registry records as imported."""

    name = "trialogue.web.records"
    label = "records"
