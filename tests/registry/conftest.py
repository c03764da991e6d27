"""The indexes that the tests of search ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.registry.records import family_trial, sample
from trialogue.core.record import Record
from trialogue.registry.index import TrialIndex


@pytest.fixture
def index_of(tmp_path: Path) -> Callable[..., TrialIndex]:
    """Make an index of some records."""

    def make(*records: Record) -> TrialIndex:
        index = TrialIndex(tmp_path / "index")
        index.rebuild(records)
        return index

    return make


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> TrialIndex:
    """Give an index of the shared sample and the reference trial."""
    index = TrialIndex(tmp_path_factory.mktemp("everything"))
    index.rebuild([*sample(), family_trial()])
    return index
