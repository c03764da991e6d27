"""The site's own address, for links in mails and on the command line."""

from __future__ import annotations

from django.conf import settings


def full_address(path: str) -> str:
    """Write a path of this site as a whole address, by `SITE_URL`.

    Never by the host that somebody asked for: a link in a mail must not follow a forged one.
    """
    return f"{settings.SITE_URL}{path}"
