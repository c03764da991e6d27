"""A data set as Dataset-JSON 1.1 (CDISC, 2024).

Dates are ISO 8601 text with the target type `integer`, as the specification has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import polars as pl

from trialogue import __version__
from trialogue.exchange.adam.dataset import PORTION, DataSet, Kind, Variable

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


def write_dataset_json(data: DataSet, *, study: str, made: datetime) -> Iterator[str]:
    """Write a data set with its metadata, in pieces to be put one behind the other.

    `made` is the one thing that differs between runs.
    """
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
    yield f'{opening},\n "rows": [\n'
    between = ""
    for portion in data.frame.iter_slices(PORTION):
        columns = [_written(portion.get_column(name)) for name in portion.columns]
        rows = pl.select(pl.concat_str(columns, separator=", ")).to_series()
        yield between + ",\n".join(f"[{row}]" for row in rows.to_list())
        between = ",\n"
    yield "\n]}\n"


def _written(column: pl.Series) -> pl.Series:
    """Write each cell of a column as JSON."""
    if column.dtype == pl.Date:
        column = column.dt.strftime("%Y-%m-%d")
    elif isinstance(column.dtype, pl.Datetime):
        column = column.dt.strftime(_MOMENT)
    elif column.dtype != pl.String:
        if not column.is_finite().all():
            raise ValueError(f"{column.name}: a number that is not finite cannot be written")
        cells = column.to_list()
        return pl.Series(column.name, ["null" if cell is None else repr(cell) for cell in cells])
    distinct = column.unique().drop_nulls()
    written = [_encode(cell) for cell in distinct.to_list()]
    return column.replace_strict(distinct, written, default="null", return_dtype=pl.String)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


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
