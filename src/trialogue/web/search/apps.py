"""The app of the search page."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The first page of the site."""

    name = "trialogue.web.search"
    label = "search"
