"""A reader of the mailbox that is killed at any moment: no reply lost, none said twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.web.inbound.imap_server import PASSWORD, USER, Mailbox, imap_server
from tests.web.inbound.mails import bounce, reply

ENQUIRIES, REPLIES = 6, 8
KILLS = int(os.environ.get("INBOUND_KILLS", "30"))
EVENTS = 22
"""Moments from which one is chosen: 8 until the mailbox is open, 6 of each mail that follows."""
MAKE = f"""
from trialogue.web.start import prepare_database
prepare_database()
from trialogue.web.contact.actions import Agreed, NewEnquiry, Sender, send_enquiry
from trialogue.web.contact.models import Route
from trialogue.web.contact.routing import Destination
from trialogue.web.outbox.models import Letter
for n in range({ENQUIRIES}):
    send_enquiry(NewEnquiry(
        registry_id="NCT00000001", destination=Destination(route=Route.LOCAL, name="Here"),
        sender=Sender(first_name="A", last_name=str(n), email=f"a{{n}}@example.org", phone="",
                      contact_language="en", writer="parent", page_language="en"),
        message="first", form=str(n),
        agreed=Agreed(version="1", text="yes", language="en", for_child=False)))
Letter.objects.update(state=Letter.State.SENT)
for letter in Letter.objects.filter(kind="enquiry.copy"):
    print(letter.to_address, letter.message_id)
"""
READER = """
import os, sys
from trialogue.web.start import prepare_database
prepare_database()
from django.conf import settings
from django.db import connections
from trialogue.web.inbound.rounds import read_inbound
connections.close_all()
for _ in sys.stdin:
    pid = os.fork()
    if pid == 0:
        read_inbound(settings.INBOUND)
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""


class Axe:
    """Kills a process at one of the next moments of the mailbox."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._pid = self._left = 0

    def aim(self, pid: int) -> None:
        """Choose the moment at which this process dies."""
        self._pid, self._left = pid, self._chance.randint(1, EVENTS)

    def hear(self, _what: str) -> None:
        """Count a moment of the mailbox; at the chosen one, or a little later, kill."""
        self._left -= 1
        if self._left == 0 and self._pid:
            threading.Timer(self._chance.uniform(0, 0.006), self._kill, [self._pid]).start()

    def _kill(self, pid: int) -> None:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:  # it was quicker
            return


def environment(home: Path, box: Mailbox) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    account = f"{USER}:{quote(PASSWORD)}"
    return {
        **kept,
        "TRIALOGUE_HOME": str(home),
        "MAIL_FROM": "trials@hospital.example",
        "INBOUND_URL": f"imap+plain://{account}@localhost:{box.port}/Trial%20answers",
    }


def fill(box: Mailbox, made: str) -> None:
    """Put replies to each enquiry into the mailbox, some of them twice, and a bounce."""
    letters = [line.split() for line in made.splitlines()]
    for number in range(REPLIES):
        for address, message in letters:
            mail = reply(
                message, address, f"{address} says {number}", Message_ID=f"<{number}.{address}>"
            ).as_bytes()
            for _ in range(1 + (number == 0)):
                box.put(mail)
    box.put(bounce(letters[0][1]))


@pytest.mark.engine("sqlite")
def test_kill_9_of_the_reader_loses_no_reply_and_says_none_twice(tmp_path: Path) -> None:
    chance = random.Random(20261125)  # noqa: S311 - moments, no secrets
    killed = 0
    with imap_server() as box:
        given = environment(tmp_path, box)
        made = subprocess.run(
            [sys.executable, "-c", MAKE], env=given, check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        fill(box, made)
        axe = Axe(chance)
        box.watch = axe.hear
        with subprocess.Popen(
            [sys.executable, "-c", READER], env=given, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as reader:  # fmt: skip
            assert reader.stdin is not None
            assert reader.stdout is not None
            for is_last in (*[False] * KILLS, True):
                reader.stdin.write("\n")
                reader.stdin.flush()
                pid = int(reader.stdout.readline())
                axe.aim(0 if is_last else pid)
                killed += int(reader.stdout.readline()) == signal.SIGKILL
            reader.stdin.close()

    with sqlite3.connect(tmp_path / "trialogue.sqlite3") as database:
        said = Counter(row[0] for row in database.execute(
            "SELECT text FROM contact_remark WHERE kind = 'sender' AND text <> 'first'"
        ))  # fmt: skip
        bounced = database.execute(
            "SELECT COUNT(*) FROM outbox_letter WHERE kind = 'enquiry.copy' AND state = 'failed'"
        ).fetchone()[0]
    database.close()
    wanted = {f"a{n}@example.org says {m}" for n in range(ENQUIRIES) for m in range(REPLIES)}
    assert said == dict.fromkeys(wanted, 1)
    assert bounced == 1
    assert box.seen == set(box.mails)
    assert killed >= KILLS // 2
