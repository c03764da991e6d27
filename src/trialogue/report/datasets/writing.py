"""Analysis data sets as files: CSV, Parquet, SAS transport, Dataset-JSON, and define.xml.

Equal data give equal bytes in every form; only Dataset-JSON and define.xml carry the moment
at which they were made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from trialogue.exchange.adam.dataset import DataSet, widest_of
from trialogue.exchange.adam.dataset_json import write_dataset_json
from trialogue.exchange.adam.define import write_define
from trialogue.exchange.adam.transport import write_xpt
from trialogue.exchange.faults import Fault


def write_data_sets(
    data_sets: Iterable[DataSet], folder: Path, *, study: str, made: datetime
) -> tuple[Fault, ...]:
    """Write every data set in every form; gives what had to be cut in SAS transport files.

    One at a time: of those written only the metadata and the lengths of texts are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    faults: list[Fault] = []
    written: list[DataSet] = []
    for data in data_sets:
        stem = folder / data.name.lower()
        data.frame.write_csv(
            stem.with_suffix(".csv"),
            date_format="%Y-%m-%d",
            datetime_format="%Y-%m-%dT%H:%M:%S",
        )
        data.frame.write_parquet(stem.with_suffix(".parquet"), compression="zstd")
        transport, cut = write_xpt(data)
        with stem.with_suffix(".xpt").open("wb") as binary:
            binary.writelines(transport)
        faults.extend(cut)
        with stem.with_suffix(".json").open("w", encoding="utf-8") as file:
            file.writelines(write_dataset_json(data, study=study, made=made))
        written.append(replace(data, frame=widest_of(data.frame)))
    (folder / "define.xml").write_text(
        write_define(written, study=study, made=made), encoding="utf-8"
    )
    return tuple(faults)
