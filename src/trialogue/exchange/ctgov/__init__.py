"""Records of ClinicalTrials.gov: its API v2 as JSON, from files, archives and the live service.

`RecordReader(places)` reads records and names what it could not read; `read_study` makes one
record of one study; `read_criteria` makes the nested list of an eligibility text;
`record_to_json` and `record_from_json` keep a record. `fetch.fetch_to_file` gets studies
from the live service. Reference: docs/reference/registry-records.md.
"""

from trialogue.exchange.ctgov.criteria_text import read_criteria
from trialogue.exchange.ctgov.reading import Loaded, RecordReader, Skipped
from trialogue.exchange.ctgov.record_json import record_from_json, record_to_json
from trialogue.exchange.ctgov.study import digest_of, read_study

__all__ = [
    "Loaded",
    "RecordReader",
    "Skipped",
    "digest_of",
    "read_criteria",
    "read_study",
    "record_from_json",
    "record_to_json",
]
