"""The report of a study: its results as prose, tables, figures and listings, in one document.

Numbers come from `report.study`; here they are only put into the shells of a clinical study
report. Start reading at `compose`.
"""

from trialogue.report.clinical_report.compose import compose_report

__all__ = ["compose_report"]
