"""The app of the glossary."""

from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """Words of medicine, each with a short explanation."""

    name = "trialogue.web.glossary"
    label = "glossary"
