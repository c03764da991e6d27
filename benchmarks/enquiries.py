"""Enquiries under load and under the axe: none lost, none doubled.

    python -m benchmarks.enquiries [COUNT] [CRASHES]

COUNT (200) visitors send at once, each by loading the form and posting it twice, as a double
click does; times are those of the first post. Then the site is killed with SIGKILL at CRASHES
(20) random moments while visitors send, restarted each time, and everything is counted: each
message that was confirmed must be there once, with its mails. Needs Linux; runs on SQLite, or
on DATABASE_URL where it is set.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

TRIAL = "/trials/NCT06836505/contact/"
STAMP = re.compile(r'name="stamp" value="([^"]+)"')
PREPARE = """
from trialogue.web import start
start.prepare(all_shipped=True)
from trialogue.web.centres.actions import enter_demo_centre
enter_demo_centre("NCT06836505")
"""
COUNT = """
from trialogue.web import start
start.prepare_database()
from collections import Counter
from trialogue.web.contact.models import Enquiry, Remark
from trialogue.web.outbox.models import Letter
import json
names = Counter(Enquiry.objects.values_list("last_name", flat=True))
copies = Letter.objects.filter(kind="enquiry.copy").count()
print(json.dumps([names, Remark.objects.count(), copies]))
"""


class Site:
    """The site in a process group of its own, which can be killed and started again."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.environment = {**os.environ, "TRIALOGUE_HOME": str(home), "BEHIND_PROXY": "1"}
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, code: str) -> str:
        """Run a few lines with the site's settings; gives what they print."""
        done = subprocess.run(  # noqa: S603 - this benchmark's own lines
            [sys.executable, "-c", code],
            env=self.environment, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout

    def start(self) -> None:
        """Start it, and wait until it answers."""
        words = ["serve", "--port", str(self.port), "--workers", "4"]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "trialogue.cli", *words],
            env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        while True:
            try:
                self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        """Kill every process of it, with no chance to tidy up."""
        assert self._process is not None, "it runs"
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def ask(self, method: str, path: str, body: str = "", network: int = 0) -> tuple[int, str]:
        """Send one request; gives status and text. Raises OSError where nobody answers."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {
            "X-Forwarded-For": f"10.{network >> 16 & 255}.{network >> 8 & 255}.{network & 255}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            client.request(method, path, body or None, headers)
            answer = client.getresponse()
            return answer.status, answer.read().decode()
        except http.client.HTTPException as problem:
            raise OSError(str(problem)) from None
        finally:
            client.close()


def form_of(stamp: str, number: int) -> str:
    """Fill in the form as one of many visitors."""
    return urlencode(
        {
            "do": "send", "stamp": stamp, "c-first_name": "Visitor", "c-last_name": str(number),
            "c-email": f"visitor{number}@example.org", "c-contact_language": "en",
            "c-writer": "parent", "c-message": f"Message {number}", "c-under_14": "no",
            "c-agree": "on",
        }
    )  # fmt: skip


def visit(site: Site, number: int) -> str:
    """Load the form, and give its stamp. Raises OSError where the page came only in part."""
    found = STAMP.search(site.ask("GET", TRIAL, network=number)[1])
    if found is None:
        raise OSError("the page broke off")
    return found[1]


def load(site: Site, count: int) -> None:
    """Let so many visitors send at once, each twice."""
    stamps = [visit(site, number) for number in range(count)]
    time.sleep(3.1)  # sooner than this nobody writes to a hospital
    gate = threading.Barrier(count)

    def send(number: int) -> tuple[float, int]:
        body = form_of(stamps[number], number)
        gate.wait()
        start = time.perf_counter()
        status, _ = site.ask("POST", TRIAL, body, number)
        seconds = time.perf_counter() - start
        site.ask("POST", TRIAL, body, number)
        return seconds, status

    with ThreadPoolExecutor(count) as pool:
        done = list(pool.map(send, range(count)))
    times = sorted(seconds for seconds, _ in done)
    wrong = [status for _, status in done if status != 302]
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{count} at once: p50 {p50:.2f} s, p99 {p99:.2f} s, {len(wrong)} not taken")
    report(site, {str(number) for number in range(count)})


def crash(site: Site, crashes: int) -> None:
    """Kill the site at random moments while people send; whoever got no answer sends again."""
    chance, confirmed = random.Random(7), set[str]()  # noqa: S311 - moments, no secrets
    number, running = 100_000, threading.Event()
    running.set()
    lock = threading.Lock()

    def visitor() -> None:
        nonlocal number
        while running.is_set():
            with lock:
                number += 1
                own = number
            body = ""
            while running.is_set():
                try:
                    body = body or form_of(visit(site, own), own)
                    status, text = site.ask("POST", TRIAL, body, own)
                    if "very quick" in text:
                        time.sleep(0.5)
                    elif status == 302:
                        confirmed.add(str(own))
                        break
                except OSError:
                    time.sleep(0.05)

    crowd = [threading.Thread(target=visitor) for _ in range(12)]
    for one in crowd:
        one.start()
    for _ in range(crashes):
        time.sleep(chance.uniform(0.1, 2.5))
        site.kill()
        site.start()
    time.sleep(4)
    running.clear()
    for one in crowd:
        one.join()
    print(f"killed {crashes} times; {len(confirmed)} messages were confirmed")
    report(site, confirmed)


def report(site: Site, expected: set[str]) -> None:
    """Count what is kept, and compare it with what was confirmed."""
    import json

    names, remarks, copies = json.loads(site.run(COUNT))
    lost = sorted(expected - set(names))
    doubled = sorted(name for name, times in names.items() if times > 1)
    print(f"  lost {len(lost)}, doubled {len(doubled)}; kept {len(names)}, ", end="")
    print(f"with {remarks} messages and {copies} copies to senders")
    if lost or doubled or not len(names) == remarks == copies:
        sys.exit("NOT AS IT SHOULD BE")


def main(arguments: list[str]) -> None:
    """Run both."""
    count = int(arguments[0]) if arguments else 200
    crashes = int(arguments[1]) if len(arguments) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.run(PREPARE)
        site.start()
        try:
            load(site, count)
            crash(site, crashes)
        finally:
            site.kill()


if __name__ == "__main__":
    main(sys.argv[1:])
