"""Who is told what: only what changed, only who waits for it, each piece once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests.web.notices.wishes import letters, told, waiting
from tests.web.records.states import dated, imported
from trialogue.core.record import Point
from trialogue.registry.query import AgeSpan
from trialogue.web.notices.models import News, Progress, Subscription
from trialogue.web.notices.wishes import age_of
from trialogue.web.records.models import RecordVersion

pytestmark = pytest.mark.django_db
ONE, TWO = "NCT00000001", "NCT00000002"
GUANGZHOU = Point(lat=23.11667, lon=113.25)


def site(city: str, lat: float, lon: float, status: str = "RECRUITING") -> dict[str, Any]:
    point = {"lat": lat, "lon": lon}
    return {"facility": city, "city": city, "country": "China", "status": status, "geoPoint": point}


def at(*sites: dict[str, Any]) -> dict[str, Any]:
    return {"contactsLocationsModule__locations": list(sites)}


BEIJING, SHENZHEN = site("Beijing", 39.9, 116.4), site("Shenzhen", 22.55, 114.07)


def test_what_was_there_before_the_first_sign_up_is_no_news(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01"))
    waiting()

    assert told() == []


def test_a_trial_that_appears_is_told_to_who_waits_for_it(tmp_path: Path) -> None:
    waiting()
    waiting("other@example.org", words="asthma")
    imported(tmp_path, dated(ONE, "2026-01-01"))

    assert told() == [(ONE, ["appeared"])]


def test_it_is_told_once(tmp_path: Path) -> None:
    waiting()
    imported(tmp_path, dated(ONE, "2026-01-01"))

    assert told() == told()
    imported(tmp_path, dated(ONE, "2026-01-01"))
    assert told() == [(ONE, ["appeared"])]


def test_two_states_between_runs_are_one_change(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01", "NOT_YET_RECRUITING"))
    waiting()
    imported(tmp_path, dated(ONE, "2026-02-01", "SUSPENDED"))
    imported(tmp_path, dated(ONE, "2026-03-01", "RECRUITING"))

    ((id, kinds),) = told()

    assert id == ONE
    assert kinds[0] == "opened"


def test_back_to_where_it_was_is_no_news(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01"))
    waiting()
    imported(tmp_path, dated(ONE, "2026-02-01", "SUSPENDED"))
    imported(tmp_path, dated(ONE, "2026-03-01"))

    assert told() == []


def test_an_older_state_that_comes_late_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-02-01"))
    waiting()
    imported(tmp_path, dated(ONE, "2026-01-01", "NOT_YET_RECRUITING"))

    assert told() == []


def test_that_it_closed_is_told(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01"))
    waiting()
    imported(tmp_path, dated(ONE, "2026-02-01", "COMPLETED"))

    assert told() == [(ONE, ["closed"])]


def test_who_no_longer_fits_is_told_that_the_ages_changed(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01", eligibilityModule__minimumAge="1 Year"))
    waiting(age=4)
    waiting("old@example.org", age=90)
    imported(tmp_path, dated(ONE, "2026-02-01", eligibilityModule__minimumAge="18 Years"))

    assert told() == [(ONE, ["ages"])]


def test_a_centre_that_opens_nearer_is_told_and_one_farther_is_not(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01", **at(BEIJING)))
    waiting(near=GUANGZHOU, place="Guangzhou")
    waiting("north@example.org", near=Point(lat=40, lon=116), place="Beijing")
    imported(tmp_path, dated(ONE, "2026-02-01", **at(BEIJING, SHENZHEN)))

    assert told() == [(ONE, ["nearer"])]


def test_without_a_place_a_new_centre_is_told_by_name(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01", **at(BEIJING)))
    waiting()
    imported(tmp_path, dated(ONE, "2026-02-01", **at(BEIJING, SHENZHEN)))

    assert told() == [(ONE, ["centres"])]


def test_one_trial_can_be_followed_whatever_it_is_about(tmp_path: Path) -> None:
    imported(tmp_path, dated(ONE, "2026-01-01"), dated(TWO, "2026-01-01"))
    waiting(registry_id=ONE, words="")
    changed = {"status": "COMPLETED"}
    imported(tmp_path, dated(ONE, "2026-02-01", **changed), dated(TWO, "2026-02-01", **changed))

    assert told() == [(ONE, ["closed"])]


def test_who_did_not_confirm_is_told_nothing(tmp_path: Path) -> None:
    waiting(confirmed=False)
    imported(tmp_path, dated(ONE, "2026-01-01"))

    assert told() == []


def test_a_run_without_new_states_reads_no_subscription(
    tmp_path: Path, django_assert_num_queries: Any
) -> None:
    waiting()
    imported(tmp_path, dated(ONE, "2026-01-01"))
    told()

    with django_assert_num_queries(7):
        from trialogue.web.notices.gathering import gather

        assert gather(timezone.localdate()) == {"changed": 0, "news": 0}


def test_the_mark_moves_with_the_states(tmp_path: Path) -> None:
    waiting()
    imported(tmp_path, dated(ONE, "2026-01-01"), dated(TWO, "2026-01-01"))
    told()

    newest = RecordVersion.objects.order_by("pk").last()
    assert newest is not None
    assert Progress.objects.get().last_state == newest.pk


def test_news_go_out_in_one_mail_and_are_gone(tmp_path: Path) -> None:
    waiting()
    imported(tmp_path, dated(ONE, "2026-01-01"), dated(TWO, "2026-01-01"))

    (letter,) = letters()

    assert letter.subject == "News of 2 trials"
    assert f"/trials/{ONE}/" in letter.text
    assert f"/trials/{TWO}/" in letter.html
    assert News.objects.count() == 0
    assert len(letters()) == 1


def test_a_weekly_mail_waits_for_its_week(tmp_path: Path) -> None:
    waiting(every="week")
    imported(tmp_path, dated(ONE, "2026-01-01"))

    assert letters(timedelta(days=6)) == []
    imported(tmp_path, dated(TWO, "2026-01-01"))
    (letter,) = letters(timedelta(days=7))

    assert letter.subject == "News of 2 trials"


def test_each_is_told_in_their_language(tmp_path: Path) -> None:
    waiting(language="zh-hans")
    imported(tmp_path, dated(ONE, "2026-01-01"))

    (letter,) = letters()

    assert letter.subject == "1 项试验的消息"
    assert "这是一项新研究，正在招募参加者。" in letter.text


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, (48, 60)), (365, (59.99, 71.99)), (-5, (48, 60))],
)
def test_an_age_grows(days: int, expected: tuple[float, float]) -> None:
    told_on = date(2026, 1, 1)
    row = Subscription(age_from=48, age_below=60, age_on=told_on)

    age = age_of(row, told_on + timedelta(days=days))

    assert age is not None
    assert (age.from_months, age.below_months) == pytest.approx(expected, abs=0.01)


def test_no_age_and_one_beyond_life_narrow_nothing() -> None:
    assert age_of(Subscription(), date(2026, 1, 1)) is None
    old = Subscription(age_from=1790, age_below=1799, age_on=date(2020, 1, 1))
    assert age_of(old, date(2026, 1, 1)) is None
    assert AgeSpan(from_months=0, below_months=1) is not None
