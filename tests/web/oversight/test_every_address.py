"""Every address of the workspace, walked: strangers and other centres find nothing there.

What could leak is planted in values, reasons, queries, drafts and the identity. An address
that comes with another app is walked as soon as it is there; one with a part that this test
does not know makes it fail, so that nobody forgets it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.cast import A, make_user, signed_in
from tests.web.entries.people import PLANTED, TRIAL, make_somebody
from tests.web.oversight.crew import LABS, SEEN, Crew, save
from trialogue.web.accounts.roles import Role
from trialogue.web.entries.actions import keep_draft
from trialogue.web.entries.identities import write_identity
from trialogue.web.entries.models import Participant
from trialogue.web.entries.places import Place
from trialogue.web.oversight import actions
from trialogue.web.oversight.models import Query
from trialogue.web.study.models import Candidate

PARTS = {
    "registry_id": TRIAL,
    "subject": "P-001",
    "form": "labs",
    "visit": "month1",
    "occurrence": "1",
    "number": "1",
    "name": "results.json",
    "gate": "screening",
    "code": "C-001",
    "kind": "lymphodepletion",
}
"""What stands in an address for each of its parts."""
OF_NO_TRIAL = {"study:people", "oversight:today", "oversight:mail"}
"""Addresses that show each person their own, whoever they are."""
CODES = {"transfer:live"}
"""Pages of results: the statistician reads codes there, without a name or a way to anybody."""
NAMES = {"entries:identity"}
"""The one page that says who somebody is."""
PART = re.compile(r"<(?:\w+:)?(\w+)>")


def _walk(
    patterns: list[URLPattern | URLResolver], names: str, start: str
) -> Iterator[tuple[str, str]]:
    for one in patterns:
        address = f"{start}{one.pattern}"
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else names
            yield from _walk(one.url_patterns, inner, address)
        elif address.startswith("study/"):
            yield f"{names}{one.name}", address


def addresses(number: int = 1) -> dict[str, str]:
    """List every address of the workspace by its name, its parts filled in."""
    parts = {**PARTS, "number": str(number)}
    return {
        name: "/" + PART.sub(lambda part: parts[part[1]], address)
        for name, address in _walk(get_resolver().url_patterns, "", "")
    }


@pytest.fixture
def planted(crew: Crew) -> dict[str, str]:
    """Plant what could leak, and give the addresses."""
    somebody = make_somebody(crew.carol)
    save(crew.carol, somebody, SEEN)
    save(crew.carol, somebody, {**SEEN, "note": PLANTED}, PLANTED)
    save(crew.carol, somebody, {"term": PLANTED, "serious": "no"}, at=Place(form="ae"))
    keep_draft(crew.carol, somebody, Place(form="remarks"), {"field1": PLANTED}, 0)
    write_identity(crew.carol, somebody, {"family_name": PLANTED, "phone": PLANTED})
    query = actions.open_query(crew.mona, somebody, LABS, "alt", PLANTED)
    Candidate.objects.create(
        registry_id=TRIAL, centre="guangzhou", subject="C-001", enquiry=1, made_by=crew.carol
    )
    return addresses(query.pk)


def answers(client: Client, address: str) -> Iterator[tuple[int, str]]:
    for sent in (client.get(address), client.post(address, {"text": "x", "reason": "x"})):
        yield sent.status_code, sent.content.decode() + sent.headers.get("Location", "")


def test_the_walk_finds_the_workspace() -> None:
    found = addresses()

    assert len(found) >= 28
    assert found.keys() >= OF_NO_TRIAL | NAMES
    assert all(f"/study/{A}/" in at for name, at in found.items() if name not in OF_NO_TRIAL)


def test_a_stranger_is_asked_to_sign_in_whatever_the_address(
    planted: dict[str, str], english: Client
) -> None:
    for name, address in planted.items():
        for status, said in answers(english, address):
            assert status in (302, 405), name
            assert status == 405 or said.startswith("/staff/sign-in/"), name
            assert PLANTED not in said, name


@pytest.mark.parametrize("who", ["zoe", "admin", "editor"])
def test_whoever_has_no_role_in_the_trial_finds_nothing(
    who: str, crew: Crew, planted: dict[str, str]
) -> None:
    roles = {"admin": Role.ADMINISTRATOR, "editor": Role.EDITOR}
    user = make_user("Other", roles[who]) if who in roles else crew.zoe
    client = signed_in(user)

    for name, address in planted.items():
        for status, said in answers(client, address):
            if name not in OF_NO_TRIAL:
                assert status in (404, 405), name
            assert PLANTED not in said, name


@pytest.mark.parametrize("who", ["bernd", "stan"])
def test_another_centre_and_the_statistician_find_nobody(
    who: str, crew: Crew, planted: dict[str, str]
) -> None:
    client = signed_in(getattr(crew, who))
    queries = Query.objects.count()

    for name, address in planted.items():
        for status, said in answers(client, address):
            if "-001" in address or name == "oversight:query":
                assert status in (404, 405), name
            assert PLANTED not in said, name
            if who == "stan" and name in CODES:
                assert "/participants/" not in said, name
            else:
                assert status in (404, 405) or "P-001" not in said, name
            assert status in (404, 405) or "C-001" not in said, name
    assert Query.objects.count() == queries


@pytest.mark.parametrize("who", ["carol", "mona", "dara"])
def test_a_name_stands_on_the_page_of_the_identity_alone(
    who: str, crew: Crew, planted: dict[str, str]
) -> None:
    write_identity(crew.carol, Participant.objects.get(), {"family_name": "Quetzalcoatl"})
    client = signed_in(getattr(crew, who))
    seen = set()

    for name, address in planted.items():
        page = client.get(address)
        assert page.status_code < 500, name
        if "Quetzalcoatl" in page.content.decode():
            seen.add(name)
    assert seen == (NAMES if who == "carol" else set())
