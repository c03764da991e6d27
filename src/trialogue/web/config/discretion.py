"""What a running site may write down: where something failed, never what a person entered.

Answers travel in the bodies of requests, and an exception's message may repeat one
("'2026-13' is not a date"). So messages of exceptions are left out of the log, and the
page of an error (shown only where DEBUG is on) holds no field of the request's body.
"""

from __future__ import annotations

import copy
import logging
import re
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


TOKEN = re.compile(r"(?<=/)[^/?\s]*[\w-]{24,}[^/?\s]*")
"""A part of an address that is long enough to hold a key: of an invitation, a shared link.

With whatever stands around the key: a signature after a dot, a bracket that a mail program
took into the link.
"""


class DiscreetFormatter(logging.Formatter):
    """Writes the kind of an exception and the lines it passed, without its message.

    Keys in addresses are left out, too: Django names the address of what was not found.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; what another formatter wrote of its exception is not taken over."""
        alone = copy.copy(record)
        alone.exc_text = None
        return super().format(alone)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - named by logging
        """Write the line itself without keys; the frames below it name files, never addresses."""
        return TOKEN.sub("…", super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - named by logging
        """Write the frames and the class of the exception."""
        kind, _, frames = ei
        lines = traceback.format_tb(frames)
        return "".join(lines) + (kind.__name__ if kind else "")


class DiscreetFilter(SafeExceptionReporterFilter):
    """Hides every field of a request's body and every local variable, with DEBUG on too."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Hide always."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Give the names of the fields alone."""
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request else {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> ItemsView[str, Any]:
        """Give the names of the variables alone."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()


class DiscreetReporter(ExceptionReporter):
    """An error report without values."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filter = DiscreetFilter()

    def get_traceback_data(self) -> dict[str, Any]:
        """Give what the page shows, without the message that an exception carries."""
        data = super().get_traceback_data()
        data["exception_value"] = self.filter.cleansed_substitute
        data["exception_notes"] = ""
        for frame in data.get("frames", ()):
            for cause in ("exc_cause", "exc_cause_explicit"):
                if cause == "exc_cause" and frame.get(cause) is not None:
                    frame[cause] = type(frame[cause]).__name__
        return data


DISCREET_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {
            "()": "trialogue.web.config.discretion.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        name: {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
        for name in ("django", "trialogue", "gunicorn.error")
    },
}
"""Warnings and errors to standard error, for Django's LOGGING and for gunicorn alike."""
