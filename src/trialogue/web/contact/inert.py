"""Words without anything that a mail program turns into a link.

Whoever writes to a centre may give a stranger's address; the copy that goes there carries no
link and no address but our own. See docs/decisions/0013.
"""

from __future__ import annotations

import re

GAP = "[…]"
_TOPS = (
    "com net org info biz edu gov int io co cn ru su top xyz site online shop store club app dev "
    "link click live life world pro vip win icu cc tv tk ml ga cf gq ly gl gd page blog de fr es "
    "uk eu jp kr hk tw br mx nl pl cz sk ch ro hu pt se dk fi tr ua kz ir pk bd lk vn th id ph my "
    "sg au nz za ng ke ar cl pe ve"
)
"""Endings that mail programs take for a domain's; those that are English words are left out."""
LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://\S+"  # with its scheme
    r"|(?<![\w.])www\.\S+"
    r"|(?:mailto|tel|sms|data|javascript):\S+"
    r"|[^\s<>()]+@[^\s<>()]+\.[^\s<>()]+"  # an address of mail
    r"|(?<![\w@.-])(?:[\w-]+\.)+[^\W\d_]{2,}[/?#]\S*"  # a domain with something after it
    rf"|(?<![\w@.-])(?:[\w-]+\.)+(?:{'|'.join(_TOPS.split())})(?![\w-]|\.\w)"
    r"|(?<![\w@.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]):?\d*\S*",
    re.IGNORECASE,
)


def has_link(text: str) -> bool:
    """Tell whether a mail program would make a link of something here."""
    return LINK.search(text) is not None


def without_links(text: str) -> str:
    """Give the words with a gap for every link and address."""
    return LINK.sub(GAP, text)
