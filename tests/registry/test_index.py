"""What a search finds, and what it says about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registry.records import BEIJING, GUANGZHOU, LONDON, family_trial, record, site
from trialogue.registry.index import Found, IndexMissing, TrialIndex
from trialogue.registry.query import Query
from trialogue.registry.reasons import Reason

Make = Callable[..., TrialIndex]

TRIALS = (
    record("NCT01", "A drug for renal cell carcinoma", conditions=["Renal Cell Carcinoma"]),
    record("NCT02", "Kidneys and stress", conditions=["Kidney Cancer"], status="COMPLETED"),
    record("NCT03", "One", conditions=["Small Cell Lung Cancer"]),
    record("NCT04", "Another", conditions=["Non-small Cell Lung Cancer"]),
    record("NCT05", "Any blood cancer", conditions=["Leukaemia"]),
    record("NCT06", "Slow", conditions=["Chronic Myeloid Leukemia"]),
    record("NCT07", "Fast", conditions=["AML"], headings=["Leukemia, Myeloid, Acute"]),
    record("NCT08", "Cells", drugs=["B7-H3 CAR-T cells"], keywords=["immunotherapy"]),
    record("NCT09", "Bones", summary="For people with relapsed osteosarcoma who cannot walk."),
    record(
        "NCT10",
        "Something else",
        criteria="Inclusion Criteria:\n\n* adults\n\nExclusion Criteria:\n\n* melanoma",
    ),
    record("NCT11", "Herniated lumbar disk", conditions=["Cancer of the Tongue"]),
)

# What was typed → which trials, in any order
FINDS = [
    ("kidney cancer", "01 02"),
    ("renal cell carcinoma", "01 02"),
    ("RCC", "01 02"),
    ("肾癌", "01 02"),
    ("small cell lung cancer", "03"),
    ("non-small cell lung cancer", "04"),
    ("NSCLC", "04"),
    ("lung cancer", "03 04"),
    ("leukemia", "05 06 07"),
    ("acute myeloid leukemia", "05 07"),
    ("myeloid leukemia", "05 06 07"),
    ("白血病", "05 06 07"),
    ("B7H3", "08"),
    ("b7-h3 car t", "08"),
    ("immune therapy", "08"),
    ("bone cancer that came back", "09"),
    ("melanoma", "10"),
    ("tongue cancer", "11"),
    ("slipped disc", "11"),
    ("lumbar disc", "11"),
    ("nct04", "04"),
    ("osteosarcma", "09"),
    ("kidny cancer", "01 02"),
    ("nonsense", ""),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TrialIndex:
    made = TrialIndex(tmp_path_factory.mktemp("index"))
    made.rebuild(TRIALS)
    return made


def _ids(found: Found) -> list[str]:
    return [result.id.removeprefix("NCT") for result in found.results]


def _only_reason(index: TrialIndex, words: str, id: str) -> Reason:
    [result] = [one for one in index.search(Query(words=words)).results if one.id == id]
    [reason] = result.reasons
    return reason


@pytest.mark.parametrize(("typed", "ids"), FINDS)
def test_typed_words_find_trials(index: TrialIndex, typed: str, ids: str) -> None:
    found = index.search(Query(words=typed))

    assert sorted(_ids(found)) == ids.split()
    assert found.total == len(ids.split())


def test_a_trial_that_recruits_comes_before_one_that_is_over(index: TrialIndex) -> None:
    assert _ids(index.search(Query(words="cancer kidney")))[:1] == ["01"]


def test_where_no_trial_has_all_words_those_with_some_are_found_and_it_is_said(
    index: TrialIndex,
) -> None:
    found = index.search(Query(words="osteosarcoma tongue cancer"))

    assert (sorted(_ids(found)), found.strictness) == (["09", "11"], "any")


def test_a_word_that_no_table_knows_may_lack_where_hardly_any_trial_has_it(
    index: TrialIndex,
) -> None:
    found = index.search(Query(words="osteosarcoma attacks"))

    assert (_ids(found), found.strictness) == (["09"], "known")


def test_what_stands_in_quotes_is_required_as_it_is(index: TrialIndex) -> None:
    assert _ids(index.search(Query(words='"relapsed osteosarcoma"'))) == ["09"]
    assert _ids(index.search(Query(words='"osteosarcoma relapsed"'))) == []


def test_a_trial_that_only_rules_it_out_is_found_last_of_all(
    index: TrialIndex, index_of: Make
) -> None:
    both = index_of(*TRIALS, record("NCT12", "Moles", conditions=["Melanoma"]))

    assert index.search(Query(words="melanoma")).strictness == "mentioned"
    assert _ids(both.search(Query(words="melanoma"))) == ["12"]


def test_a_typing_mistake_is_told(index: TrialIndex) -> None:
    found = index.search(Query(words="osteosarcma"))

    assert found.mended == {"osteosarcma": "osteosarcoma"}


def test_a_mistyped_word_is_read_anew_together_with_its_neighbours(index: TrialIndex) -> None:
    reason = index.search(Query(words="kidny cancer")).results[0].reasons[0]

    assert (reason.typed, reason.found) == ("kidney cancer", "renal cell carcinoma")


def test_a_rare_word_that_looks_like_a_mistake_still_finds_its_trial(index_of: Make) -> None:
    often = [record(f"NCT{number}", "leukemia") for number in range(10, 30)]
    index = index_of(record("NCT1", "leukemiq"), *often)

    found = index.search(Query(words="leukemiq"))

    assert (found.results[0].id, found.total) == ("NCT1", 21)


def test_a_word_that_many_trials_have_is_not_mended(index_of: Make) -> None:
    likely = [record(f"NCT{number}", "asthmas") for number in range(5)]

    found = index_of(*likely, record("NCT9", "asthma")).search(Query(words="asthma"))

    assert found.mended == {}


# Typed, trial → which part says it, how it is related, how it is said there
REASONS = [
    ("kidney cancer", "NCT01", "condition", "narrower", "renal cell carcinoma"),
    ("kidney cancer", "NCT02", "condition", "typed", "kidney cancer"),
    ("renal cell carcinoma", "NCT02", "condition", "broader", "kidney cancer"),
    ("acute myeloid leukemia", "NCT07", "condition", "synonym", "AML"),
    ("B7-H3", "NCT08", "intervention", "typed", "B7-H3"),
    ("immune therapy", "NCT08", "keyword", "synonym", "immunotherapy"),
    ("osteosarcoma", "NCT09", "summary", "typed", "osteosarcoma"),
    ("melanoma", "NCT10", "exclusion", "typed", "melanoma"),
    ("NCT04", "NCT04", "id", "typed", "NCT04"),
]


@pytest.mark.parametrize(("typed", "id", "part", "relation", "found"), REASONS)
def test_a_result_says_why_it_matched(
    index: TrialIndex, typed: str, id: str, part: str, relation: str, found: str
) -> None:
    reason = _only_reason(index, typed, id)

    assert (reason.part, reason.relation, reason.found) == (part, relation, found)
    assert reason.typed == typed


def test_the_passage_of_a_reason_is_the_records_own(index: TrialIndex) -> None:
    passage = _only_reason(index, "leukemia", "NCT05").passage

    assert passage == "Leukaemia"


def test_an_inverted_heading_is_found_in_the_usual_order(index_of: Make) -> None:
    index = index_of(record("NCT1", headings=["Carcinoma, Renal Cell"]))

    assert index.search(Query(words="renal cell carcinoma")).total == 1


def test_a_chinese_text_given_with_a_record_is_found(tmp_path) -> None:
    index = TrialIndex(tmp_path)
    index.rebuild([record("NCT1"), record("NCT2")], {"NCT2": ["一项关于神经母细胞瘤的研究"]})

    found = index.search(Query(words="神经母细胞瘤"))

    assert [result.id for result in found.results] == ["NCT2"]
    assert found.results[0].reasons[0].part == "other"
    assert index.search(Query(words="母细")).total == 1
    assert index.search(Query(words="胞母")).total == 0


def test_nothing_typed_finds_all_those_that_recruit_first_then_the_last_changed(
    index_of: Make,
) -> None:
    index = index_of(
        record("NCT1", status="COMPLETED", posted="2026-05-01"),
        record("NCT2", posted="2025-01-01"),
        record("NCT3", posted="2026-02-01"),
        record("NCT4", posted=""),
    )

    assert _ids(index.search(Query())) == ["3", "2", "4", "1"]


def test_equal_trials_come_by_id_on_every_page(index_of: Make) -> None:
    ids = [f"NCT{number:04d}" for number in range(300)]
    index = index_of(*(record(id, "asthma") for id in reversed(ids)))

    pages = [index.search(Query(words="asthma", limit=70, offset=at)) for at in range(0, 300, 70)]

    assert [result.id for page in pages for result in page.results] == ids
    assert {page.total for page in pages} == {300}


def test_equal_distances_come_by_id_on_every_page(index_of: Make) -> None:
    ids = [f"NCT{number:04d}" for number in range(90)]
    index = index_of(*(record(id, sites=[site("Guangzhou", GUANGZHOU)]) for id in reversed(ids)))

    asked = [
        Query(near=LONDON, sort="distance", limit=25, offset=offset) for offset in range(0, 90, 25)
    ]

    assert [result.id for one in asked for result in index.search(one).results] == ids


def test_by_distance_those_that_recruit_come_first_and_those_without_a_place_last(
    index_of: Make,
) -> None:
    index = index_of(
        record("NCT1", sites=[site("Nowhere", None)]),
        record("NCT2", sites=[site("Guangzhou", GUANGZHOU)], status="COMPLETED"),
        record("NCT3", sites=[site("London", LONDON), site("Guangzhou", GUANGZHOU, "COMPLETED")]),
        record("NCT4", sites=[site("London", LONDON), site("Beijing", BEIJING)]),
        record("NCT5"),
    )

    found = index.search(Query(near=GUANGZHOU, sort="distance"))

    assert _ids(found) == ["4", "3", "2", "1", "5"]
    assert [result.nearest and result.nearest.recruits for result in found.results] == [
        True, True, False, True, None,
    ]  # fmt: skip
    assert found.results[2].distance_km == 0.0
    assert [result.distance_km is None for result in found.results] == [False] * 3 + [True] * 2


def test_adding_replaces_the_record_of_that_id_and_removing_takes_it_out(index_of: Make) -> None:
    index = index_of(record("NCT1", "asthma"), record("NCT2", "asthma"))

    index.add([record("NCT2", "eczema"), record("NCT3", "eczema")])
    index.remove(["NCT1", "NCT9"])

    assert _ids(index.search(Query())) == ["2", "3"]
    assert index.search(Query(words="asthma")).total == 0


def test_of_two_records_with_one_id_the_last_counts(index_of: Make) -> None:
    index = index_of(record("NCT1", "asthma"), record("NCT1", "eczema"))

    assert (index.count, index.search(Query(words="eczema")).total) == (1, 1)


def test_another_reader_of_the_folder_sees_what_was_committed(tmp_path) -> None:
    writer, reader = TrialIndex(tmp_path), TrialIndex(tmp_path)
    writer.rebuild([record("NCT1")])
    assert reader.count == 1

    writer.add([record("NCT2", sites=[site("London", LONDON, country="United Kingdom")])])

    assert reader.count == 2
    assert reader.places.find("London").kind == "found"


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(tmp_path) -> None:
    index = TrialIndex(tmp_path)
    index.rebuild([record("NCT1")])

    def broken():
        yield record("NCT2")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        index.rebuild(broken())
    assert _ids(index.search(Query())) == ["1"]


def test_an_index_that_was_never_made_says_so(tmp_path) -> None:
    index = TrialIndex(tmp_path / "none")

    assert not index.is_ready
    with pytest.raises(IndexMissing, match="rebuild"):
        index.search(Query())


@pytest.mark.parametrize("broken", ["{}", "no JSON", ""])
def test_an_index_that_cannot_be_read_is_missed_and_made_anew(tmp_path, broken: str) -> None:
    TrialIndex(tmp_path).rebuild([record("NCT1")])
    for path in tmp_path.rglob("meta.json"):
        path.write_text(broken)

    with pytest.raises(IndexMissing):
        TrialIndex(tmp_path).search(Query())
    assert TrialIndex(tmp_path).rebuild([record("NCT2")]) == 1
    assert _ids(TrialIndex(tmp_path).search(Query())) == ["2"]


def test_an_index_whose_folder_was_removed_can_be_made_again(tmp_path) -> None:
    index = TrialIndex(tmp_path / "index")
    index.rebuild([record("NCT1")])
    shutil.rmtree(tmp_path / "index")

    with pytest.raises(IndexMissing):
        index.search(Query())
    index.rebuild([record("NCT2")])
    assert _ids(index.search(Query())) == ["2"]


AWKWARD = [
    "", " ", '"', '""', "*", "(", "a AND (", "title:x OR [", "+-&&||!(){}[]^~*?:\\/", "\x00",
    "\ud800", "🙂", "' OR 1=1 --", "%", "NOT", "a" * 30_000, "词" * 5_000, "kidney " * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", AWKWARD, ids=lambda one: ascii(one)[:20])
def test_nothing_that_is_typed_raises(index: TrialIndex, typed: str) -> None:
    assert index.search(Query(words=typed)).took >= 0
    assert index.understand(typed).query() is not None


@given(typed=st.text(st.characters(codec=None)))
def test_no_text_at_all_raises(index: TrialIndex, typed: str) -> None:
    assert index.search(Query(words=typed)).total >= 0


def test_the_family_finds_its_trial_in_one_step(index_of: Make) -> None:
    index = index_of(*TRIALS, family_trial())
    understood = index.understand("my son is 4, neuroblastoma came back, near Guangzhou")

    found = index.search(understood.query())

    assert [result.id for result in found.results] == ["NCT06836505"]
    assert found.results[0].distance_km == 0.0


def test_a_word_of_an_illness_is_meant_before_one_that_more_records_have(tmp_path: Path) -> None:
    common = [record(f"NCT{number:02}", f"Best care {number}") for number in range(10, 24)]
    index = TrialIndex(tmp_path)
    index.rebuild([*common, record("NCT01", "Breast cancer")])

    found = index.search(Query(words="brest cancer"))

    assert found.mended == {"brest": "breast"}
    assert _ids(found)[0] == "01"
