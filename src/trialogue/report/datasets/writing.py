"""Analysis data sets as files: CSV, Parquet, SAS transport, Dataset-JSON, and define.xml.

Equal data give equal bytes in every form; only Dataset-JSON and define.xml carry the moment
at which they were made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from trialogue.exchange.adam.dataset import DataSet
from trialogue.exchange.adam.dataset_json import write_dataset_json
from trialogue.exchange.adam.define import write_define
from trialogue.exchange.adam.transport import write_xpt
from trialogue.exchange.faults import Fault


def write_data_sets(
    data_sets: Sequence[DataSet], folder: Path, *, study: str, made: datetime
) -> tuple[Fault, ...]:
    """Write every data set in every form; gives what had to be cut in SAS transport files."""
    folder.mkdir(parents=True, exist_ok=True)
    faults: list[Fault] = []
    for data in data_sets:
        stem = folder / data.name.lower()
        data.frame.write_csv(
            stem.with_suffix(".csv"),
            date_format="%Y-%m-%d",
            datetime_format="%Y-%m-%dT%H:%M:%S",
        )
        data.frame.write_parquet(stem.with_suffix(".parquet"), compression="zstd")
        transport, cut = write_xpt(data)
        stem.with_suffix(".xpt").write_bytes(transport)
        faults.extend(cut)
        stem.with_suffix(".json").write_text(
            write_dataset_json(data, study=study, made=made), encoding="utf-8"
        )
    (folder / "define.xml").write_text(
        write_define(data_sets, study=study, made=made), encoding="utf-8"
    )
    return tuple(faults)
