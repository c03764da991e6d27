"""One object of a record's JSON, read key by key; what does not fit is noted, and left out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from trialogue.exchange.faults import quote

MOST = 2**31 - 1
"""The largest whole number that every database holds."""
NOTHING: Mapping[str, Any] = {}


class Part:
    """An object and its path. `odd` collects path and words for what was not as expected.

    An absent key and a JSON null are the same: the record does not say.
    """

    __slots__ = ("_data", "odd", "path")

    def __init__(self, data: Mapping[str, Any], path: str, odd: list[tuple[str, str]]) -> None:
        self._data = data
        self.path = path
        self.odd = odd

    def note(self, key: str, said: str) -> None:
        """Note what is odd about the value of a key."""
        self.odd.append((f"{self.path}.{key}" if self.path else key, said))

    def _misfit(self, key: str, value: object, expected: str) -> None:
        if value is not None:
            self.note(key, f"{_name(value)} in place of {expected}")

    def text(self, key: str) -> str:
        """Give a text without blanks around it; empty where there is none."""
        value = self._data.get(key)
        if type(value) is str:
            return value.strip()
        self._misfit(key, value, "text")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts without the empty ones."""
        value = self._data.get(key)
        if type(value) is not list:
            self._misfit(key, value, "a list of texts")
            return ()
        kept = [word for one in value if type(one) is str and (word := one.strip())]
        if len(kept) < len(value) and (other := [one for one in value if type(one) is not str]):
            self._misfit(key, other[0] if other[0] is not None else "null", "text in a list")
        return tuple(kept)

    def part(self, key: str) -> Part:
        """Give an object within; an empty one where there is none."""
        value = self._data.get(key)
        path = f"{self.path}.{key}" if self.path else key
        if type(value) is dict:
            return Part(value, path, self.odd)
        self._misfit(key, value, "an object")
        return Part(NOTHING, path, self.odd)

    def parts(self, key: str) -> list[Part]:
        """Give the objects of a list."""
        value = self._data.get(key)
        if type(value) is not list:
            self._misfit(key, value, "a list of objects")
            return []
        found = []
        for number, one in enumerate(value):
            if type(one) is dict:
                found.append(Part(one, f"{self.path}.{key}[{number}]", self.odd))
            else:
                self.note(f"{key}[{number}]", f"{_name(one)} in place of an object")
        return found

    def flag(self, key: str) -> bool | None:
        """Give true or false; None where the record does not say."""
        value = self._data.get(key)
        if type(value) is bool:
            return value
        self._misfit(key, value, "true or false")
        return None

    def count(self, key: str) -> int | None:
        """Give a whole number from 0 on; None where the record does not say."""
        value = self._data.get(key)
        if type(value) is int and 0 <= value <= MOST:
            return value
        self._misfit(key, value, f"a whole number from 0 to {MOST}")
        return None

    def number(self, key: str) -> float | None:
        """Give a number; None where the record does not say."""
        value = self._data.get(key)
        if type(value) is float and math.isfinite(value):
            return value
        if type(value) is int and abs(value) <= MOST:
            return float(value)
        self._misfit(key, value, "a number")
        return None

    def has(self, key: str) -> bool:
        """Tell whether there is a value at all."""
        return self._data.get(key) is not None


def _name(value: object) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return f"the text {quote(value, 40)}"
        case None:
            return "null"
        case _:
            return f"{value!r:.40}"
