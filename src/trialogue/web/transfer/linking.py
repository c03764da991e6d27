"""Participants in a report's figures and tables as links, for whoever may open them.

The report marks each participant's line, bar or code as an `a` without an address. Here it is
given one; what the reader may not open stays as it is, and no code is told that was not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from django.utils.translation import gettext as _

PERSON = re.compile(r'<a class="person" data-person="([^"]*)">')
PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def link_people(body: str, addresses: Mapping[str, str]) -> str:
    """Give every participant in the report the address of their page, by code."""

    def link(found: re.Match[str]) -> str:
        code = unescape(found[1])
        if code not in addresses:
            return '<a class="person">'
        name = _("Open participant %(subject)s") % {"subject": code}
        return f'<a class="person" href="{escape(addresses[code])}" aria-label="{escape(name)}">'

    def picture(found: re.Match[str]) -> str:
        """Let what is inside a picture be reached: as an image it would be one thing."""
        is_linked = ' href="' in found[0]
        return found[0].replace('role="img"', 'role="group"', 1) if is_linked else found[0]

    return PICTURE.sub(picture, PERSON.sub(link, body))
