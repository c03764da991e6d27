"""The app of the overviews."""

from django.apps import AppConfig


class OverviewsConfig(AppConfig):
    """Drafts of overviews and their approval."""

    name = "trialogue.web.overviews"
    label = "overviews"
