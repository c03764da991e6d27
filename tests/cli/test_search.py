"""`trialogue search`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.programs import Shell, document, run, shell
from tests.exchange.ctgov.studies import study
from trialogue.core.record import STATUSES

RESULT_KEYS = {"id", "title", "status", "distance_km", "nearest"}
NEAR = {"lat": 23.11667, "lon": 113.25}
FAR = {"lat": 39.9075, "lon": 116.39723}
GUANGZHOU = {"city": "Guangzhou", "country": "China", "geoPoint": NEAR}
BEIJING = {"city": "Beijing", "country": "China", "geoPoint": FAR}


def trial(number: int, title: str, *sites: dict, status: str = "RECRUITING", **changes) -> dict:
    return study(
        f"NCT0000000{number}",
        identificationModule__briefTitle=title,
        statusModule__overallStatus=status,
        contactsLocationsModule__locations=list(sites),
        **changes,
    )


OPEN, SHUT = {"status": "RECRUITING"}, {"status": "COMPLETED"}
STUDIES = [
    trial(1, "Far", GUANGZHOU | SHUT, BEIJING | OPEN),
    trial(2, "Near", BEIJING | OPEN, GUANGZHOU | OPEN),
    trial(3, "Done", GUANGZHOU, status="COMPLETED"),
    trial(4, "Adults", eligibilityModule__minimumAge="18 Years"),
    trial(5, "Other", conditionsModule={"conditions": ["Asthma"]}, derivedSection={}),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Import the studies once."""
    with shell(tmp_path_factory.mktemp("search")) as opened:
        done = opened.run("import", "-", stdin=json.dumps(STUDIES).encode())
        assert done.returncode == 0, done.stderr
        yield opened


def ids(home: Shell, *words: str) -> list[str]:
    """Search, and give the last figure of the ids found, in their order."""
    done = home.run("search", *words, "--json")
    assert done.returncode == 0, done.stderr
    return [one["id"][-1] for one in document(done)["results"] if one["id"] <= "NCT00000009"]


def test_every_result_has_the_stable_keys(home: Shell) -> None:
    made = document(home.run("search", "neuroblastoma", "--near", "Guangzhou", "--json"))

    assert made["faults"] == []
    assert all(set(one) >= RESULT_KEYS for one in made["results"])
    assert {one["status"] for one in made["results"]} <= set(STATUSES)


def test_the_nearest_open_centre_is_named_and_comes_first(home: Shell) -> None:
    made = document(home.run("search", "neuroblastoma", "--near", "Guangzhou", "--json"))

    placed = [one for one in made["results"] if one["distance_km"] is not None]
    assert [
        (
            one["title"],
            round(one["distance_km"]),
            one["nearest"]["city"],
            one["nearest"]["recruits"],
        )
        for one in placed
    ] == [
        ("Near", 0, "Guangzhou", True),
        ("Far", 1890, "Beijing", True),
        ("Done", 0, "Guangzhou", False),
    ]


def test_coordinates_are_as_good_as_a_city(home: Shell) -> None:
    by_name = ids(home, "neuroblastoma", "--near", "Beijing, China")

    assert ids(home, "neuroblastoma", "--near", "39.9075,116.39723") == by_name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["neuroblastoma"], "1234"),
        (["neuroblastoma", "--status", "Recruiting"], "124"),
        (["neuroblastoma", "--status", "recruiting", "--status", "completed"], "1234"),
        (["neuroblastoma", "--status", "not yet recruiting"], ""),
        (["neuroblastoma", "--age", "4"], "123"),
        (["neuroblastoma", "--age", "30"], "1234"),
        (["asthma"], "5"),
        (["neuroblastomma"], "1234"),
        (["NCT00000003"], "3"),
        ([], "12345"),
    ],
)
def test_words_and_filters_find_what_fits(home: Shell, words: list[str], expected: str) -> None:
    assert "".join(sorted(ids(home, *words))) == expected


def test_the_limit_cuts_and_the_total_says_how_many_there_are(home: Shell) -> None:
    made = document(home.run("search", "invented", "--limit", "2", "--json"))

    assert len(made["results"]) == 2
    assert made["total"] >= 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--near", "Guangzou"], "did you mean: “Guangzhou, China”?"),
        (["--near", "China"], "a city, not a country or a state; name one of: Beijing, Guangzhou"),
        (["--near", "Nowhereville"], "a city where some trial has a centre"),
        (["--near", ""], "a city where some trial has a centre"),
        (["--near", "99,99"], "no place on the globe"),
        (["--status", "recuiting"], "did you mean 'recruiting'?"),
        (["--age", "151"], "allowed: 0 to 150 years"),
        (["--limit", "0"], "allowed: 1 to 1000"),
        (["--sort", "distance"], "add --near PLACE"),
    ],
)
def test_wrong_use_says_what_is_allowed(home: Shell, words: list[str], said: str) -> None:
    done = home.run("search", "neuroblastoma", *words, "--json")

    made = document(done)
    assert done.returncode == 2
    assert said in done.stderr
    assert made["results"] == []
    assert len(made["faults"]) == 1


def test_a_terminal_shows_a_result_in_a_few_lines(home: Shell) -> None:
    done = home.run("search", "NCT00000003", "--near", "Guangzhou")

    assert done.stdout.splitlines() == [
        "NCT00000003 · completed · 1 Year to 50 Years",
        "  Done",
        "  0 km: Guangzhou, China  (recruits nowhere today; this is its nearest centre)",
        "",
        "1 trial",
    ]


@pytest.mark.parametrize("words", ['"', "a AND (", "\\", "*" * 3000, "\x1b[31m", "神经母细胞瘤"])
def test_nothing_typed_ends_in_a_traceback(home: Shell, words: str) -> None:
    done = home.run("search", words, "--json")

    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_a_fresh_home_is_set_up(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "search", "asthma", "--json")

    assert done.returncode == 0
    assert document(done)["results"] == []


def test_a_lost_index_is_made_anew(home: Shell) -> None:
    shutil.rmtree(home.home / "search")

    assert ids(home, "asthma") == ["5"]


def test_a_changed_record_is_found_as_it_is_now(home: Shell) -> None:
    changed = trial(5, "Other", conditionsModule={"conditions": ["Eczema"]})

    home.run("import", "-", stdin=json.dumps(changed).encode())
    found = ids(home, "asthma"), ids(home, "eczema")
    home.run("import", "-", stdin=json.dumps(STUDIES[4]).encode())

    assert found == ([], ["5"])
    assert ids(home, "asthma") == ["5"]
