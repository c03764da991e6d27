"""Which analysis data sets a study gives: those for which it has data."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.exchange.adam.dataset import DataSet
from trialogue.report.datasets.concentrations import build_adpc, build_adpp
from trialogue.report.datasets.events import build_adae
from trialogue.report.datasets.responses import build_adrs
from trialogue.report.datasets.subject_level import build_adsl
from trialogue.report.datasets.times import build_adtte
from trialogue.report.study.derived import Derived
from trialogue.report.study.response import responders_of


def build_data_sets(derived: Derived) -> Iterator[DataSet]:
    """Build ADSL and ADTTE always, the others where SDTM has what they stand on."""
    counted = frozenset(one.subject for one in responders_of(derived, derived.best) if one.counted)
    yield build_adsl(derived, counted)
    if derived.recorded.events:
        yield build_adae(derived)
    if derived.recorded.assessments:
        yield build_adrs(derived)
    yield build_adtte(derived)
    if derived.recorded.samples:
        yield build_adpc(derived)
        yield build_adpp(derived)
