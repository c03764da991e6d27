"""The app of results; it has no tables, since an analysis is a folder of files."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Results of studies."""

    name = "trialogue.web.results"
    label = "results"
