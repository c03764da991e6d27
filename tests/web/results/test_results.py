"""The results of a study: for who may see them, whole, and from nowhere but their folder."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.web.cast import A, B, make_cast, make_user, signed_in
from trialogue.web.accounts.roles import Role
from trialogue.web.results.actions import analyze_demo_study
from trialogue.web.results.folders import RESULTS, all_held, held_for, results_folder

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 11, 25, tzinfo=UTC)
SECRET = "planted-secret"  # noqa: S105 - a mark to be looked for


@pytest.fixture(scope="module")
def analyzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Analyze the demo study once."""
    from django.conf import settings

    home, before = tmp_path_factory.mktemp("home"), settings.HOME
    settings.HOME = home
    try:
        assert analyze_demo_study(A, MADE)
        assert not analyze_demo_study(A, MADE)
    finally:
        settings.HOME = before
    return home


@pytest.fixture(autouse=True)
def _home(analyzed: Path, settings: Settings) -> None:
    settings.HOME = analyzed
    settings.STAFF_SECOND_FACTOR = False


def test_the_demo_study_is_analyzed_and_held() -> None:
    (held,) = all_held()

    assert (held.registry_id, held.study) == (A, "TRIALOGUE-DEMO-1")
    assert set(held.files) >= {"results.json", "report.html"}


def test_a_statistician_reads_the_report_in_the_frame_of_the_site() -> None:
    client = signed_in(make_user("Stan", Role.STATISTICIAN, A))

    listed = client.get("/staff/results/").content.decode()
    page = client.get(f"/staff/results/{A}/")
    html = page.content.decode()

    assert f"/staff/results/{A}/" in listed
    assert 'id="survival"' in html
    assert "Overall survival" in html
    assert "<style" not in html
    assert html.count("<main") == 1
    assert "no-store" in page["Cache-Control"]


def test_the_files_can_be_kept() -> None:
    client = signed_in(make_user("Stan", Role.STATISTICIAN, A))

    answer = client.get(f"/staff/results/{A}/results.json")

    assert json.loads(answer.content)["study"] == "TRIALOGUE-DEMO-1"
    assert answer["Content-Disposition"] == f'attachment; filename="{A}-results.json"'


@pytest.mark.parametrize("address", ["", f"{A}/", f"{A}/results.json"])
def test_who_may_not_see_results_meets_nothing(address: str) -> None:
    cast = make_cast()
    elsewhere = make_user("Eve", Role.STATISTICIAN, B)
    one_centre = make_user("Frank", Role.INVESTIGATOR, A, "north")

    for person in (cast.alice, cast.charlie):
        assert signed_in(person).get(f"/staff/results/{address}").status_code == 404
    for person in (elsewhere, one_centre):
        answer = signed_in(person).get(f"/staff/results/{address}")
        assert answer.status_code == 404 or A not in answer.content.decode()


def test_a_stranger_is_led_to_the_sign_in() -> None:
    from django.test import Client

    answer = Client().get(f"/staff/results/{A}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/staff/sign-in/")


@pytest.mark.parametrize(
    "name", ["..", "../secret_key", "secret", "tables", "%2e%2e%2fsecret", "report.css"]
)
def test_nothing_else_can_be_taken_from_the_disk(name: str) -> None:
    (results_folder() / "secret").write_text(SECRET)
    (results_folder() / A / "secret").write_text(SECRET)
    client = signed_in(make_user("Stan", Role.STATISTICIAN))

    for address in (f"/staff/results/{A}/{name}", f"/staff/results/{name}/results.json"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}"])
def test_a_broken_analysis_is_left_out(text: str) -> None:
    folder = results_folder() / "BROKEN"
    folder.mkdir(exist_ok=True)
    (folder / RESULTS).write_text(text)

    assert held_for("BROKEN") is None
    assert [one.registry_id for one in all_held()] == [A]
