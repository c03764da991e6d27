"""Studies out of JSON text: every shape, every tear, in pieces of any size, in little memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.ctgov.studies import bare, studies, study
from trialogue.exchange.ctgov.json_stream import Broken, Element, read_elements

THREE = studies(3)


class InPieces:
    """Text that comes in small pieces, whatever is asked for."""

    def __init__(self, text: str, size: int) -> None:
        self._text = io.StringIO(text)
        self._size = size

    def read(self, size: int, /) -> str:
        return self._text.read(min(size, self._size))


def read(text: str, size: int = 1 << 20) -> list[Element | Broken]:
    return list(read_elements(InPieces(text, size)))


def values(found: list[Element | Broken]) -> list[object]:
    return [one.value for one in found if isinstance(one, Element)]


def said(found: list[Element | Broken]) -> list[str]:
    return [one.said for one in found if isinstance(one, Broken)]


SHAPES = {
    "one study": json.dumps(THREE[0]),
    "a list": json.dumps(THREE),
    "a page": json.dumps({"studies": THREE}),
    "a page with a token": json.dumps(
        {"totalCount": 12345, "studies": THREE, "nextPageToken": "a]}"}
    ),
    "pages, one after the other": json.dumps({"studies": THREE[:2]})
    + "\n"
    + json.dumps({"studies": THREE[2:], "x": None}),
    "a line each": "\n".join(map(json.dumps, THREE)) + "\n",
    "a line each, as Windows ends it": "\r\n".join(map(json.dumps, THREE)),
    "indented": json.dumps({"studies": THREE}, indent=4),
    "indented, one after the other": "\n".join(json.dumps(one, indent=2) for one in THREE),
    "nothing between": "".join(map(json.dumps, THREE)),
    "a mark in front": "\ufeff" + json.dumps(THREE),
    "keys in another order": json.dumps([{"hasResults": False, **THREE[0]}, *THREE[1:]]),
    "a study whose first key is another": json.dumps({"hasResults": False, **THREE[0]}),
}


@pytest.mark.parametrize("size", [1, 7, 1 << 20])
@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_same_studies_in_pieces_of_any_size(text: str, size: int) -> None:
    found = read(text, size)

    assert said(found) == []
    assert values(found) in (THREE, THREE[:1])


def test_an_element_says_where_it_stood_and_how_it_was_written() -> None:
    text = json.dumps({"studies": THREE}, indent=1)

    second = read(text)[1]

    assert isinstance(second, Element)
    assert (second.path, json.loads(second.text)) == ("studies[1]", THREE[1])
    assert text.splitlines()[second.line - 1].strip() == "{"


def torn(one: object) -> str:
    """Write JSON without its last brackets."""
    return json.dumps(one)[:-3]


@pytest.mark.parametrize("size", [1, 1 << 20])
@pytest.mark.parametrize(
    ("text", "kept", "words"),
    [
        (f"[{json.dumps(THREE[0])}, {{oops}}, {json.dumps(THREE[2])}]", 2, ["broken JSON"]),
        (f"[{json.dumps(THREE[0])}, {torn(THREE[1])}, {json.dumps(THREE[2])}]", 2, ["broken"]),
        (f"{json.dumps(THREE[0])}\n{torn(THREE[1])}\n{json.dumps(THREE[2])}", 2, ["broken"]),
        (f"{json.dumps(THREE[0])}\n{{nonsense\n{json.dumps(THREE[2])}", 2, ["broken"]),
        (f"nonsense\n{json.dumps(THREE[2])}", 1, ["text that is no JSON"]),
        (f'{{"studies": [{json.dumps(THREE[0])}, {torn(THREE[1])}', 1, ["cut off"]),
        (f'{{"studies": [{json.dumps(THREE[0])}', 1, ["inside a list; was it cut off"]),
        (f'{{"studies": [{json.dumps(THREE[0])}]', 1, ["cut off"]),
        (f'{{"studies": [{json.dumps(THREE[0])}], nonsense}}', 1, ["expecting a key"]),
        (f'{{"studies": [{json.dumps(THREE[0])}], "a" 1}}', 1, ["expecting a colon"]),
        (torn(THREE[0]), 0, ["cut off"]),
        ('{"protocolSection": "abc', 0, ["cut off"]),
        ('{"protocolSection": }', 0, ["broken JSON"]),
        ('{"a": NaN}\n{"b": 1}', 1, ["NaN, which is no number"]),
        ('{"a": ' + "9" * 5000 + '}\n{"b": 1}', 1, ["Exceeds the limit"]),
        ("1 2 3", 0, ["text that is no JSON"]),
        ("[1, 2345, null]", 3, []),
        ("{}", 1, []),
        ("", 0, []),
        ("  \n ", 0, []),
        ("[]", 0, []),
        ('{"studies": []}', 0, []),
    ],
)
def test_a_tear_is_named_and_the_rest_is_read(
    text: str, kept: int, words: list[str], size: int
) -> None:
    found = read(text, size)

    assert len(values(found)) == kept
    assert len(said(found)) == len(words)
    assert all(word in line for word, line in zip(words, said(found), strict=True))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"protocolSection":'])
def test_nesting_beyond_all_reason_is_named(opening: str) -> None:
    found = read(opening * 20_000)

    assert values(found) == []
    assert said(found)[0] == "nesting beyond all reason"


def test_a_tear_has_the_line_on_which_it_is() -> None:
    lines = [json.dumps(one) for one in studies(5)]
    lines[3] = lines[3].replace("GD2", 'G"D2')

    broken = [one for one in read("\n".join(lines)) if isinstance(one, Broken)]

    assert [one.line for one in broken] == [4]
    assert "NCT00000004" in broken[0].head


def test_a_record_that_never_ends_is_given_up() -> None:
    endless = '{"protocolSection": "' + "a" * 3_000_000
    found = list(read_elements(io.StringIO(f"[{endless}"), longest=1_000_000))

    assert said(found)[0] == "a record of more than 1000000 characters"


class Flood:
    """A list of studies that is made while it is read."""

    def __init__(self, count: int) -> None:
        self._parts = self._make(count)

    def _make(self, count: int) -> Iterator[str]:
        one = json.dumps(study(descriptionModule__detailedDescription="long " * 2_000))
        yield "["
        for number in range(count):
            yield f"{',' if number else ''}{one}"
        yield "]"

    def read(self, size: int, /) -> str:
        return next(self._parts, "")


def test_the_memory_does_not_grow_with_the_input() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in read_elements(Flood(count))) == count
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(1_000) < 1.2 * peak(300)


@given(st.lists(st.sampled_from([bare(), {}, 1, "a", None, [1]]), max_size=6), st.integers(1, 99))
def test_any_list_of_anything_is_read_element_by_element(many: list[object], size: int) -> None:
    found = read(json.dumps(many), size)

    assert (values(found), said(found)) == (many, [])


@given(st.text(), st.integers(1, 9))
def test_any_text_gives_elements_and_tears_and_no_traceback(text: str, size: int) -> None:
    assert [type(one) for one in read(text, size)] == [type(one) for one in read(text)]


@given(st.data())
def test_a_cut_anywhere_loses_no_more_than_the_study_it_is_in(data: st.DataObject) -> None:
    many = [bare(f"NCT{number:08}") for number in range(9)]
    text = json.dumps({"studies": many})
    cut = data.draw(st.integers(1, len(text) - 1))

    found = read(text[:cut])

    assert values(found) == many[: len(values(found))]
    assert len(values(found)) >= text[:cut].count('"}}}')
    assert len(said(found)) == 1
