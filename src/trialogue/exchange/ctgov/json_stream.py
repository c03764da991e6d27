"""Studies out of a stream of JSON text, one at a time, however long the stream is.

Accepted, also one after the other in one stream: a study; a list of them; a page of the
API (`{"studies": […], "nextPageToken": …}`); and so, line by line, NDJSON. An element that
is broken is named, and reading goes on at the next place that looks like a study, so that
one torn record does not take the rest with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from trialogue.exchange.ctgov.text_window import CHUNK, TextSource, TextWindow

LONGEST = 1 << 26
"""Characters in one study beyond which it is a broken file; the longest real ones have 2**24."""
_NEAR = 16
"""An error so close to the end of what was read may only mean that the rest is to come."""
_LEVELS = 900
"""Brackets that certainly stand open where a parser gives up; none of them is a new study."""
_HEAD = 1024
"""Characters in which the first key of an object is looked for."""

_STUDY = re.compile(r'\{\s*"protocolSection"\s*:')
_DOCUMENT = re.compile(r'^\{|\{\s*"protocolSection"\s*:', re.MULTILINE)
_FIRST_KEY = re.compile(r'\{\s*"(protocolSection")?')


@dataclass(frozen=True, slots=True)
class Element:
    """One element, the JSON as written, and its place: line, `studies[3]` or `[3]` in a list."""

    value: Any
    text: str
    line: int
    path: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that is no JSON; `is_element` is False for what stands around the studies.

    `head` is how the broken element begins, so that it may be recognised.
    """

    said: str
    line: int
    path: str
    is_element: bool = True
    head: str = ""


class _TornError(ValueError):
    """What is wrong, and where in the window."""

    def __init__(self, said: str, at: int, is_end: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.at = at
        self.is_end = is_end


def _cut_off(inside: str, at: int) -> _TornError:
    return _TornError(f"the end of the input inside a {inside}; was it cut off?", at, is_end=True)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def read_elements(source: TextSource, longest: int = LONGEST) -> Iterator[Element | Broken]:
    """Give every element of the stream, and every place where there should be one."""
    return _Reader(TextWindow(source), longest).documents()


class _Reader:
    """The grammar; `window` holds the text and where we are in it."""

    __slots__ = ("in_page", "longest", "told_end", "window")

    def __init__(self, window: TextWindow, longest: int) -> None:
        self.window = window
        self.longest = longest
        self.in_page = False
        self.told_end = False

    def documents(self) -> Iterator[Element | Broken]:
        window = self.window
        while sign := window.next_sign():
            window.let_go()
            begun, self.in_page = window.at, False
            try:
                if sign == "[":
                    window.at += 1
                    yield from self.listed("")
                elif sign == "{":
                    yield from self.document()
                else:
                    raise _TornError("text that is no JSON", window.at)
            except _TornError as torn:
                is_element = sign == "{" and not self.in_page
                head = window.text[begun : begun + _HEAD] if is_element else ""
                if not (torn.is_end and self.told_end):
                    yield Broken(torn.said, window.line_of(torn.at), "", is_element, head)
                window.seek(_DOCUMENT)

    def document(self) -> Iterator[Element | Broken]:
        """Read an object: a study, or a page, whose list is read element by element."""
        self.window.fill(_HEAD)
        first = _FIRST_KEY.match(self.window.text, self.window.at)
        if first is None or first[1]:
            yield self.element("")
        else:
            yield from self.page()

    def page(self) -> Iterator[Element | Broken]:
        """Read an object key by key, so that its list of studies need not be held."""
        window = self.window
        begun, line = window.at, window.line_of(window.at)
        window.at += 1
        parts: dict[str, Any] = {}
        while (key := self.next_key(begun)) is not None:
            if key == "studies" and window.next_sign() == "[":
                self.in_page = True
                window.at += 1
                yield from self.listed("studies")
                begun = window.at
            else:
                parts[key] = self.value(begun)
        if not self.in_page:
            yield Element(parts, window.text[begun : window.at], line, "")

    def next_key(self, begun: int) -> str | None:
        """Go past the next key of an object and its colon; None past the object's end."""
        sign = self.window.next_sign()
        if sign == ",":
            self.window.at += 1
            sign = self.window.next_sign()
        if sign == "}":
            self.window.at += 1
            return None
        if sign != '"':
            raise self.instead_of("a key in quotes")
        key = self.value(begun)
        if self.window.next_sign() != ":":
            raise self.instead_of("a colon")
        self.window.at += 1
        return str(key)

    def instead_of(self, expected: str) -> _TornError:
        if self.window.next_sign():
            return _TornError(f"broken JSON: expecting {expected}", self.window.at)
        return _cut_off("page or record", self.window.at)

    def listed(self, name: str) -> Iterator[Element | Broken]:
        """Read the elements of a list, up to and with its closing bracket."""
        window = self.window
        number = 0
        while sign := window.next_sign():
            if sign in ",]":
                window.at += 1
                if sign == "]":
                    return
                continue
            window.let_go()
            begun, path = window.at, f"{name}[{number}]"
            number += 1
            try:
                yield self.element(path)
            except _TornError as torn:
                head = window.text[begun : begun + _HEAD]
                yield Broken(torn.said, window.line_of(torn.at), path, head=head)
                self.told_end = torn.is_end
                window.seek(_STUDY)
        if not self.told_end:
            self.told_end = True
            said = _cut_off("list", window.at).said
            yield Broken(said, window.line_of(window.at), name, is_element=False)

    def element(self, path: str) -> Element:
        begun = self.window.at
        line = self.window.line_of(begun)
        value = self.value(begun)
        return Element(value, self.window.text[begun : self.window.at], line, path)

    def value(self, begun: int) -> Any:
        """Parse the value that stands here, reading on as long as it may only be unfinished."""
        window = self.window
        window.next_sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(window.text, window.at)
            except RecursionError:
                window.at = min(window.at + _LEVELS, len(window.text) - 1)
                raise _TornError("nesting beyond all reason", begun) from None
            except json.JSONDecodeError as problem:
                self.read_on_or_tear(problem, begun)
            except ValueError as problem:
                raise _TornError(str(problem).split(";")[0], begun) from None
            else:
                is_cut = end == len(window.text) and window.text[end - 1] not in '}]"'
                if is_cut and window.read_on(CHUNK):
                    continue  # a number may have more digits
                window.at = end
                return value

    def read_on_or_tear(self, problem: json.JSONDecodeError, begun: int) -> None:
        """Read on where the value may only be unfinished. Raises _TornError otherwise."""
        window = self.window
        is_open = problem.msg.startswith("Unterminated string")
        if not is_open and problem.pos < len(window.text) - _NEAR:
            raise _TornError(f"broken JSON: {problem.msg}", problem.pos)
        size = len(window.text) - begun
        if size > self.longest:
            raise _TornError(f"a record of more than {self.longest} characters", begun)
        if window.read_on(max(CHUNK, size)):
            return
        if is_open or not set(window.text[problem.pos :]) & {"}", "]"}:
            raise _cut_off("record", begun)
        raise _TornError(f"broken JSON: {problem.msg}", problem.pos)
