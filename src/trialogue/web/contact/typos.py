"""Noticing a slip in an address: `gmial.com` for `gmail.com`. It only asks, never decides."""

from __future__ import annotations

from trialogue.registry.spelling import compute_edits

COMMON = (
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
    "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "yahoo.es", "yahoo.com.br", "ymail.com",
    "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.de",
    "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "orange.fr", "free.fr",
    "wanadoo.fr", "laposte.net", "libero.it", "virgilio.it", "hotmail.es", "hotmail.fr",
    "hotmail.co.uk", "outlook.es", "outlook.fr", "btinternet.com", "mail.com", "mail.ru",
    "yandex.ru", "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com",
    "sina.cn", "sohu.com", "aliyun.com", "139.com", "189.cn", "naver.com", "hanmail.net",
    "daum.net", "yahoo.co.jp", "docomo.ne.jp", "rediffmail.com", "uol.com.br", "bol.com.br",
)  # fmt: skip
"""Mail providers that many people use, of our own collecting."""
TOPS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "cim": "com"}
"""Endings that are none, and what was meant. `co` and `cm` are countries, so they are no slips."""
SHORT = 7


def suggest_address(address: str) -> str:
    """Give the address that was probably meant, or nothing where there is no slip to be seen."""
    local, _, typed = address.rpartition("@")
    head, _, top = typed.rpartition(".")
    domain = f"{head}.{TOPS.get(top, top)}"
    near = [domain] if domain in COMMON else [one for one in COMMON if _is_slip(domain, one)]
    meant = near[0] if near else domain
    return f"{local}@{meant}" if meant != typed else ""


def _is_slip(typed: str, known: str) -> bool:
    """One edit of the whole, or two of a longer name before the same ending.

    The first letter is nearly always right.
    """
    same_top = typed.rpartition(".")[2] == known.rpartition(".")[2]
    allowed = 2 if same_top and len(known) > SHORT + 2 else 1
    return typed[:1] == known[:1] and 0 < compute_edits(typed, known, allowed) <= allowed
