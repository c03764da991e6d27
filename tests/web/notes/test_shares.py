"""The server keeps sealed notes, gives them out against a proof, and lets nobody try for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.notes.sealing import Shared, b64
from trialogue.core.protocol import Protocol
from trialogue.web.notes import actions
from trialogue.web.notes.actions import Wait, open_share, purge
from trialogue.web.notes.bodies import Asking, Malformed, parse_asking, parse_owner, parse_sharing
from trialogue.web.notes.models import Failure, Share
from trialogue.web.notes.tasks import purge_expired
from trialogue.web.outbox.jobs import REGISTERED

NOTE = "Will he keep his hair? planted-2718"
SHARED = Shared(rounds=1)
"""Rounds are the browser's; the server sees only what comes out of them."""
ADDRESS = "/trials/NCT06836505/notes/shares/"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)

Post = Callable[..., HttpResponse]
MOMENTS = {"Date", "Expires"}
"""Headers that say the second of the answer."""


@pytest.fixture
def post(reference: Protocol, english: Client) -> Post:
    """Send a body as the notes' script does."""

    def send(path: str, body: object, network: str = "192.0.2.7", **headers: str) -> HttpResponse:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return english.post(
            ADDRESS + path,
            sent,
            content_type="application/json",
            headers=headers,
            REMOTE_ADDR=network,
        )

    return send


def asked(shared: Shared) -> Asking:
    """Give the wish to open a share."""
    return parse_asking(json.dumps(shared.asking()).encode())


def test_what_was_sealed_comes_back_to_who_has_link_and_passcode(post: Post) -> None:
    stored = post("", SHARED.seal(NOTE))
    opened = post("open/", SHARED.asking())

    assert stored.status_code == 201
    assert opened.status_code == 200
    assert SHARED.open(opened.json()) == NOTE
    assert opened.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_owner_sees_when_it_was_opened_and_can_end_it(post: Post) -> None:
    post("", SHARED.seal(NOTE))
    owner = {"owner": b64(SHARED.owner)}
    post("open/", SHARED.asking())
    post("open/", SHARED.asking())

    standing = post("owner/status/", owner).json()
    ended = post("owner/revoke/", owner)

    assert standing["count"] == len(standing["opened"]) == 2
    assert ended.status_code == 200
    assert Share.objects.count() == 0
    assert post("open/", SHARED.asking()).status_code == 403
    assert post("owner/status/", owner).status_code == 403
    assert post("owner/revoke/", owner).status_code == 403


def test_nobody_but_the_owner_can_claim_a_link_or_end_it(post: Post) -> None:
    post("", SHARED.seal(NOTE))
    link_as_owner = {"owner": b64(SHARED.owner[:-1] + b"!")}

    assert post("owner/status/", link_as_owner).status_code == 403
    assert post("owner/revoke/", link_as_owner).status_code == 403
    assert post("open/", SHARED.asking()).status_code == 200


def test_unknown_expired_revoked_and_wrong_look_the_same_by_the_same_path(post: Post) -> None:
    expired, revoked, wrong = (replace(SHARED, owner=bytes([n]) * 32) for n in (1, 2, 3))
    for shared in (expired, revoked, wrong, SHARED):
        post("", shared.seal(NOTE))
    Share.objects.filter(link=SHARED.link).update(trial="ANOTHER")
    Share.objects.filter(link=expired.link).update(expires_at=timezone.now())
    post("owner/revoke/", {"owner": b64(revoked.owner)})
    askings = {
        "unknown": replace(SHARED, owner=b"?" * 32).asking(),
        "expired": expired.asking(),
        "revoked": revoked.asking(),
        "wrong": replace(wrong, passcode="another-one").asking(),
        "another trial": SHARED.asking(),
    }

    seen = {}
    for number, (name, asking) in enumerate(askings.items()):
        with CaptureQueriesContext(connection) as queries:
            answer = post("open/", asking, network=f"198.51.{number}.1")
        shapes = [re.sub(r"'[^']*'|\d+|\"s.*", "", one["sql"]) for one in queries]
        head = {name: value for name, value in answer.headers.items() if name not in MOMENTS}
        seen[name] = (answer.status_code, answer.content, head, shapes)

    assert seen["unknown"][:2] == (403, b'{"error": "refused"}')
    assert {name for name, one in seen.items() if one != seen["unknown"]} == set()


def test_the_pages_of_a_link_are_the_same_for_every_link(
    reference: Protocol, english: Client
) -> None:
    with CaptureQueriesContext(connection) as queries:
        for page in ("share", "shared", "sharer"):
            answer = english.get(f"/trials/{reference.id}/notes/{page}/")
            assert answer.status_code == 200
            assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]

    assert not [one for one in queries if "notes_" in one["sql"]]
    assert english.get("/trials/NCT00000000/notes/share/").status_code == 404


def test_after_wrong_passcodes_the_wait_grows_and_the_right_one_still_opens(
    reference: Protocol, post: Post
) -> None:
    post("", SHARED.seal(NOTE))
    wrong, now, waits = asked(replace(SHARED, passcode="wrong")), timezone.now(), []
    for _ in range(9):
        while isinstance(answer := open_share(reference.id, wrong, "here", now), Wait):
            waits.append(answer.seconds)
            now += timedelta(seconds=answer.seconds)
        assert answer is None

    opened = open_share(reference.id, asked(SHARED), "here", now + timedelta(seconds=60))

    assert waits == [1, 2, 4, 8]
    assert isinstance(opened, Share)


def test_a_right_passcode_is_not_looked_at_before_the_wait_is_over(
    reference: Protocol, post: Post
) -> None:
    post("", SHARED.seal(NOTE))
    now = timezone.now()
    for _ in range(5):
        open_share(reference.id, asked(replace(SHARED, passcode="wrong")), "here", now)

    assert open_share(reference.id, asked(SHARED), "here", now) == Wait(1)


def test_a_stranger_who_hammers_a_link_keeps_no_reader_out(reference: Protocol, post: Post) -> None:
    post("", SHARED.seal(NOTE))
    wrong, now = asked(replace(SHARED, passcode="wrong")), timezone.now()
    for number in range(100):
        open_share(reference.id, wrong, f"network {number % 20}", now)

    assert isinstance(open_share(reference.id, wrong, "network 3", now), Wait)
    assert isinstance(open_share(reference.id, asked(SHARED), "the reader's", now), Share)


def test_a_network_that_guesses_on_many_links_waits_for_all_of_them(reference: Protocol) -> None:
    links = [asked(replace(SHARED, owner=bytes([n]) * 32)) for n in range(14)]

    answers = [open_share(reference.id, one, "here", NOW) for one in links]

    assert answers[:12] == [None] * 12
    assert answers[12:] == [Wait(1), Wait(1)]
    assert isinstance(open_share(reference.id, links[0], "elsewhere", NOW), Wait) is False


def test_what_a_network_may_store_is_limited(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "SHARES_OF_A_NETWORK", 2)
    bodies = [replace(SHARED, owner=bytes([n]) * 32).seal(NOTE) for n in range(5)]

    here = [post("", body).status_code for body in bodies[:3]]
    neighbour = post("", bodies[3], network="192.0.2.200").status_code
    elsewhere = post("", bodies[4], network="203.0.113.1").status_code

    assert here == [201, 201, 429]
    assert (neighbour, elsewhere) == (429, 201)


def test_bytes_are_limited_by_network_and_in_all(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("BYTES_OF_A_NETWORK", "BYTES_IN_ALL"):
        with monkeypatch.context() as patched:
            patched.setattr(actions, limit, 1000)
            assert post("", SHARED.seal(NOTE)).status_code == 429, limit
    assert post("", SHARED.seal("x" * 400_000)).status_code == 413


def test_expired_shares_leave_the_database(post: Post) -> None:
    post("", SHARED.seal(NOTE))
    open_share("NCT06836505", asked(replace(SHARED, passcode="no")), "here", timezone.now())
    later = timezone.now() + timedelta(days=7, minutes=1)

    assert purge(timezone.now())["shares"] == 0
    assert purge(later) == {"shares": 1, "failures": 3}
    assert Share.objects.count() == Failure.objects.count() == 0
    assert REGISTERED["notes.purge"].work is purge_expired


def test_no_row_holds_a_word_a_passcode_an_address_or_an_owner(post: Post) -> None:
    post("", SHARED.seal(NOTE))
    post("open/", replace(SHARED, passcode="wrong").asking())
    post("open/", SHARED.asking())

    held = b""
    with connection.cursor() as cursor:
        for table in (name for name in connection.introspection.table_names() if "notes" in name):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a table of our own
            held += repr([[_bytes(cell) for cell in row] for row in cursor.fetchall()]).encode()

    assert b"NCT06836505" in held
    proof = SHARED.keys()[1]
    for secret in (NOTE, SHARED.passcode, "192.0.2", b64(SHARED.owner), b64(SHARED.secret)):
        assert secret.encode() not in held, secret
    for secret in (SHARED.owner, SHARED.secret, proof):
        assert repr(secret).encode()[2:-1] not in held


def _bytes(cell: Any) -> Any:
    return bytes(cell) if isinstance(cell, memoryview) else cell


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["version", "rounds", "salt", "nonce", "sealed", "proof_hash", "owner", "days", "link", "proof"]
)
WHOLE = {**SHARED.seal(NOTE), **SHARED.asking()}
PATHS = ("", "open/", "owner/status/", "owner/revoke/")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary()
    | JSON.map(lambda one: json.dumps(one).encode())
    | st.tuples(FIELDS, JSON).map(lambda pair: json.dumps({**WHOLE, pair[0]: pair[1]}).encode())
    | st.tuples(FIELDS, st.text(alphabet="AZaz09-_=+/ \0é", max_size=50)).map(
        lambda pair: json.dumps({**WHOLE, pair[0]: pair[1]}).encode()
    ),
    path=st.sampled_from(PATHS),
)
def test_any_body_is_answered_and_never_with_a_failure(post: Post, body: bytes, path: str) -> None:
    answer = post(path, body)

    assert 200 <= answer.status_code < 500
    if answer.status_code < 300:
        assert {"": parse_sharing, "open/": parse_asking}.get(path, parse_owner)(body)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 2_000,
        b'{"days": 1' + b"0" * 1_000 + b"}",
        b'{"link": "\xed\xa0\x80"}',
        b'{"link": "\\ud800"}',
        b'{"owner": NaN}',
        b"",
        b"\x00",
        json.dumps({**WHOLE, "days": True}).encode(),
        json.dumps({**WHOLE, "days": 31}).encode(),
        json.dumps({**WHOLE, "rounds": 1}).encode(),
        json.dumps({**WHOLE, "sealed": ""}).encode(),
    ],
    ids=range(12),
)
def test_odd_bodies_are_refused(post: Post, path: str, body: bytes) -> None:
    refused = {400, 413, 415} if path == "" else {200, 400, 403, 413, 415}

    assert post(path, body).status_code in refused


def test_only_this_sites_own_scripts_are_heard(
    reference: Protocol, english: Client, post: Post
) -> None:
    form = english.post(ADDRESS, {"version": 1})
    elsewhere = post("", SHARED.seal(NOTE), **{"Sec-Fetch-Site": "cross-site"})
    read = english.get(f"{ADDRESS}open/")

    assert (form.status_code, elsewhere.status_code, read.status_code) == (415, 403, 405)
    assert Share.objects.count() == 0


def test_a_share_of_an_unknown_trial_is_refused(reference: Protocol, english: Client) -> None:
    answer = english.post(
        "/trials/NCT99999999/notes/shares/",
        json.dumps(SHARED.seal(NOTE)),
        content_type="application/json",
    )

    assert answer.status_code == 404


def test_what_is_wrong_is_said_without_repeating_it() -> None:
    with pytest.raises(Malformed, match="owner must be base64url of 32 bytes") as problem:
        parse_owner(b'{"owner": "planted-2718"}')

    assert "planted" not in str(problem.value)
