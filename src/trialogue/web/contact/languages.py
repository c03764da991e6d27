"""Languages by their own names, for asking in which one somebody wants to be answered."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.conf.locale import LANG_INFO

OTHER = "other"
SAME = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant", "zh-hk": "zh-hant"}
LONGEST_OTHER = 60


@cache
def languages() -> dict[str, str]:
    """Give every language that we know by its code, under its own name, in order of names.

    Regional spellings of one language are left out: nobody writes British English only.
    """
    found = {
        code: str(info["name_local"])
        for code, info in LANG_INFO.items()
        if "name_local" in info and ("-" not in code or code in ("zh-hans", "zh-hant", "pt-br"))
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def plain_code(code: str) -> str:
    """Fold a code to one of ours: `zh-CN` is `zh-hans`, `en-GB` is `en`."""
    small = code.lower().replace("_", "-")
    small = SAME.get(small, small)
    return small if small in languages() else small.partition("-")[0]


def own_name(code: str) -> str:
    """Name a language as its speakers do; what is no code of ours stays as it is."""
    return languages().get(plain_code(code), code)


def in_order(first: Iterable[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """List (code, name) of the languages that a centre answers in, and of all the others."""
    known = languages()
    ours = [code for code in dict.fromkeys(map(plain_code, first)) if code in known]
    rest = [(code, name) for code, name in known.items() if code not in ours]
    return [(code, known[code]) for code in ours], rest
