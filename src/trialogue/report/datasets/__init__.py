"""Analysis data sets (ADaM) of a study, built from its analysis, and written in four forms."""

from trialogue.report.datasets.building import build_data_sets
from trialogue.report.datasets.writing import write_data_sets

__all__ = ["build_data_sets", "write_data_sets"]
