"""What the search engine does that one must know: see the traps in `trialogue.registry.engine`."""

from __future__ import annotations

import subprocess
import sys

import pytest
import tantivy

from tests.registry.records import record
from trialogue.registry.engine import CHINESE, ENGLISH, Engine, analyzer
from trialogue.registry.index import TrialIndex
from trialogue.registry.query import Query

ASK_ELSEWHERE = """
import sys
from pathlib import Path
from trialogue.registry.index import TrialIndex
from trialogue.registry.query import Query
found = TrialIndex(Path(sys.argv[1])).search(Query(words=sys.argv[2]))
print(*(result.id for result in found.results))
"""

STEMS = [
    (ENGLISH, "Metastatic neuroblastomas", ["metastat", "neuroblastoma"]),
    (ENGLISH, "B7-H3 CAR-T", ["b7", "h3", "car", "t"]),
    (ENGLISH, "Waldenström", ["waldenstrom"]),
    (ENGLISH, "x" * 61, []),
    (CHINESE, "肾癌", ["肾", "肾癌", "癌"]),
    (CHINESE, "T细", ["t", "t细", "细"]),
]


@pytest.mark.parametrize(("kind", "text", "stems"), STEMS, ids=lambda one: str(one)[:20])
def test_words_are_cut_and_stemmed(kind: str, text: str, stems: list[str]) -> None:
    assert analyzer(kind).analyze(text) == stems


@pytest.mark.parametrize("typed", ["kidney tumours", "肾癌", "kidny"])
def test_another_process_that_opens_the_folder_finds_the_same(tmp_path, typed: str) -> None:
    TrialIndex(tmp_path).rebuild([record("NCT1", "Kidney tumor"), record("NCT2", "Lung")])

    answer = subprocess.run(
        [sys.executable, "-c", ASK_ELSEWHERE, str(tmp_path), typed],
        capture_output=True,
        text=True,
        check=True,
    )

    assert answer.stdout.split() == ["NCT1"]


def test_a_second_writer_is_refused_while_the_first_writes(tmp_path) -> None:
    first, second = TrialIndex(tmp_path), TrialIndex(tmp_path)
    first.rebuild([record("NCT1")])

    def interrupted():
        yield record("NCT2")
        with pytest.raises(BlockingIOError, match="wait until it ends"):
            second.add([record("NCT3")])

    first.add(interrupted())

    assert second.count == 2


def test_readers_see_the_old_index_until_the_new_one_is_complete(tmp_path) -> None:
    index, reader = TrialIndex(tmp_path), TrialIndex(tmp_path)
    index.rebuild([record("NCT1")])
    seen = []

    def watched():
        yield record("NCT2")
        seen.append(reader.count)
        seen.append(reader.search(Query()).results[0].id)

    index.rebuild(watched())

    assert seen == [1, "NCT1"]
    assert reader.search(Query()).results[0].id == "NCT2"


def test_a_folder_without_an_index_is_none(tmp_path) -> None:
    assert not Engine.exists(tmp_path)
    assert not Engine.exists(tmp_path / "absent")


def test_an_index_with_other_fields_is_refused_on_opening(tmp_path) -> None:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name")
    tantivy.Index(builder.build(), path=str(tmp_path))

    with pytest.raises(ValueError, match="schema"):
        Engine(tmp_path)


def test_half_a_sign_in_a_record_does_not_stop_the_others(tmp_path) -> None:
    index = TrialIndex(tmp_path)

    index.rebuild([record("NCT1", "half \ud83d sign", sponsor=None), record("NCT2", "whole")])

    assert index.count == 2
    assert index.search(Query(words="half sign")).total == 1
