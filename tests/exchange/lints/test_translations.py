"""Both languages are there, each under its own name."""

from __future__ import annotations

import pytest

from tests.exchange.lints.table import Case, case, check

CASES = [
    case(
        "no Chinese",
        ("title: {en: A trial, zh: 一项试验}", "title: {en: A trial}"),
        path="title.zh",
        found="no Chinese words",
        remedy="translate 'A trial'",
    ),
    case(
        "an empty Chinese text",
        ("title: {en: A trial, zh: 一项试验}", "title: {en: A trial, zh: ''}"),
        path="title.zh",
        found="no Chinese words",
    ),
    case(
        "no Chinese for a choice",
        ("female: {en: Female, zh: 女}", "female: {en: Female}"),
        path="items.sex.choices.female.zh",
        found="no Chinese words",
    ),
    case(
        "no Chinese for a question",
        ('{en: "Which sex?", zh: 性别？}', '{en: "Which sex?"}'),
        path="items.sex.question.words.zh",
        found="no Chinese words",
    ),
    case(
        "languages exchanged",
        ("short_title: {en: Trial, zh: 试验}", "short_title: {en: 试验, zh: 试验}"),
        path="short_title.en",
        found="Chinese words under `en:`",
    ),
    case(
        "English under zh",
        ("zh: 患有神经母细胞瘤。", "zh: It really is neuroblastoma now."),
        path="criteria.inclusion[0].plain.zh",
        found="no Chinese word",
    ),
    case("a short English name under zh", ("zh: 一所大学", "zh: Sun Yat-sen")),
    case(
        "a criterion without words",
        ("words: {en: Neuroblastoma, zh: 神经母细胞瘤}", "words: {en: '', zh: ''}"),
        ("values: [nb], words: Neuroblastoma", "values: [nb]"),
        path="criteria.inclusion[0].words",
        found="no words",
    ),
]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_text_that_somebody_cannot_read_is_found(one: Case) -> None:
    check(one)
