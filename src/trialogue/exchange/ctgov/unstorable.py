"""Characters that JSON can write and no database or file can hold, replaced by �."""

from __future__ import annotations

import re
from typing import Any

REPLACEMENT = "�"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def mend(value: Any) -> tuple[Any, int]:
    """Replace NUL and lone surrogates in all texts and keys; give the value and their count."""
    match value:
        case str():
            return _UNSTORABLE.subn(REPLACEMENT, value)
        case list():
            mended = [mend(one) for one in value]
            return [one for one, _ in mended], sum(count for _, count in mended)
        case dict():
            pairs = [(mend(key), mend(one)) for key, one in value.items()]
            return (
                {key: one for (key, _), (one, _) in pairs},
                sum(count + more for (_, count), (_, more) in pairs),
            )
        case _:
            return value, 0
