"""What every test may use: settings for Django, Hypothesis profiles, the shared vectors."""

from __future__ import annotations

import importlib.util
import os

SETTINGS = "trialogue.web.config.settings"


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


if _exists(SETTINGS):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
