"""A new version of a protocol, or a centre that opens here, is news as a record's change is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.repository import REPOSITORY
from tests.web.notices.wishes import letters, told, waiting
from trialogue.core.protocol import Protocol
from trialogue.core.record import Point
from trialogue.web.centres.actions import Entry, enter_centre
from trialogue.web.notices.gathering import gather
from trialogue.web.notices.models import News, Progress
from trialogue.web.trials.actions import store_protocol

pytestmark = pytest.mark.django_db
TRIAL = "NCT06836505"
FILE = REPOSITORY / "protocols" / TRIAL / "protocol.yaml"
GUANGZHOU = Point(lat=23.11667, lon=113.25)
Publish = Callable[..., None]

AGE = ("at_least: 1, at_most: 50,", "at_least: 1, at_most: 60,")


@pytest.fixture
def publish(reference: Protocol) -> Publish:
    """Put another version of the reference protocol in force, with these texts replaced."""

    def published(*replaced: tuple[str, str]) -> None:
        text = FILE.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"', 1)
        for old, new in replaced:
            assert old in text
            text = text.replace(old, new)
        store_protocol(text.encode(), "edited here: protocol.yaml")

    return published


def changes() -> list[dict[str, Any]]:
    gather(timezone.localdate())
    return [change for one in News.objects.all() for change in one.changes]


def test_a_limit_that_moved_is_told_before_and_after(publish: Publish) -> None:
    waiting()
    publish(AGE)

    (ages, entry) = changes()

    assert (ages["kind"], ages["was"], ages["now"]) == (
        "ages", ["1 Years", "50 Years"], ["1 Years", "60 Years"],
    )  # fmt: skip
    assert entry["kind"] == "inclusion"
    assert "1 to 50 years old" in entry["was"][0]
    assert "1 to 60 years old" in entry["now"][0]


def test_it_is_told_in_plain_words_of_the_readers_language(publish: Publish) -> None:
    waiting("ma@example.org", language="zh-hans", registry_id=TRIAL, words="")
    waiting("madre@example.org", language="es", registry_id=TRIAL, words="")
    publish(AGE)

    chinese, spanish = letters()

    assert "不超过 60 岁" in chinese.text
    assert "1–60 岁" in chinese.text
    assert "GD2/B7-H3" in chinese.text
    assert "1 a 60 años" in spanish.text
    assert "years old" not in chinese.text + spanish.text


def test_mended_plain_words_and_other_matters_are_no_news(publish: Publish) -> None:
    waiting()
    publish(
        ("The patient has neuroblastoma or DSRCT, and it", "You have neuroblastoma or DSRCT; it")
    )

    assert told() == []


def test_a_rule_that_is_judged_in_another_way_is_told(publish: Publish) -> None:
    waiting()
    publish(("values: [relapsed, refractory], words", "values: [relapsed], words"))

    (change,) = changes()

    assert (change["kind"], change["was"]) == ("reading", [])
    assert change["now"][0].startswith("The patient has neuroblastoma or DSRCT")
    (letter,) = letters()
    assert "We now judge this rule in another way: “The patient has" in letter.text


def test_what_was_published_before_the_sign_up_is_no_news(publish: Publish) -> None:
    publish(AGE)
    waiting()

    assert told() == []


def test_a_protocol_of_a_new_trial_appears(db: None) -> None:
    waiting()
    store_protocol(FILE.read_bytes(), "protocol.yaml")

    assert told() == [(TRIAL, ["appeared"])]


def test_who_searches_in_chinese_finds_a_title_that_only_the_protocol_has(db: None) -> None:
    waiting(words="促结缔组织增生性小圆细胞肿瘤")
    waiting("other@example.org", words="高血压")
    store_protocol(FILE.read_bytes(), "protocol.yaml")

    assert told() == [(TRIAL, ["appeared"])]


def test_a_centre_that_opens_here_is_told_as_nearer(reference: Protocol) -> None:
    waiting(near=GUANGZHOU, place="Guangzhou")
    waiting("north@example.org", near=Point(lat=39.9, lon=116.4), place="Beijing")
    enter_centre(
        None,
        Entry(
            registry_id=TRIAL, key="shenzhen", name="Hospital of Shenzhen", city="Shenzhen",
            country="China", lat=22.55, lon=114.07, status="open",
        ),
    )  # fmt: skip

    kinds = {one.subscription.place: one.changes[0] for one in _gathered()}

    assert kinds["Guangzhou"]["kind"] == "nearer"


def _gathered() -> list[News]:
    gather(timezone.localdate())
    return list(News.objects.select_related("subscription"))


def test_after_an_update_of_the_site_what_is_there_is_known(publish: Publish) -> None:
    waiting()
    publish(AGE)
    Progress.objects.update(last_protocol=None, last_centre=None)

    assert told() == []
    publish()
    assert told() == [(TRIAL, ["ages", "inclusion"])]
