"""The live registry, as a server on this machine plays it: slow, busy, broken, gone and back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.exchange.ctgov.registry_server import (
    Answer,
    Registry,
    broken,
    dripping,
    hanging_up,
    registry,
    short,
    silent,
    status,
)
from tests.exchange.ctgov.studies import studies, study
from trialogue.exchange.ctgov import Loaded, RecordReader
from trialogue.exchange.ctgov.fetch import Fetched, Progress, Wanted, fetch_to_file
from trialogue.exchange.ctgov.service import Clock, Service

ALL = Wanted(query="neuroblastoma")


class FakeTime:
    """A clock that jumps instead of waiting."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach this machine itself, whatever proxy it uses for others."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def server() -> Iterator[Registry]:
    """Give a registry of seven studies."""
    with registry(studies(7)) as opened:
        yield opened


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Name a file in a folder that is yet to be made."""
    return tmp_path / "fetched" / "records.ndjson"


def service(server: Registry, **settings: float) -> Service:
    return Service(base=server.base, page_size=3, **settings)


def fetch(server: Registry, target: Path, wanted: Wanted = ALL, **settings: float) -> Fetched:
    time = FakeTime()
    return fetch_to_file(wanted, target, service(server, **settings), Clock(time.now, time.sleep))


def ids(path: Path) -> list[str]:
    return [one.record.id for one in RecordReader([path]) if isinstance(one, Loaded)]


SEVEN = [f"NCT{number:08}" for number in range(1, 8)]


def test_a_query_is_fetched_page_by_page_into_a_file(server: Registry, target: Path) -> None:
    fetched = fetch(server, target)

    assert fetched == Fetched(path=target, studies=7, is_complete=True)
    assert ids(target) == SEVEN
    assert server.asked == [
        {"query.term": "neuroblastoma", "pageSize": "3", "countTotal": "true"},
        {"query.term": "neuroblastoma", "pageSize": "3", "pageToken": "t3"},
        {"query.term": "neuroblastoma", "pageSize": "3", "pageToken": "t6"},
    ]
    assert [path.name for path in target.parent.iterdir()] == ["records.ndjson"]


def test_ids_are_fetched_and_those_that_are_not_there_are_named(
    server: Registry, target: Path
) -> None:
    fetched = fetch(server, target, Wanted(ids=("NCT00000002", "NCT99999999")))

    assert ids(target) == ["NCT00000002"]
    assert fetched.is_complete
    assert [fault.found for fault in fetched.faults] == ["NCT99999999: no such study"]


def test_an_earlier_id_counts_as_the_study_that_it_leads_to(target: Path) -> None:
    with registry([study("NCT00000001")]) as server:
        fetched = fetch(server, target, Wanted(ids=("NCT00000009",)))

    assert (fetched.studies, fetched.faults) == (1, ())


def test_many_ids_are_asked_for_a_hundred_at_once(server: Registry, target: Path) -> None:
    many = tuple(f"NCT{number:08}" for number in range(1, 251))

    fetched = fetch(server, target, Wanted(ids=many, query="x"))

    batches = [one.get("filter.ids", "").count("|") for one in server.asked]
    assert max(batches) == 99
    assert fetched.studies == 14
    assert len(fetched.faults) == 242  # the ninth is an earlier id of the first


@pytest.mark.parametrize(
    ("ids", "query", "said"),
    [
        ((), "", "nothing to fetch"),
        ((), "  ", "nothing to fetch"),
        (("NCT1",), "", "'NCT1' is no registry id"),
        (("NCT00000001&x=1",), "", "is no registry id"),
        ((), "a" * 2_001, "at most 2000"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(
    ids: tuple[str, ...], query: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Wanted(ids=ids, query=query)


@pytest.mark.parametrize(
    ("base", "size"),
    [("ftp://example.org", 9), ("file:///etc", 9), ("http://a", 0), ("http://a", 1001)],
)
def test_an_address_or_a_page_that_cannot_be_is_refused(base: str, size: int) -> None:
    with pytest.raises(ValueError, match=r"allowed|web address"):
        Service(base=base, page_size=size)


@pytest.mark.parametrize(
    "mood",
    [
        status(429),
        status(500),
        status(502),
        status(503, Retry_After="1"),
        status(504),
        broken,
        short,
        silent,
        dripping,
        hanging_up,
    ],
    ids=["429", "500", "502", "503", "504", "broken", "short", "silent", "dripping", "hung up"],
)
def test_a_bad_answer_is_asked_for_again(mood: Answer, server: Registry, target: Path) -> None:
    server.moods = [mood, mood]
    given_up = {"timeout": 0.8, "longest": 1.0} if mood in (silent, dripping) else {}

    fetched = fetch_to_file(
        ALL, target, service(server, pause=0.0, **given_up), Clock(sleep=lambda _: None)
    )

    assert (fetched.is_complete, fetched.faults) == (True, ())
    assert ids(target) == SEVEN
    assert len(server.asked) == 5


def test_waits_grow_and_are_told(server: Registry, target: Path) -> None:
    server.moods = [status(500)] * 4
    time = FakeTime()
    told: list[Progress] = []

    fetch_to_file(ALL, target, service(server, pause=0.0), Clock(time.now, time.sleep), told.append)

    assert time.slept == [1.0, 2.0, 4.0, 8.0]
    waiting = [one.waiting for one in told if one.waiting]
    assert [(one.seconds, one.why) for one in waiting][-1] == (8.0, "the service answered 500")
    assert [(one.studies, one.total) for one in told if not one.waiting] == [(3, 7), (6, 7), (7, 7)]


def test_requests_keep_their_distance(server: Registry, target: Path) -> None:
    time = FakeTime()

    fetch_to_file(ALL, target, service(server, pause=1.2), Clock(time.now, time.sleep))

    assert time.slept == pytest.approx([1.2, 1.2])


@pytest.mark.parametrize(("as_date", "least"), [(False, 30.0), (True, 20.0)])
def test_the_service_may_say_how_long_to_wait(
    as_date: bool, least: float, server: Registry, target: Path
) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    server.moods = [status(429, Retry_After=until if as_date else "30")]
    time = FakeTime()

    fetch_to_file(ALL, target, service(server, pause=0.0), Clock(time.now, time.sleep))

    [slept] = time.slept
    assert least <= slept <= 30.0


def test_a_wait_beyond_patience_stops_and_says_how_to_go_on(server: Registry, target: Path) -> None:
    server.moods = [status(429, Retry_After="3600")]

    fetched = fetch(server, target)

    assert not fetched.is_complete
    assert [fault.found for fault in fetched.faults] == ["the service asks to wait 3600 seconds"]
    assert "goes on where it stopped" in fetched.faults[0].remedy


@pytest.mark.parametrize(
    ("mood", "found"),
    [
        (status(400, b"Invalid query.term"), "the service answered 400: Invalid query.term"),
        (status(403, b"<html>\xff"), "the service answered 403: <html>"),
        (status(404, b""), "the service answered 404: Not Found"),
        (status(302, Location="http://127.0.0.2/elsewhere"), "the service answered 302"),
        (status(200, b"[]"), "an answer without a list of studies"),
        (status(200, b'{"studies": [], "nextPageToken": 7}'), "a page token that is no text"),
    ],
)
def test_an_answer_that_will_not_get_better_is_a_fault_at_once(
    mood: Answer, found: str, server: Registry, target: Path
) -> None:
    server.moods = [mood]

    fetched = fetch(server, target)

    assert len(server.asked) == 1
    assert [fault.found[: len(found)] for fault in fetched.faults] == [found]
    assert fetched.faults[0].file == server.base


def test_no_network_is_a_fault_with_a_remedy(target: Path) -> None:
    nowhere = Service(base="http://127.0.0.1:9/api/v2", attempts=3, timeout=1.0)

    fetched = fetch_to_file(ALL, target, nowhere, Clock(sleep=lambda _: None))

    assert fetched.faults[0].found.startswith("no page in 3 attempts: no connection")
    assert "check the network" in fetched.faults[0].remedy


def test_a_page_that_comes_again_and_again_is_a_fault(server: Registry, target: Path) -> None:
    same = status(200, b'{"studies": [], "nextPageToken": "t3"}')
    server.moods = [same, same]

    assert fetch(server, target).faults[0].found == "the same page again"


def stopped(server: Registry, target: Path) -> Fetched:
    """Fetch one page, and then no more."""
    server.moods = [lambda talk: talk.send(server.page(talk.asked)), status(403)]
    return fetch(server, target)


def test_a_fetch_that_stopped_goes_on_where_it_was(server: Registry, target: Path) -> None:
    first = stopped(server, target)
    so_far = ids(first.path)
    server.asked.clear()

    second = fetch(server, target)

    assert (first.is_complete, first.studies, so_far) == (False, 3, SEVEN[:3])
    assert second == Fetched(path=target, studies=7, is_complete=True, resumed_at=3)
    assert server.asked[0]["pageToken"] == "t3"
    assert ids(target) == SEVEN


def test_half_a_page_on_the_disk_is_not_kept(server: Registry, target: Path) -> None:
    part = stopped(server, target).path
    with part.open("ab") as stream:
        stream.write(b'{"protocolSection": {"identif')

    fetch(server, target)

    assert ids(target) == SEVEN


def test_another_question_starts_anew(server: Registry, target: Path) -> None:
    stopped(server, target)

    fetched = fetch(server, target, Wanted(query="sarcoma"))

    assert (fetched.resumed_at, fetched.studies) == (0, 7)
    assert ids(target) == SEVEN


def test_a_page_token_that_has_died_starts_anew(server: Registry, target: Path) -> None:
    stopped(server, target)
    server.moods = [status(400, b"invalid pageToken")]

    fetched = fetch(server, target)

    assert (fetched.is_complete, fetched.studies) == (True, 7)
    assert ids(target) == SEVEN


@pytest.mark.parametrize(
    "state", ["", "nonsense", "[]", "{}", '{"asked": {}, "size": 9}', "null", "\udce4"]
)
def test_a_spoiled_state_starts_anew(state: str, server: Registry, target: Path) -> None:
    stopped(server, target)
    place = target.with_name("records.ndjson.state")
    place.write_bytes(state.encode("utf-8", "surrogateescape"))

    assert fetch(server, target).resumed_at == 0
    assert ids(target) == SEVEN


@pytest.mark.parametrize("field", ["batch", "token", "size", "studies", "pages", "total"])
@pytest.mark.parametrize("value", [-1, 1.5, [], True])
def test_a_state_with_a_wrong_value_starts_anew(
    field: str, value: object, server: Registry, target: Path
) -> None:
    stopped(server, target)
    place = target.with_name("records.ndjson.state")
    place.write_text(json.dumps({**json.loads(place.read_text()), field: value}))

    assert fetch(server, target).resumed_at == 0
    assert ids(target) == SEVEN


def test_a_file_that_cannot_be_written_is_a_fault(server: Registry, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    fetched = fetch(server, tmp_path / "file" / "records.ndjson")

    assert "a file that cannot be written" in fetched.faults[0].found


def test_a_study_that_no_file_can_hold_is_fetched_all_the_same(target: Path) -> None:
    odd = study(conditionsModule__keywords=["CAR\ud800T"])
    with registry([odd]) as server:
        fetch(server, target)

    assert ids(target) == ["NCT00000001"]


def test_an_earlier_file_is_replaced_only_when_all_is_there(server: Registry, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("earlier")

    stopped(server, target)

    assert target.read_text() == "earlier"
    fetch(server, target)
    assert ids(target) == SEVEN
