"""The self-check: what is asked, what an answer may be, where it ends, how to go back."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.everywhere import RESULTS, all_answers, check_address
from tests.web.reading import Page
from trialogue.core.protocol import Protocol
from trialogue.web.check.questions import most_questions, questions_of

PLAIN = {
    "birth_date": {"birth_date.year": "2020", "birth_date.month": "5"},
    "diagnosis": {"diagnosis": "neuroblastoma"},
    "disease_status": {"disease_status": "relapsed"},
    "sex": {"sex": "female"},
}


class Walk:
    """A visitor who answers question after question, carrying the hidden fields on."""

    def __init__(self, client: Client, protocol: Protocol) -> None:
        self.client, self.address = client, check_address(protocol.id)
        self.html = self._post({"do": "start"})

    def _post(self, fields: dict[str, object]) -> str:
        response = self.client.post(self.address, fields)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store, private"
        self.html = response.content.decode()
        return self.html

    @property
    def hidden(self) -> dict[str, object]:
        """The fields that the page's own form carries on (the language's form has them too)."""
        form = self.html.split("<main", 1)[1]
        return dict(Page(f"<main{form}").hidden())

    @property
    def asked(self) -> str:
        """The key of the question that is shown; empty on the result."""
        current = self.hidden.get("current", [""])
        assert isinstance(current, list)
        return str(current[0])

    @property
    def number(self) -> str:
        """What the page says about progress."""
        return self.html.split("Question ", 1)[1].split("<", 1)[0].strip()

    def answer(self, **fields: str) -> str:
        """Send this question's form."""
        return self._post(
            {**self.hidden, **{name.replace("__", "."): v for name, v in fields.items()}}
        )

    def press(self, do: str) -> str:
        """Press another button of the form."""
        return self._post({**self.hidden, "do": do})

    def go(self, answers: dict[str, dict[str, str]], default: str = "no") -> list[str]:
        """Answer until the result; give the questions that were asked."""
        asked = []
        while self.asked:
            key = self.asked
            asked.append(key)
            assert len(asked) < 60
            self._post({**self.hidden, **answers.get(key, {key: default})})
        return asked


@pytest.fixture
def walk(english: Client, reference: Protocol) -> Walk:
    """Start the reference trial's self-check in English."""
    return Walk(english, reference)


def test_the_most_decisive_questions_come_first(walk: Walk) -> None:
    asked = walk.go(PLAIN)

    assert asked[:2] == ["birth_date", "diagnosis"]
    assert len(asked) == len(set(asked))


def test_nothing_in_the_way_looks_possible_and_names_what_the_team_must_check(walk: Walk) -> None:
    walk.go(PLAIN)

    assert "This trial looks possible" in walk.html
    assert "What the study team must still check" in walk.html
    assert "LVEF" in walk.html


def test_another_disease_ends_the_check_at_once(walk: Walk) -> None:
    asked = walk.go({**PLAIN, "diagnosis": {"diagnosis": "other"}})

    assert asked == ["birth_date", "diagnosis"]
    assert "This trial is probably not the right one" in walk.html
    assert "We cannot work out from dates alone when this would change." in walk.html
    assert "waiting would not" not in walk.html


@pytest.mark.parametrize("item", ["altered_consciousness", "uncontrolled_infection"])
def test_an_emergency_is_said_before_anything_else(
    item: str, walk: Walk, reference: Protocol
) -> None:
    walk.go({**PLAIN, item: {item: "yes"}})

    question = reference.items[item].question
    assert question is not None
    main = walk.html.split("<main", 1)[1]
    first = main.split('<div class="urgent narrow lead" role="alert">', 1)
    assert question.urgent.en in first[1].split("</div>", 1)[0]
    assert "<p" not in first[0]


def test_no_emergency_is_said_where_none_was_told(walk: Walk) -> None:
    walk.go({**PLAIN, "raised_icp": {"raised_icp": "yes"}})

    assert 'role="alert"' not in walk.html


def test_what_was_not_asked_because_of_the_age_is_named(walk: Walk) -> None:
    asked = walk.go(PLAIN)

    assert "breastfeeding" not in asked
    assert "Not asked because of the age: Breastfeeding – taken as No" in walk.html


def test_a_recent_treatment_says_from_when_it_would_fit(walk: Walk) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    stopped = {
        "radiotherapy": "stopped",
        "radiotherapy.stopped.year": str(today.year),
        "radiotherapy.stopped.month": str(today.month),
        "radiotherapy.stopped.day": str(today.day),
    }

    walk.go({**PLAIN, "radiotherapy": stopped})

    assert "Probably not today – this can change with time" in walk.html
    assert "This passes with time" in walk.html


def test_a_treatment_that_goes_on_never_says_to_stop_it(walk: Walk) -> None:
    walk.go({**PLAIN, "oral_anticoagulant": {"oral_anticoagulant": "goes-on"}})

    assert "Never stop a medicine on your own" in walk.html


def test_not_knowing_everything_needs_the_team(walk: Walk) -> None:
    walk.go({}, default="unknown")

    assert "The study team needs to look at this" in walk.html
    assert "Still open after your answers:" in walk.html


def test_the_result_never_says_eligible(walk: Walk) -> None:
    walk.go(PLAIN)

    assert "eligible" not in walk.html.lower()


def test_a_wrong_date_is_asked_again_with_what_was_typed_and_what_to_do(walk: Walk) -> None:
    html = walk.answer(birth_date__year="2019", birth_date__month="2", birth_date__day="30")

    assert "There is no such date" in html
    assert 'value="30"' in html
    assert walk.asked == "birth_date"
    assert html.count('aria-invalid="true"') == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Give at least the year"),
        ({"birth_date__year": "19"}, "four digits"),
        ({"birth_date__year": "2999"}, "future"),
        ({"birth_date__year": "x"}, "numbers only"),
        ({"birth_date__year": "2019", "birth_date__day": "3"}, "Give the month too"),
        ({"birth_date__year": "２０１９"}, "numbers only"),
    ],
)
def test_a_date_that_cannot_be_used_says_why(walk: Walk, fields: dict[str, str], said: str) -> None:
    assert said in walk.answer(**fields)


def test_a_year_alone_is_enough_where_it_decides(walk: Walk) -> None:
    walk.answer(birth_date__year="2015")

    assert walk.asked == "diagnosis"


def test_back_shows_the_last_question_with_its_answer(walk: Walk) -> None:
    walk.answer(birth_date__year="2015")
    walk.answer(diagnosis="dsrct")
    html = walk.press("back")

    assert walk.asked == "diagnosis"
    assert 'value="dsrct" checked' in html
    walk.press("back")
    assert walk.asked == "birth_date"
    assert 'value="2015"' in walk.html


def test_an_answer_can_be_changed_from_the_result_without_losing_the_others(walk: Walk) -> None:
    walk.go({**PLAIN, "diagnosis": {"diagnosis": "other"}})
    walk.press("change:diagnosis")

    assert walk.asked == "diagnosis"
    walk.answer(diagnosis="neuroblastoma")
    assert walk.asked == "disease_status"


def test_a_record_is_followed_up_only_as_far_as_it_decides(walk: Walk) -> None:
    asked = walk.go(
        {
            **PLAIN,
            "other_malignancy": {"other_malignancy": "yes"},
            "other_malignancy.kind": {"other_malignancy.kind": "skin_bcc_scc"},
            "other_malignancy.adequately_treated": {"other_malignancy.adequately_treated": "yes"},
            "other_malignancy.wound_healed": {"other_malignancy.wound_healed": "yes"},
        }
    )

    followed = [key for key in asked if key.startswith("other_malignancy.")]
    assert followed == [
        "other_malignancy.kind",
        "other_malignancy.adequately_treated",
        "other_malignancy.wound_healed",
    ]
    assert "This trial looks possible" in walk.html


def test_not_knowing_one_thing_about_a_record_ends_its_questions(walk: Walk) -> None:
    asked = walk.go(
        {
            **PLAIN,
            "other_malignancy": {"other_malignancy": "yes"},
            "other_malignancy.kind": {"other_malignancy.kind": "unknown"},
        }
    )

    assert [key for key in asked if "." in key] == ["other_malignancy.kind"]
    assert "The study team needs to look at this" in walk.html


def test_progress_never_passes_what_it_promised(walk: Walk, reference: Protocol) -> None:
    most = most_questions(reference)
    numbers = []
    while walk.asked:
        numbers.append(int(walk.number.split(" ")[0].rstrip(",")))
        assert f"at most {most}" in walk.number
        walk._post({**walk.hidden, **PLAIN.get(walk.asked, {walk.asked: "no"})})

    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers[-1] <= most


def test_the_language_can_be_switched_in_the_middle_without_losing_an_answer(
    walk: Walk,
) -> None:
    walk.answer(birth_date__year="2015")
    header = Page(walk.html.split("<main", 1)[0]).hidden()

    page = walk.client.post(walk.address, {**header, "language": "zh-hans"})

    assert '<html lang="zh-hans">' in page.content.decode()
    assert page.cookies["language"].value == "zh-hans"
    assert Page(page.content.decode().split("<main", 1)[1].join(["<main", ""])).hidden()[
        "birth_date.year"
    ] == ["2015"]


@pytest.mark.parametrize("name", RESULTS)
def test_each_result_shows_the_records_own_words_beside_the_plain_ones(
    name: str, reference: Protocol, english: Client
) -> None:
    html = english.post(
        check_address(reference.id), all_answers(reference, **RESULTS[name])
    ).content.decode()

    rows = [criterion for criterion in reference.criteria if not criterion.parts]
    assert all(criterion.plain.en.split("'")[0][:40] in html for criterion in rows)
    assert html.count('<blockquote class="record" lang="en"') >= len(rows)


def _fields(protocol: Protocol) -> st.SearchStrategy[dict[str, str]]:
    keys = list(questions_of(protocol))
    names = st.sampled_from(keys).flatmap(
        lambda key: st.sampled_from(
            [key, f"{key}.year", f"{key}.month", f"{key}.stopped.year", f"{key}.yes.year", "asked"]
        )
    )
    values = st.one_of(
        st.sampled_from(["no", "yes", "unknown", "stopped", "goes-on", "2019", "2", "positive"]),
        st.sampled_from(keys),
        st.text(max_size=8),
    )
    return st.dictionaries(names | st.just("current") | st.just("do"), values, max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_form_at_all_is_answered(
    data: st.DataObject, reference: Protocol, english: Client
) -> None:
    fields = data.draw(_fields(reference))

    assert english.post(check_address(reference.id), fields).status_code == 200
