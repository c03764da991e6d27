"""SDTM data sets (CDISC) into tables, and from tables into the core's own types.

Source: CDISC SDTM 1.7 and its implementation guide 3.3; Dataset-JSON 1.1.
"""

from trialogue.exchange.sdtm.reading import Study, load_study

__all__ = ["Study", "load_study"]
