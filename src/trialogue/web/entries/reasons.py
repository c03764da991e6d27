"""Why something was changed: the common reasons, kept in English and shown in every language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COMMON: dict[str, str | Promise] = {
    "transcription error": _("transcription error"),
    "new information": _("new information"),
    "corrected by the laboratory": _("corrected by the laboratory"),
    "answer to a query": _("answer to a query"),
    "entered at the wrong place": _("entered at the wrong place"),
}
"""By what is kept. A few words of one's own may follow, after a colon."""


def join_reason(common: str, words: str) -> str:
    """Join a chosen reason and words of one's own as they are kept."""
    known = common if common in COMMON else ""
    return ": ".join(filter(None, (known, words.strip())))


def say_reason(reason: str) -> str:
    """Say a kept reason in the reader's language."""
    common, colon, words = reason.partition(": ")
    return f"{COMMON[common]}{colon}{words}" if common in COMMON else reason
