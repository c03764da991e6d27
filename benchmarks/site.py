"""The trial's page beside a bare Django view, on the same server, in one run.

    python -m benchmarks.site --records studies_v2_sample.json --seconds 10

Two gunicorn workers serve both; four clients ask as fast as they can, each time on a new
connection. The bare view answers a short text through the same middleware and asks no database.
Two ratios are printed: of answers in a second, which the clients' own work flatters, and of the
processor's time that the workers spend on an answer, which other work on the machine leaves alone.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

REFERENCE = "/trials/NCT06836505/"
CLIENTS = 4
ROUNDS = 3

SERVER = """
import sys
from django.http import HttpResponse
from django.urls import path
from trialogue.web import start
start.prepare(all_shipped=True)
from trialogue.web.config import urls
urls.urlpatterns.append(path("bare", lambda request: HttpResponse("ok")))
from trialogue.web import server
server.serve("127.0.0.1", int(sys.argv[1]), workers=2)
"""


@contextmanager
def served(home: Path, records: Path | None) -> Iterator[tuple[str, int]]:
    """Serve a copy with the shipped trials, and the records if any are given."""
    settings = {**os.environ, "TRIALOGUE_HOME": str(home)}
    settings.pop("DATABASE_URL", None)
    if records is not None:
        command = [sys.executable, "-m", "trialogue.cli", "import", str(records)]
        subprocess.run(command, env=settings, check=False, capture_output=True)  # noqa: S603 - our own
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVER, str(port)]
    process = subprocess.Popen(command, env=settings)  # noqa: S603 - our own program
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start; its words stand above")


def measure(site: str, place: str, seconds: float, headers: dict[str, str]) -> tuple[int, float]:
    """Count the answers, and the seconds that they took; every answer is read to its end."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + seconds

    def ask(number: int) -> None:
        while time.perf_counter() < until:
            with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)) as line:
                line.request("GET", place, headers=headers)
                answer = line.getresponse()
                answer.read()
                if answer.status not in (200, 304):
                    raise SystemExit(f"{place}: {answer.status}")
            counts[number] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), time.perf_counter() - began


def worked(parent: int) -> float:
    """Give the seconds of processor time that a server's workers have spent so far."""
    spent = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                spent += int(fields[11]) + int(fields[12])
    return spent / os.sysconf("SC_CLK_TCK")


def tag_of(site: str, place: str) -> str:
    """Ask once, and give the tag of what came."""
    with closing(http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)) as line:
        line.request("GET", place, headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        return answer.headers["ETag"] or ""


def main() -> None:
    """Measure in turns, and print each and its share of the bare view."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, help="registry records to import first")
    parser.add_argument("--seconds", type=float, default=5, help="for each measurement (5)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, served(Path(home), args.records) as (site, pid):
        zipped = {"Accept-Encoding": "gzip"}
        tag = tag_of(site, REFERENCE)
        asked = {
            "bare view": ("/bare", zipped),
            "trial page, compressed": (REFERENCE, zipped),
            "trial page, plain": (REFERENCE, {}),
            "trial page, not changed (304)": (REFERENCE, {**zipped, "If-None-Match": tag}),
            "trial page with distances": (f"{REFERENCE}?near=Guangzhou", zipped),
        }
        rates, costs = dict.fromkeys(asked, 0.0), dict.fromkeys(asked, float("inf"))
        for _ in range(ROUNDS):
            for name, (place, headers) in asked.items():
                before = worked(pid)
                answers, took = measure(site, place, args.seconds, headers)
                rates[name] = max(rates[name], answers / took)
                costs[name] = min(costs[name], 1000 * (worked(pid) - before) / answers)
        bare, cheapest = rates["bare view"], costs["bare view"]
        for name in asked:
            print(
                f"{name:32} {rates[name]:7.0f} a second {rates[name] / bare:5.0%} of the bare view"
                f" {costs[name]:8.2f} ms of processor {cheapest / costs[name]:5.0%}"
            )


if __name__ == "__main__":
    main()
