"""The workspace with many participants: `python -m benchmarks.workspace`.

    python -m benchmarks.workspace --people 500 --forms 60

Sets up the demo in a folder of its own and makes copies of its participants until there are so
many, each with so many forms. Then each page is opened twice by whoever it is for: the first time
by a process that has read nothing, the second by one that has. Prints queries and seconds of
computing, not of waiting.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from itertools import cycle
from time import process_time
from typing import Any

TRIAL = "/study/NCT06836505/"
MORE = "chemistry"
"""The form that fills a participant up."""
PAGES = (
    ("coordinator", "home", TRIAL),
    ("coordinator", "list of participants", f"{TRIAL}participants/"),
    ("coordinator", "tasks of today", "/study/today/"),
    ("coordinator", "screening log", f"{TRIAL}log/"),
    ("coordinator", "consents and amendments", f"{TRIAL}consents/"),
    ("monitor", "queries", f"{TRIAL}queries/"),
    ("monitor", "verification", f"{TRIAL}verification/"),
    ("monitor", "audit trail", f"{TRIAL}trail/"),
    ("investigator", "safety of the trial", f"{TRIAL}safety/"),
    ("coordinator", "one participant", f"{TRIAL}participants/08/"),
    ("coordinator", "one form", f"{TRIAL}participants/08/forms/chemistry/D28/1/"),
)


def fill(people: int, forms: int) -> int:
    """Copy participants with their entries until there are so many, and count the entries."""
    from trialogue.web.entries.models import Entry, Participant

    known = list(Participant.objects.exclude(subject__in=("11", "12", "S1")))
    entries = {one.pk: list(one.entries.order_by("pk")) for one in known}
    more = next(one for some in entries.values() for one in some if one.form == MORE)
    made = 0
    for number, model in zip(range(len(known), people), cycle(known), strict=False):
        person = Participant.objects.create(
            registry_id=model.registry_id,
            centre=model.centre,
            subject=f"B-{number:04}",
            protocol_version=model.protocol_version,
            made_by=model.made_by,
            made_at=model.made_at,
        )
        rows = [_copy(one, person, f"{number}-{at}") for at, one in enumerate(entries[model.pk])]
        rows.extend(
            _copy(more, person, f"{number}-{extra}", visit=f"unscheduled-{extra}")
            for extra in range(len(rows), forms)
        )
        made += len(Entry.objects.bulk_create(rows[:forms]))
    return made


def _copy(entry: Any, person: Any, key: str, **other: Any) -> Any:
    from trialogue.web.entries.models import Entry

    names = [one.attname for one in Entry._meta.concrete_fields if one.attname != "id"]
    values = {name: getattr(entry, name) for name in names}
    return Entry(
        **values | {"participant_id": person.pk, "hash": key, "previous_hash": key} | other
    )


def open_page(role: str, address: str) -> tuple[int, float]:
    """Open a page as the demo's person of a role: how many queries, how many seconds."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from trialogue.web.accounts.invented import invented_user
    from trialogue.web.accounts.roles import Role

    client = Client()
    client.post("/staff/sign-in/demo/", {"person": invented_user(Role(role)).pk})
    with CaptureQueriesContext(connection) as asked:
        began = process_time()
        page = client.get(address)
        seconds = process_time() - began
    assert page.status_code == 200, (address, page.status_code)
    return len(asked), seconds


def main() -> int:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--forms", type=int, default=60)
    args = parser.parse_args()
    home = tempfile.mkdtemp()
    os.environ |= {"TRIALOGUE_HOME": home, "TRIALOGUE_DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "trialogue.web.config.settings"
    subprocess.run([sys.executable, "-m", "trialogue.cli", "demo", "--exit"], check=True)

    os.environ["TRIALOGUE_HOME"] = f"{home}/demo"

    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    print(f"{fill(args.people, args.forms)} entries were added")
    print("| page | queries | first, s | again, s |")
    print("|---|---|---|---|")
    for role, name, address in PAGES:
        queries, first = open_page(role, address)
        again, second = open_page(role, address)
        print(f"| {name} | {max(queries, again)} | {first:.2f} | {second:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
