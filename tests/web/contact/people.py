"""Who writes and who answers in these tests; nobody of them exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.web.cast import make_user
from trialogue.web.accounts.models import User
from trialogue.web.accounts.roles import Role
from trialogue.web.centres.actions import Entry, enter_centre

TRIAL = "NCT06836505"
CONTACT = f"/trials/{TRIAL}/contact/"
GUANGZHOU = {
    "key": "guangzhou", "name": "Children’s Hospital of Guangzhou", "city": "Guangzhou",
    "country": "China", "lat": 23.13, "lon": 113.26, "phone": "+86 20 1111 1111",
    "languages": ("zh-Hans", "en"),
}  # fmt: skip
BERLIN = {
    "key": "berlin", "name": "Klinik Berlin", "city": "Berlin", "country": "Germany",
    "lat": 52.52, "lon": 13.4, "email": "trial@klinik-berlin.example", "languages": ("de", "en"),
}  # fmt: skip
LYON = {"key": "lyon", "name": "Hôpital Lyon", "city": "Lyon", "country": "France"}
TELLING = {
    "c-first_name": "Annegret",
    "c-last_name": "Zuckerbrot",
    "c-email": "annegret.zuckerbrot@example.org",
    "c-phone": "+4930901820",
    "c-message": "My daughter has had a relapse of neuroblastoma in October.",
}
"""Words that occur nowhere else: where they turn up, they have leaked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The coordinators of Guangzhou, of Berlin, and the lead of the trial."""

    gao: User
    bernd: User
    lea: User


def make_centre(fields: dict[str, Any], **changes: Any) -> None:
    status = "closed" if fields is LYON else "open"
    enter_centre(None, Entry(registry_id=TRIAL, **{"status": status, **fields, **changes}))


def make_people() -> People:
    return People(
        gao=make_user("Gao", Role.COORDINATOR, TRIAL, "guangzhou"),
        bernd=make_user("Bernd", Role.COORDINATOR, TRIAL, "berlin"),
        lea=make_user("Lea", Role.LEAD, TRIAL),
    )


def stamp_of(client: Client) -> str:
    page = client.get(CONTACT, {"centre": "guangzhou"}).content.decode()
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found, page
    return found[1]


def filled_in(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        **TELLING,
        "do": "send",
        "centre": "guangzhou",
        "c-contact_language": "de",
        "c-writer": "parent",
        "c-under_14": "yes",
        "c-guardian": "on",
        "c-agree": "on",
    }
    for name, value in changes.items():
        full = name if name in given or name in ("stamp", "share", "asked") else f"c-{name}"
        given[full] = value
    return {name: value for name, value in given.items() if value is not None}


def link_in(text: str) -> str:
    found = re.search(r"http://[^/]+(/enquiry/[^\s]+)", text)
    assert found, text
    return found[1]
