"""The protocol file as a whole: any bytes, and the way back."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.small_protocol import SMALL, findings_of, small_protocol
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.words import Text
from trialogue.exchange.faults import Fault
from trialogue.exchange.protocol_file import dump_protocol, load_protocol
from trialogue.exchange.protocols import find_protocol, load_trial, shipped_ids

JUNK = st.one_of(
    st.binary(max_size=40),
    st.text(max_size=40).map(str.encode),
    st.sampled_from(
        [
            *(
                b"null",
                b"[]",
                b"{}",
                b"-1",
                b"''",
                b"{limit}",
                b"{a.b}",
                b"x: y",
                b"\n- ",
                b"1e999",
            ),
            *(b"99999999999999999999", b"nan", b"{all: []}", b"{not: {}}", b"0", b"2 wk", b"5 %"),
        ]
    ),
)
VALUES = [n for n, sign in enumerate(SMALL) if sign == ":" and SMALL[n + 1 : n + 2] in (" ", "\n")]


@given(st.binary(max_size=400))
def test_any_bytes_give_faults_and_never_a_traceback(data: bytes) -> None:
    protocol, faults = load_protocol(data, "x.yaml")

    assert protocol is None
    assert faults


@given(st.sampled_from(VALUES), JUNK, st.integers(0, 30))
def test_any_value_of_a_protocol_may_be_junk(place: int, junk: bytes, length: int) -> None:
    text = SMALL.encode()
    start = len(SMALL[: place + 2].encode())
    data = text[:start] + junk + text[start + length :]

    protocol, faults = load_protocol(data, "x.yaml")

    assert protocol is None or isinstance(protocol, Protocol)
    assert all(isinstance(fault, Fault) and fault.remedy for fault in faults)


@given(st.data())
def test_any_line_of_a_protocol_may_be_missing(data: st.DataObject) -> None:
    lines = SMALL.splitlines(keepends=True)
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=4))

    _, faults = load_protocol(
        "".join(line for n, line in enumerate(lines) if n not in gone).encode(), "x.yaml"
    )

    assert all(fault.remedy for fault in faults)


def test_a_file_of_faults_lists_500_of_them_and_says_that_there_are_more() -> None:
    data = b"".join(b"key%d: x\n" % number for number in range(20_000))

    _, faults = load_protocol(data, "x.yaml")

    assert len(faults) == 500
    assert "500 faults, and no end" in {fault.found for fault in faults}


def test_the_small_protocol_has_neither_faults_nor_hints() -> None:
    assert findings_of() == ()


@pytest.mark.parametrize("trial", shipped_ids())
def test_a_shipped_protocol_has_no_faults(trial: str) -> None:
    protocol, faults = load_trial(trial)

    assert faults == ()
    assert protocol is not None
    assert protocol.id == trial


@pytest.mark.parametrize("trial", shipped_ids())
def test_a_shipped_protocol_written_and_read_again_is_the_same_value(trial: str) -> None:
    path, _ = find_protocol(trial)
    assert path is not None
    protocol, _ = load_protocol(path.read_bytes(), trial)
    assert protocol is not None

    again, faults = load_protocol(dump_protocol(protocol), trial)

    assert again == protocol
    assert [fault for fault in faults if not fault.is_hint] == []


TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="{}\ufeff\ufffe\uffff"),
    min_size=1,
).filter(lambda text: text.strip() == text and text)


@given(TEXTS)
def test_any_words_survive_being_written_and_read(words: str) -> None:
    protocol = dataclasses.replace(small_protocol(), title=Text(words, "题"), version=words)

    again, _ = load_protocol(dump_protocol(protocol), "x.yaml")

    assert again == protocol


@pytest.mark.parametrize(
    "looks", ["null", "~", "yes", "1.0", "2026-01-31", "- a", "a: b", "# c", "'", '"', "*a", "1e5"]
)
def test_a_text_that_looks_like_something_else_stays_a_text(looks: str) -> None:
    protocol = dataclasses.replace(small_protocol(), version=looks)

    again, _ = load_protocol(dump_protocol(protocol), "x.yaml")

    assert again == protocol
