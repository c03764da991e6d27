"""The notes on a page: `{% load notes %}{% notes_of trial.id %}`, and the script behind them."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils.html import json_script
from django.utils.safestring import SafeString

from trialogue.web.notes.scripts import START, STYLE, hash_of, modules_of

register = template.Library()


@register.inclusion_tag("notes/_notes.html")
def notes_of(trial: str) -> dict[str, object]:
    """Put the section of the reader's own notes on a trial's page."""
    return {"trial_id": trial}


@register.simple_tag
def notes_settings(trial: str, entry: str = "", address: str = "") -> SafeString:
    """Write what the first script reads: the trial, and the hash of every file it may fetch.

    An `entry` runs at once; without one the notes wait until they are used.
    """
    return json_script(
        {
            "trial": trial,
            "entry": entry,
            "address": address,
            "style": {**_file(STYLE), "style": True},
            "entries": {
                one: [_file(name) for name in modules_of(one)] for one in [entry or "panel"]
            },
        },
        "notes-settings",
    )


@register.simple_tag
def start_integrity() -> str:
    """Give the hash of the first script."""
    return hash_of(START)


def _file(name: str) -> dict[str, object]:
    """Name a file by its plain address: a module finds the others beside it."""
    return {"url": f"{settings.STATIC_URL}notes/{name}", "integrity": hash_of(name)}
