"""A data set as Dataset-JSON 1.1 (CDISC, 2024).

Dates are ISO 8601 text with the target type `integer`, as the specification has them.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import polars as pl

from trialogue import __version__
from trialogue.exchange.adam.dataset import DataSet, Kind, Variable

VERSION = "1.1.0"
_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "float",
    Kind.INTEGER: "integer",
    Kind.DATE: "date",
    Kind.DATETIME: "datetime",
}
_MOMENT = "%Y-%m-%dT%H:%M:%S"
_FORMATS = {Kind.DATE: "DATE9.", Kind.DATETIME: "DATETIME20."}


def group_oid(name: str) -> str:
    """Name a data set as define.xml does."""
    return f"IG.{name}"


def item_oid(name: str, variable: str) -> str:
    """Name a variable as define.xml does."""
    return f"IT.{name}.{variable}"


def write_dataset_json(data: DataSet, *, study: str, made: datetime) -> str:
    """Write a data set with its metadata; `made` is the one thing that differs between runs."""
    head = {
        "datasetJSONCreationDateTime": made.isoformat(timespec="seconds"),
        "datasetJSONVersion": VERSION,
        "fileOID": f"{study}.{data.name}",
        "originator": "Trialogue",
        "sourceSystem": {"name": "Trialogue", "version": __version__},
        "studyOID": f"STUDY.{study}",
        "metaDataVersionOID": f"MDV.{study}",
        "metaDataRef": "define.xml",
        "itemGroupOID": group_oid(data.name),
        "isReferenceData": False,
        "records": data.frame.height,
        "name": data.name,
        "label": data.label,
        "columns": [_column(data, variable) for variable in data.variables],
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    written = data.frame.with_columns(
        pl.col(pl.Date).dt.strftime("%Y-%m-%d"), pl.col(pl.Datetime).dt.strftime(_MOMENT)
    )
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    rows = ",\n".join(encode(row) for row in written.iter_rows())
    return f'{opening},\n "rows": [\n{rows}\n]}}\n'


def _column(data: DataSet, variable: Variable) -> dict[str, Any]:
    column: dict[str, Any] = {
        "itemOID": item_oid(data.name, variable.name),
        "name": variable.name,
        "label": variable.label,
        "dataType": _TYPES[variable.kind],
    }
    if variable.kind is Kind.TEXT:
        column["length"] = max(_longest(data.frame.get_column(variable.name)), 1)
    if variable.kind in _FORMATS:
        column |= {"targetDataType": "integer", "displayFormat": _FORMATS[variable.kind]}
    if variable.name in data.keys:
        column["keySequence"] = data.keys.index(variable.name) + 1
    return column


def _longest(column: pl.Series) -> int:
    longest = column.str.len_bytes().max()
    return longest if isinstance(longest, int) else 0
