"""The analysis of a study: numbers first, looks second.

Start reading at `results` (what comes out), then `analysis` (how it is put together), then the
part that you are after. `plan` holds every choice, `derived` what each participant's course
gives.
"""

from trialogue.report.study.analysis import Analysed, analyze_recorded, analyze_study
from trialogue.report.study.plan import Plan, default_plan, plan_of_protocol
from trialogue.report.study.results import Analysis, Listing, Number, Results

__all__ = [
    "Analysed",
    "Analysis",
    "Listing",
    "Number",
    "Plan",
    "Results",
    "analyze_recorded",
    "analyze_study",
    "default_plan",
    "plan_of_protocol",
]
