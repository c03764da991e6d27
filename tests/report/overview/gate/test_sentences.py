"""One sentence at a time against an invented record: what passes, what waits, and for what."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.overview.factory import record
from trialogue.report.overview.gate.evidence import Index, build_index
from trialogue.report.overview.gate.placing import Verdict, place
from trialogue.report.overview.outline import LANGUAGES, Item, Language
from trialogue.report.overview.result import Kind
from trialogue.report.overview.source import read_source

STUDIED, WHO, WHAT, LONG = Item.STUDIED, Item.WHO, Item.WHAT, Item.HOW_LONG
BENEFITS, RISKS, WHERE, WHOM = Item.BENEFITS, Item.RISKS, Item.WHERE, Item.WHOM


@cache
def index(language: Language) -> Index:
    return build_index(read_source(record()), language)


def placed(item: Item, sentence: str, language: Language = "en") -> Verdict:
    return place(sentence, item, index(language))


TRUE = [
    (STUDIED, "This study is about Acute Myeloid Leukemia.", "conditions[0]"),
    (STUDIED, "The study is for people with AML.", "conditions[0]"),
    (STUDIED, "The study will find out whether Zorbatinib may improve survival.", "summary"),
    (WHO, "People from 18 to 60 years old can join.", "minimum_age, maximum_age"),
    (WHO, "You must have a diagnosis of AML.", "criteria[0].inclusion[1]"),
    (WHO, "You cannot join if you are pregnant or breastfeeding.", "criteria[1].exclusion[0]"),
    (WHO, "You cannot join if you had a heart attack within 6 months.",
     "criteria[1].exclusion[1]"),
    (WHO, "You cannot join if you have an allergy to Zorbatinib.", "criteria[1].exclusion[3]"),
    (WHO, "You cannot join if you have no telephone.", "criteria[1].exclusion[4]"),
    (WHO, "You cannot join if you have other cancer, except skin cancer that was treated.",
     "criteria[1].exclusion[2]"),
    (WHAT, "Chance decides who gets into which group.", "design.allocation"),
    (WHAT, "You will take Zorbatinib 40 mg by mouth twice a day for 12 weeks.",
     "interventions[0].description"),
    (LONG, "The study began in March 2025.", "dates.start"),
    (RISKS, "Side effects of Zorbatinib include nausea.", "summary"),
    (RISKS, "Adverse effects include headaches.", "summary"),
    (WHERE, "There is a center in Bergen, Norway.", "sites[0]"),
    (WHOM, "You can write to desk@trial.example.", "central_contacts[0].email"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "sentence", "path"), TRUE)
def test_a_true_sentence_rests_on_its_place(item: Item, sentence: str, path: str) -> None:
    verdict = placed(item, sentence)

    assert verdict.failures == ()
    assert [span.path for span in verdict.placed.spans] == [path]


LIES = [
    (WHAT, "You will take Zorbatinib 400 mg by mouth twice a day.", Kind.NUMBER),
    (WHAT, "You will take Zorbatinib 40 g by mouth twice a day.", Kind.UNIT),
    (WHAT, "You will take Zorbatinib 40 mg by mouth once a day.", Kind.UNIT),
    (WHAT, "You will take Zorbatinib 40 mg by mouth for 24 weeks.", Kind.UNIT),
    (WHAT, "You will take Zorbatanib 40 mg by mouth twice a day.", Kind.NAME),
    (WHAT, "You will get Zorbatinib into a vein.", Kind.WORD),
    (WHO, "People from 16 to 60 years old can join.", Kind.NUMBER),
    (WHO, "People who are 60 years or older can join.", Kind.LIMIT),
    (WHO, "You can join if you are pregnant or breastfeeding.", Kind.OPPOSITE),
    (WHO, "You cannot join if you have a telephone.", Kind.OPPOSITE),
    (WHO, "You cannot join if you had a heart attack.", Kind.LEFT_OUT),
    (WHO, "You cannot join if you have other cancer.", Kind.LEFT_OUT),
    (WHO, "You cannot join if you have asthma.", Kind.WORD),
    (WHO, "You need not sign a consent form.", Kind.NO_SPAN),
    (WHO, "Everyone can join.", Kind.WORD),
    (STUDIED, "This study is about Chronic Myeloid Leukemia.", Kind.NAME),
    (STUDIED, "Zorbatinib improves survival.", Kind.PROMISE),
    (STUDIED, "Doctors know that Zorbatinib may improve survival.", Kind.PROMISE),
    (BENEFITS, "Zorbatinib will cure leukemia.", Kind.PROMISE),
    (BENEFITS, "You will live longer.", Kind.PROMISE),
    (RISKS, "Zorbatinib has no side effects.", Kind.PROMISE),
    (RISKS, "Side effects include hair loss.", Kind.WORD),
    (RISKS, "Side effects include a heart attack.", Kind.NO_SPAN),
    (WHERE, "There is a center in Oslo, Norway.", Kind.NAME),
    (WHERE, "There are 3 centers in 2 countries.", Kind.NUMBER),
    (WHOM, "You can write to desk@trials.example.", Kind.NAME),
    (WHOM, "Call today.", Kind.PROMISE),
    (WHOM, "You do not need to ask your doctor.", Kind.NO_SPAN),
    (WHAT, "The drug is free for you.", Kind.WORD),
]


@pytest.mark.parametrize(("item", "sentence", "kind"), LIES)
def test_a_lie_is_held_back_for_what_it_is(item: Item, sentence: str, kind: Kind) -> None:
    verdict = placed(item, sentence)

    assert kind in {failure.kind for failure in verdict.failures}
    assert verdict.placed.spans == ()


@pytest.mark.parametrize(
    ("item", "sentence", "path"),
    [
        (WHO, "18岁至60岁的人可以参加。", "minimum_age, maximum_age"),
        (WHO, "如果您怀孕或在哺乳，不能参加。", "criteria[1].exclusion[0]"),
        (WHAT, "Zorbatinib 每天口服两次，40毫克。", "interventions[0].description"),
        (LONG, "研究于2025年3月开始。", "dates.start"),
    ],
)
def test_a_true_chinese_sentence_rests_on_its_place(item: Item, sentence: str, path: str) -> None:
    verdict = placed(item, sentence, "zh-Hans")

    assert (verdict.failures, [span.path for span in verdict.placed.spans]) == ((), [path])


@pytest.mark.parametrize(
    ("item", "sentence", "kind"),
    [
        (WHO, "16岁至60岁的人可以参加。", Kind.NUMBER),
        (WHO, "如果您怀孕，可以参加。", Kind.OPPOSITE),
        (WHAT, "Zorbatinib 每天口服三次，40毫克。", Kind.NUMBER),
        (WHAT, "Zorbatinib 40克。", Kind.UNIT),
        (BENEFITS, "Zorbatinib能治愈白血病。", Kind.PROMISE),
        (RISKS, "Zorbatinib没有副作用。", Kind.PROMISE),
        (RISKS, "可能会脱发。", Kind.WORD),
    ],
)
def test_a_chinese_lie_is_held_back_for_what_it_is(item: Item, sentence: str, kind: Kind) -> None:
    verdict = placed(item, sentence, "zh-Hans")

    assert kind in {failure.kind for failure in verdict.failures}


SPANISH_TRUE = [
    (STUDIED, "Este estudio trata sobre la leucemia mieloide aguda.", "conditions[0]"),
    (WHO, "Pueden participar personas de 18 a 60 años.", "minimum_age, maximum_age"),
    (WHO, "Debe tener un diagnóstico de leucemia mieloide aguda.", "criteria[0].inclusion[1]"),
    (WHO, "No puede participar si está embarazada o amamanta.", "criteria[1].exclusion[0]"),
    (WHO, "No puede participar si tuvo un infarto en los últimos 6 meses.",
     "criteria[1].exclusion[1]"),
    (WHO, "No puede participar si tiene otro cáncer, excepto un cáncer de piel tratado.",
     "criteria[1].exclusion[2]"),
    (WHO, "No puede participar si no tiene teléfono.", "criteria[1].exclusion[4]"),
    (WHAT, "Usted tomará Zorbatinib por boca, 40 mg, dos veces al día durante 12 semanas.",
     "interventions[0].description"),
    (LONG, "El estudio empezó en marzo de 2025.", "dates.start"),
    (RISKS, "Los efectos secundarios de Zorbatinib pueden ser náuseas.", "summary"),
    (WHOM, "Puede escribir a desk@trial.example.", "central_contacts[0].email"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "sentence", "path"), SPANISH_TRUE)
def test_a_true_spanish_sentence_rests_on_its_place(item: Item, sentence: str, path: str) -> None:
    verdict = placed(item, sentence, "es")

    assert (verdict.failures, [span.path for span in verdict.placed.spans]) == ((), [path])


@pytest.mark.parametrize(
    ("item", "sentence", "kind"),
    [
        (WHO, "Pueden participar personas de 16 a 60 años.", Kind.NUMBER),
        (WHO, "Pueden participar personas mayores de 18 años.", Kind.LIMIT),
        (WHO, "Puede participar si está embarazada o da el pecho.", Kind.OPPOSITE),
        (WHO, "No puede participar si tiene teléfono.", Kind.OPPOSITE),
        (WHO, "No puede participar si tuvo un infarto.", Kind.LEFT_OUT),
        (WHO, "No puede participar si tiene otro cáncer.", Kind.LEFT_OUT),
        (WHO, "No puede participar si tiene asma.", Kind.WORD),
        (WHO, "No hace falta firmar el consentimiento.", Kind.NO_SPAN),
        (WHAT, "Usted tomará Zorbatinib por boca, 400 mg, dos veces al día.", Kind.NUMBER),
        (WHAT, "Usted tomará Zorbatinib por boca, 4,0 mg, dos veces al día.", Kind.NUMBER),
        (WHAT, "Usted tomará Zorbatinib por boca, 40 g, dos veces al día.", Kind.UNIT),
        (WHAT, "Usted tomará Zorbatinib por boca, 40 mg, tres veces al día.", Kind.NUMBER),
        (WHAT, "Usted recibirá Zorbatinib en la vena.", Kind.WORD),
        (WHAT, "Usted tomará Zorbatinib, 40.000 mg.", Kind.NO_SPAN),
        (WHAT, "Usted tomará imatinib.", Kind.NAME),
        (STUDIED, "Este estudio trata sobre la leucemia mieloide crónica.", Kind.WORD),
        (STUDIED, "Zorbatinib mejora la supervivencia.", Kind.PROMISE),
        (BENEFITS, "Zorbatinib cura la leucemia.", Kind.PROMISE),
        (BENEFITS, "Usted vivirá más.", Kind.WORD),
        (RISKS, "Zorbatinib no tiene efectos secundarios.", Kind.PROMISE),
        (RISKS, "Se puede caer el pelo.", Kind.WORD),
        (WHERE, "Hay un centro en Oslo, Norway.", Kind.NAME),
        (WHOM, "Llame hoy.", Kind.PROMISE),
    ],
)
def test_a_spanish_lie_is_held_back_for_what_it_is(item: Item, sentence: str, kind: Kind) -> None:
    verdict = placed(item, sentence, "es")

    assert kind in {failure.kind for failure in verdict.failures}
    assert verdict.placed.spans == ()


def test_a_failure_names_what_was_found_and_what_is_allowed() -> None:
    failures = placed(WHO, "You must have an ejection fraction of at least 45 g.").failures

    assert [(one.kind, one.found, one.allowed) for one in failures[:1]] == [
        (Kind.UNIT, "at least 45 g", "≥ 45%")
    ]


def test_a_standing_sentence_of_ours_needs_no_place() -> None:
    assert placed(WHOM, "Ask your doctor what this means for you.").placed.is_standing


def test_two_sentences_in_one_wait_for_a_person() -> None:
    failures = placed(WHAT, "There are 2 groups. Chance decides who gets what.").failures

    assert any(one.found == "not one sentence" for one in failures)


@given(st.text(max_size=60), st.sampled_from(list(Item)), st.sampled_from(LANGUAGES))
def test_no_sentence_stops_the_gate(sentence: str, item: Item, language: Language) -> None:
    verdict = placed(item, sentence, language)

    assert (
        verdict.failures
        or verdict.placed.spans
        or verdict.placed.is_standing
        or (verdict.left is not None)
    )
