"""An address that somebody else wrote down: usable for mail, or not."""

from __future__ import annotations

from trialogue.web.config.mail import plain_address


def usable_address(text: str) -> str:
    """Give the address in its plain form, or nothing where mail cannot go there.

    Names that are reserved for examples and tests never lead anywhere (RFC 2606, RFC 6761).
    """
    try:
        address = plain_address(text)
    except ValueError:
        return ""
    return "" if address.endswith((".invalid", "@localhost")) else address
