"""The index keeps step with the records, however an import ended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.exchange.ctgov.studies import studies
from tests.web.records.states import dated, imported
from trialogue.registry.query import Query
from trialogue.web.records.search_index import (
    IndexBehind,
    bring_up_to_date,
    index_folder,
    search_index,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    """Give the test a home of its own."""
    settings.HOME = tmp_path
    return tmp_path


def found(words: str) -> list[tuple[str, str]]:
    results = search_index().search(Query(words=words)).results
    return [(one.id, one.card.status) for one in results]


def test_an_empty_copy_has_an_empty_index() -> None:
    assert bring_up_to_date() == 0
    assert found("cells") == []


def test_what_is_in_step_is_not_written_again(tmp_path: Path) -> None:
    imported(tmp_path, *studies(3))

    assert [bring_up_to_date(), bring_up_to_date()] == [3, 0]


def test_only_what_was_added_or_changed_is_written(tmp_path: Path) -> None:
    imported(tmp_path, dated("NCT00000001", "2025-01-01"), dated("NCT00000002", "2025-01-01"))
    bring_up_to_date()
    imported(tmp_path, dated("NCT00000001", "2025-02-01", "COMPLETED"))

    written = bring_up_to_date()

    assert written == 1
    assert sorted(found("neuroblastoma")) == [
        ("NCT00000001", "COMPLETED"),
        ("NCT00000002", "RECRUITING"),
    ]


def test_an_older_state_does_not_reach_the_index(tmp_path: Path) -> None:
    imported(tmp_path, dated("NCT00000001", "2025-02-01", "COMPLETED"))
    bring_up_to_date()
    imported(tmp_path, dated("NCT00000001", "2025-01-01", "RECRUITING"))

    assert bring_up_to_date() == 0
    assert found("neuroblastoma") == [("NCT00000001", "COMPLETED")]


def test_a_missing_index_is_made_anew(tmp_path: Path) -> None:
    imported(tmp_path, *studies(3))
    bring_up_to_date()
    shutil.rmtree(index_folder())

    assert bring_up_to_date() == 3


@pytest.mark.parametrize("mark", ["", "{}", '{"states": 9, "last": 9, "digest": "x"}', "[1]"])
def test_a_mark_of_another_database_or_of_nothing_makes_it_anew(tmp_path: Path, mark: str) -> None:
    imported(tmp_path, *studies(3))
    bring_up_to_date()
    (index_folder() / "mark.json").write_text(mark, encoding="utf-8")

    assert bring_up_to_date() == 3
    assert bring_up_to_date() == 0


def test_while_another_writes_the_index_stays_as_it_is(tmp_path: Path) -> None:
    imported(tmp_path, *studies(1))
    bring_up_to_date()
    imported(tmp_path, *studies(2))

    def writing():
        with pytest.raises(IndexBehind, match="another process writes"):
            bring_up_to_date()
        yield from ()

    search_index().add(writing())

    assert len(found("neuroblastoma")) == 1
    assert bring_up_to_date() == 1
