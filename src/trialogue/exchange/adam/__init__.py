"""ADaM-style data sets (CDISC ADaM 2.1, ADaMIG 1.3): their variables, and the forms they take.

The names and conventions are those of published ADaM data (pharmaverse admiral and
admiralonco), so that they can be compared variable by variable.
"""

from trialogue.exchange.adam.dataset import DataSet, Kind, Variable, data_set

__all__ = ["DataSet", "Kind", "Variable", "data_set"]
