"""A parent on a phone finds the trial and runs the self-check to each of its results."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.journeys.conftest import Site, Visit
from tests.journeys.keyboard import Keyboard

TRIAL = "/trials/NCT06836505/"
CHECK = f"{TRIAL}check/"
CHILD: dict[str, Any] = {
    "birth_date": {"year": "2019", "month": "5"},
    "diagnosis": "neuroblastoma",
    "disease_status": "relapsed",
    "sex": "female",
}
RECENT = date.today() - timedelta(days=2)
STOPPED = {
    "": "stopped",
    "stopped.year": str(RECENT.year),
    "stopped.month": str(RECENT.month),
    "stopped.day": str(RECENT.day),
}
RESULTS: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "looks possible": (CHILD, "no", {"en": "looks possible", "zh": "看起来有可能适合"}),
    "probably not": (
        {**CHILD, "diagnosis": "other"},
        "no",
        {"en": "probably not the right one", "zh": "这项试验可能不适合"},
    ),
    "probably not today": (
        {**CHILD, "radiotherapy": STOPPED},
        "no",
        {"en": "this can change with time", "zh": "过一段时间可能改变"},
    ),
    "needs the team": (CHILD, "unknown", {"en": "study team needs to look", "zh": "需要研究团队"}),
}


def answer(keys: Keyboard, key: str, given: str | dict[str, str]) -> None:
    """Answer the question on the screen and go on."""
    if isinstance(given, str):
        keys.choose(key, given)
    else:
        if "" in given:
            keys.choose(key, given[""])
        shown = [one.get_attribute("name") for one in keys.page.query_selector_all("main input")]
        typed = {f"{key}.{part}": text for part, text in given.items() if part}
        for name in (name for name in shown if name in typed):
            keys.type_into(name, typed[name])
    keys.press(name="")


def walk(page: Any, answers: dict[str, Any], otherwise: str) -> list[str]:
    """Run the check from the trial's page to its result; gives the questions in order."""
    keys, asked = Keyboard(page), []
    keys.follow(CHECK)
    keys.press(value="start")
    while current := page.query_selector("main input[name=current]"):
        key = current.get_attribute("value")
        asked.append(key)
        answer(keys, key, answers.get(key, otherwise))
        assert len(asked) < 40
    return asked


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("name", RESULTS)
def test_the_check_reaches_each_result_by_keyboard_alone(
    name: str, language: str, visit: Visit, site: Site
) -> None:
    answers, otherwise, heading = RESULTS[name]
    page = visit(TRIAL, language)

    asked = walk(page, answers, otherwise)

    assert heading[language[:2]] in page.inner_text("h1")
    assert asked[:2] == ["birth_date", "diagnosis"]
    assert page.url == f"{site.address}{CHECK}"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_no_answer_reaches_the_log_of_the_server(visit: Visit, site: Site) -> None:
    walk(visit(TRIAL), {**CHILD, "birth_date": {"year": "1987", "month": "11"}}, "unknown")

    written = site.log.read_text(encoding="utf-8")
    assert "1987" not in written
    assert "neuroblastoma" not in written


def test_a_parent_switches_language_goes_back_and_changes_an_answer(visit: Visit) -> None:
    page = visit(CHECK)
    keys = Keyboard(page)
    keys.press(value="start")
    answer(keys, "birth_date", CHILD["birth_date"])
    keys.press(name="language", value="zh-hans")
    assert page.inner_text("h1") == "患者患的是哪种疾病？"

    keys.press(value="back")
    assert page.input_value("[name='birth_date.year']") == "2019"
    keys.press(name="")
    answer(keys, "diagnosis", "other")
    assert "这项试验可能不适合" in page.inner_text("h1")

    keys.tab_to(tag="summary", text="查看或修改")
    page.keyboard.press("Enter")
    keys.press(value="change:diagnosis")
    answer(keys, "diagnosis", "neuroblastoma")
    assert page.inner_text("h1") == "到目前为止，病情是怎样发展的？"


def test_a_wrong_date_says_what_to_do_where_it_stands(visit: Visit) -> None:
    page = visit(CHECK)
    keys = Keyboard(page)
    keys.press(value="start")
    answer(keys, "birth_date", {"day": "30", "month": "2", "year": "2019"})

    assert page.inner_text("[role=alert]") == "There is no such date. Check day and month."
    assert page.get_attribute("[name='birth_date.day']", "aria-invalid") == "true"
    assert page.title().startswith("Please check:")


def test_the_skip_link_is_the_first_stop_and_works(visit: Visit) -> None:
    page = visit(TRIAL)

    page.keyboard.press("Tab")
    assert Keyboard(page).focus["href"] == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert Keyboard(page).focus["href"] == CHECK
