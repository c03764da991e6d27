"""How fast registry records are read, and in how much memory, beside the bare parsing of JSON.

    python -m benchmarks.read_records SAMPLE [COUNT]

SAMPLE is any file of API v2 records; they are resampled to COUNT (100,000) with ids of
their own, written as NDJSON and as a zip of one file each to a temporary folder, and read.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from trialogue.exchange.ctgov import Loaded, RecordReader, Skipped

ZIPPED = 10
"""One in so many records goes into the zip file, which is slow to make."""


def resample(sample: Path, count: int) -> Iterator[tuple[str, bytes]]:
    """Give ids and studies, the sample's own in turn."""
    texts = []
    for one in RecordReader([sample]):
        assert isinstance(one, Loaded), "the sample is whole"
        texts.append((one.record.id.encode(), json.dumps(one.study, ensure_ascii=False).encode()))
    for number, (old, text) in enumerate(islice(cycle(texts), count)):
        new = f"NCT{number:08}"
        yield new, text.replace(old, new.encode())


def write(sample: Path, count: int, folder: Path) -> tuple[Path, Path]:
    """Write the two files."""
    lines, archive = folder / "records.ndjson", folder / "records.zip"
    with lines.open("wb") as stream, zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number, (id_, text) in enumerate(resample(sample, count)):
            stream.write(text + b"\n")
            if number % ZIPPED == 0:
                zipped.writestr(f"{id_}.json", text)
    return lines, archive


def peak_mb() -> float:
    """Give the most memory that this process held since it began, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(kind: str, path: Path) -> str:
    """Read a file in this process, and say how it went."""
    before, start, count = peak_mb(), time.perf_counter(), 0
    if kind == "json":
        with path.open("rb") as lines:
            count = sum(1 for line in lines if json.loads(line))
    else:
        reader = RecordReader([path])
        assert not any(isinstance(one, Skipped) for one in reader), "every record is read"
        count = reader.loaded
    seconds = time.perf_counter() - start
    speed = f"{count / seconds:,.0f} records/s"
    memory = f"peak {peak_mb():.0f} MB, {before:.0f} MB before"
    return f"{path.suffix} {kind}: {count:,} in {seconds:.1f} s, {speed}, {memory}"


def main(arguments: list[str]) -> None:
    """Make the files, and measure each in a process of its own."""
    if arguments[0] in ("json", "records"):
        sys.stdout.write(measure(arguments[0], Path(arguments[1])) + "\n")
        return
    count = int(arguments[1]) if len(arguments) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        lines, archive = write(Path(arguments[0]), count, Path(folder))
        for kind, path in (("json", lines), ("records", lines), ("records", archive)):
            own = [sys.executable, "-m", "benchmarks.read_records", kind, str(path)]
            subprocess.run(own, check=True)  # noqa: S603 - this file itself, with its own words


if __name__ == "__main__":
    main(sys.argv[1:])
