"""Which file of a study's folder holds which data set.

A name is the two letters of the domain in any case, alone or with a further part
(`rs_onco`, `lbch`: a split data set, as SDTM allows), and the form: `.csv`, `.tsv`, `.txt`,
`.parquet`, `.xpt`, `.json` or `.ndjson`, each also with `.gz`.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trialogue.exchange.faults import Fault, listing
from trialogue.exchange.sdtm.csv_table import table_of_csv
from trialogue.exchange.sdtm.json_table import table_of_json
from trialogue.exchange.sdtm.parquet_table import table_of_parquet
from trialogue.exchange.sdtm.raw import Raw, unreadable
from trialogue.exchange.sdtm.variables import BY_CODE
from trialogue.exchange.sdtm.xpt_table import table_of_xpt

Reader = Callable[[bytes, str], Raw]

READERS: dict[str, Reader] = {
    "parquet": table_of_parquet,
    "xpt": table_of_xpt,
    "json": table_of_json,
    "ndjson": table_of_json,
    "csv": table_of_csv,
    "tsv": table_of_csv,
    "txt": table_of_csv,
}
"""By form; where a data set lies there in several forms, the first of these is read."""

MOST_BYTES = 4 * 2**30
"""A file that grows beyond 4 GiB when it is unpacked is not read."""

_NAME = re.compile(r"(?P<stem>[a-z]{2}(?:[a-z]{2})?(?:[_-][\w-]*)?)\.(?P<form>[a-z]+)(?P<gz>\.gz)?")
_ADAM = re.compile(r"ad[a-z0-9_]+\..*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of a data set: its domain, its form, and what its name has before the form."""

    path: Path
    domain: str
    stem: str
    form: str

    @property
    def name(self) -> str:
        """Name it in findings: the file's own name."""
        return self.path.name


def find_data_files(folder: Path) -> tuple[tuple[DataFile, ...], tuple[Fault, ...]]:
    """List the data sets of a folder, in order of their names; the rest in hints."""
    found: list[DataFile] = []
    faults: list[Fault] = []
    for path in sorted(folder.iterdir(), key=lambda one: one.name.lower()):
        if path.name.startswith(".") or path.is_dir():
            continue
        if (one := _data_file(path)) is not None:
            found.append(one)
        elif not _ADAM.fullmatch(path.name.lower()):
            faults.append(_not_read(path))
    kept, doubled = _one_form_each(found)
    return kept, (*faults, *doubled)


def _data_file(path: Path) -> DataFile | None:
    name = _NAME.fullmatch(path.name.lower())
    if name is None or name["form"] not in READERS:
        return None
    stem, domain = name["stem"], name["stem"][:2].upper()
    if domain not in BY_CODE:
        return None
    return DataFile(path=path, domain=domain, stem=stem, form=name["form"])


def _not_read(path: Path) -> Fault:
    return Fault(
        file=path.name,
        found="a file that is no data set known here; it was not read",
        allowed=f"{listing(BY_CODE, 20)}, as .{', .'.join(READERS)}, also with .gz",
        remedy="nothing, if it was not meant to be read; else name it like its domain",
        severity="hint",
    )


def _one_form_each(found: list[DataFile]) -> tuple[tuple[DataFile, ...], list[Fault]]:
    order = list(READERS)
    chosen: dict[str, DataFile] = {}
    for one in found:
        other = chosen.get(one.stem)
        if other is None or order.index(one.form) < order.index(other.form):
            chosen[one.stem] = one
    faults = [
        Fault(
            file=one.name,
            found=f"the data set {one.stem} a second time; {chosen[one.stem].name} was read",
            allowed="one file for each data set",
            remedy="remove the one that is not meant",
        )
        for one in found
        if chosen[one.stem] is not one
    ]
    return tuple(one for one in found if chosen[one.stem] is one), faults


def read_data_file(one: DataFile) -> tuple[Raw, bytes]:
    """Read one file, unpacked where it is packed; that it cannot be opened is a fault too."""
    try:
        packed = one.path.read_bytes()
    except OSError as problem:
        what = f"a file that cannot be read: {problem.strerror or problem}"
        return unreadable(one.name, what, "a file", "check that you may read it"), b""
    if not one.path.name.lower().endswith(".gz"):
        return READERS[one.form](packed, one.name), packed
    data = unpack(packed)
    if data is None:
        return unreadable(
            one.name,
            f"a file that cannot be unpacked, or is larger than {MOST_BYTES // 2**30} GiB",
            "gzip",
            "pack it again; check that it was copied whole",
        ), packed
    return READERS[one.form](data, one.name), packed


def unpack(packed: bytes) -> bytes | None:
    """Unpack gzip; None where it is none, is cut short, or grows too large."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return None
    return data if len(data) <= MOST_BYTES else None
