"""The self-check: what it asks, when it stops, what it concludes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.eligibility.reference import PROTOCOL
from tests.people import fact, person
from trialogue.core.eligibility.selfcheck import Conclusion, Outcome, conclude, next_question
from trialogue.core.facts import Fact
from trialogue.core.protocol.criteria import All, Any, Is
from trialogue.core.protocol.items import Answerer, Question
from trialogue.core.protocol.words import Text

TODAY = date(2026, 11, 23)
NOS = [
    "systemic_steroid",
    "immunosuppressant",
    "antiproliferative",
    "cns_prophylaxis",
    "radiotherapy",
    "oral_anticoagulant",
    "altered_consciousness",
    "uncontrolled_infection",
    "breastfeeding",
    "myocardial_infarction",
    "unstable_angina",
    "other_malignancy",
    "childbearing_potential",
]
FAMILY = {
    "birth_date": fact("birth_date", "2020-05-05", date=True),
    "diagnosis": fact("diagnosis", "neuroblastoma"),
    "disease_status": fact("disease_status", "relapsed"),
    "sex": fact("sex", "male"),
    **{item: fact(item, "no") for item in NOS},
}


def check(changes: dict[str, Fact | None] | None = None) -> tuple[list[str], Conclusion]:
    """Answer as a family would; None is "I don't know". Gives what was asked, and the end."""
    answers = FAMILY | (changes or {})
    facts: list[Fact] = []
    skipped: set[str] = set()
    asked: list[str] = []
    while (item := next_question(PROTOCOL, person(*facts), frozenset(skipped), TODAY)) is not None:
        asked.append(item.id)
        answer = answers[item.id]
        facts += [answer] if answer else []
        skipped |= set() if answer else {item.id}
    return asked, conclude(PROTOCOL, person(*facts), TODAY)


def test_nothing_in_the_way_looks_possible_and_names_what_the_team_must_check():
    _, found = check()

    assert found.outcome is Outcome.POSSIBLE
    assert found.failing == ()
    assert {"I3", "I4", "I5", "I6b", "E3", "E4", "E12"} <= set(found.team)


def test_it_asks_only_what_a_family_can_know_and_each_thing_once():
    asked, _ = check()

    assert len(asked) == len(set(asked))
    assert {PROTOCOL.items[id].asked_of for id in asked} == {Answerer.PERSON}


def test_the_most_decisive_questions_come_first():
    asked, _ = check()

    assert set(asked[:2]) == {"birth_date", "diagnosis"}
    assert asked.index("disease_status") == 2


def test_it_stops_as_soon_as_the_answer_is_settled():
    asked, found = check({"diagnosis": fact("diagnosis", "other")})

    assert asked[-1] == "diagnosis"
    assert len(asked) <= 2
    assert found.outcome is Outcome.UNLIKELY
    assert found.failing == ("I1",)
    assert not found.not_yet
    assert found.unsure == ()


def test_a_boy_is_not_asked_about_pregnancy_and_no_contraception_is_asked_of_a_child():
    asked, _ = check()

    assert not {"pregnancy_test", "breastfeeding", "contraception_agreed"} & set(asked)


def test_a_woman_is_asked():
    asked, found = check(
        {
            "sex": fact("sex", "female"),
            "birth_date": fact("birth_date", "2000-05-05", date=True),
            "childbearing_potential": fact("childbearing_potential", "yes"),
            "contraception_agreed": fact("contraception_agreed", "yes"),
            "pregnancy_test": fact("pregnancy_test", "negative"),
        }
    )

    assert {"pregnancy_test", "breastfeeding", "contraception_agreed"} <= set(asked)
    assert found.outcome is Outcome.POSSIBLE


def test_i_do_not_know_leads_to_the_team():
    _, found = check({"disease_status": None})

    assert found.outcome is Outcome.TEAM
    assert found.unsure == ("disease_status",)


def test_a_dose_that_a_family_cannot_tell_leads_to_the_team():
    steroid = fact("systemic_steroid", "yes", drug="prednisone")

    _, found = check({"systemic_steroid": steroid})

    assert found.outcome is Outcome.TEAM


def test_what_passes_with_time_does_not_stop_the_questions_and_has_a_date():
    asked, found = check({"radiotherapy": fact("radiotherapy", "yes", end="2026-11-20")})

    assert set(asked) == set(check()[0])
    assert (found.outcome, found.not_yet) == (Outcome.UNLIKELY, True)
    assert found.earliest == date(2026, 12, 4)
    assert not found.if_stopped


def test_a_treatment_that_goes_on_is_told_as_if_it_stopped_today():
    _, found = check({"antiproliferative": fact("antiproliferative", "yes")})

    assert (found.outcome, found.not_yet, found.if_stopped) == (Outcome.UNLIKELY, True, True)
    assert found.earliest == date(2026, 12, 7)


def test_a_baby_is_told_the_first_birthday():
    _, found = check({"birth_date": fact("birth_date", "2026-02-10", date=True)})

    assert found.not_yet
    assert found.earliest == date(2027, 2, 10)


def test_a_small_girl_is_not_asked_about_breastfeeding_and_the_result_says_what_was_taken():
    girl = {"sex": fact("sex", "female")}

    asked, found = check(girl)

    assert not {"breastfeeding", "childbearing_potential"} & set(asked)
    assert set(found.presumed) == {"breastfeeding", "childbearing_potential"}
    assert found.outcome is Outcome.POSSIBLE


def test_answers_that_settle_a_rule_only_together_are_asked_and_must_be_known():
    pairs = tuple(
        Any(of=(Is(item=one, values=("yes",)), Is(item=other, values=("yes",))))
        for one, other in (
            ("altered_consciousness", "uncontrolled_infection"),
            ("breastfeeding", "childbearing_potential"),
        )
    )
    rule = replace(PROTOCOL.criteria[0], id="X1", logic=All(of=pairs))
    protocol = replace(PROTOCOL, criteria=(rule,))

    first = next_question(protocol, person(), frozenset(), TODAY)

    assert first is not None
    assert conclude(protocol, person(), TODAY).outcome is Outcome.TEAM


def test_a_quantity_is_asked_where_its_limit_decides():
    item = replace(
        PROTOCOL.items["lvef"],
        asked_of=Answerer.PERSON,
        question=Question(words=Text("How well does the heart pump?")),
    )
    rule = PROTOCOL.criterion("I6d")
    protocol = replace(PROTOCOL, items={**PROTOCOL.items, "lvef": item}, criteria=(rule,))

    asked = next_question(protocol, person(), frozenset(), TODAY)

    assert asked is not None
    assert asked.id == "lvef"
