"""The pages about the protocol file say what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.repository import REPOSITORY
from trialogue.core.protocol import Protocol
from trialogue.core.protocol.criteria import Criterion
from trialogue.core.protocol.items import Answerer, Ends, Kind
from trialogue.exchange.faults import without_hints
from trialogue.exchange.protocol_file import load_protocol
from trialogue.exchange.protocol_format import shape as s

DOCS = REPOSITORY / "docs"
REFERENCE = (DOCS / "reference" / "protocol-file.md").read_text(encoding="utf-8")
TUTORIAL = (DOCS / "tutorial" / "write-a-protocol.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
WORDS = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", REFERENCE))))


def test_the_parts_of_the_tutorial_make_a_trial_without_faults() -> None:
    whole = "\n".join(BLOCK.findall(TUTORIAL))

    protocol, found = load_protocol(whole.encode(), "my-trial.yaml")

    assert without_hints(found) == ()
    assert protocol is not None
    assert protocol.ages == (18, 75)


def test_the_tutorials_texts_carry_their_numbers() -> None:
    protocol, _ = load_protocol("\n".join(BLOCK.findall(TUTORIAL)).encode(), "my-trial.yaml")
    assert protocol is not None

    assert protocol.criterion("E1").plain.say("zh").startswith("如果首次服药前不足 2 周服用过")
    assert protocol.arms[0].description.en == "80 mg once a day for 56 days."


@cache
def records() -> frozenset[type]:
    """Find every dataclass that a file may write."""
    found: set[type] = set()

    def visit(shape: s.Shape) -> None:
        match shape:
            case s.Record(cls=cls) if cls not in found:
                found.add(cls)
                for one in s.fields_of(cls).values():
                    visit(one.shape)
            case s.Many(of=of) | s.Keyed(of=of):
                visit(of)
            case s.Sides():
                visit(s.Record(Criterion))
            case s.Logic():
                for key in s.NODES.keys() - set(s.BRANCHES):
                    visit(s.Record(s.NODES[key]))
            case _:
                pass

    visit(s.Record(Protocol))
    return frozenset(found)


def keys() -> Iterator[str]:
    """Name every key of the format."""
    yield from s.NODES
    for cls in records():
        yield from s.fields_of(cls)


@pytest.mark.parametrize("key", sorted(set(keys())))
def test_every_key_of_the_format_is_in_the_reference(key: str) -> None:
    assert key in WORDS


@pytest.mark.parametrize("values", [Kind, Answerer, Ends], ids=lambda enum: enum.__name__)
def test_every_word_that_a_key_may_take_is_in_the_reference(values: type) -> None:
    assert {member.value for member in values} - WORDS == set()
