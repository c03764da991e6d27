"""Eligibility texts as nested lists: headings, sub-items, escapes; and no word lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.ctgov.studies import CRITERIA
from trialogue.core.record import Criteria, CriteriaItem
from trialogue.exchange.ctgov import read_criteria
from trialogue.exchange.ctgov.criteria_lines import undo_escapes


def outline(text: str) -> str:
    """Write what was understood: a line each, `+` for inclusion, `-` for exclusion, `?` other."""
    lines: list[str] = []

    def add(item: CriteriaItem, depth: int) -> None:
        mark = (item.marker or "*") if item.is_listed else "|"
        lines.append(f"{'  ' * depth}{mark} {item.text}")
        for inner in item.items:
            add(inner, depth + 1)

    for section in read_criteria(text).sections:
        sign = {"inclusion": "+", "exclusion": "-", "other": "?"}[section.kind]
        lines.append(f"{sign} {section.heading}".rstrip())
        for item in section.items:
            add(item, 1)
    return "\n".join(lines)


TABLE = {
    "bullets, numbers, sub-items, escapes": (
        CRITERIA,
        "+ Inclusion Criteria\n  * Age 1 to 50 years\n  * Platelets >= 50 x 10^9/L:\n"
        "    1. without transfusion\n    2. for a week\n"
        "- Exclusion Criteria\n  1. Pregnancy\n  2. HIV [positive]",
    ),
    "no headings stays text": (
        "Adults with pain.\n\nNot the pregnant.",
        "?\n  | Adults with pain.\n  | Not the pregnant.",
    ),
    "no headings but a list": (
        "DDD patients:\n\n* Age 30-60\n* Grade III\n\nDonors:\n\n* Age 18-50",
        "?\n  | DDD patients:\n    * Age 30-60\n    * Grade III\n  | Donors:\n    * Age 18-50",
    ),
    "nothing": ("", ""),
    "blank": (" \n\n ", ""),
    "only a heading": ("Inclusion Criteria:", "+ Inclusion Criteria"),
    "text before the first heading": (
        "Adults only.\n\nExclusion Criteria:\n\n* Fever",
        "?\n  | Adults only.\n- Exclusion Criteria\n  * Fever",
    ),
    "text behind the colon": (
        "Exclusion Criteria: none\n\nInclusion Criteria: 1. Age over 18",
        "- Exclusion Criteria\n  | none\n+ Inclusion Criteria\n  1. Age over 18",
    ),
    "headings in a list": (
        "* Inclusion Criteria:\n\n  1. Age\n* Exclusion Criteria:\n\n  1. Fever",
        "+ Inclusion Criteria\n  1. Age\n- Exclusion Criteria\n  1. Fever",
    ),
    "a heading pushed into the list above it": (
        "Inclusion Criteria:\n\n1. Age\n\n   Exclusion Criteria:\n\n1. Fever",
        "+ Inclusion Criteria\n  1. Age\n- Exclusion Criteria\n  1. Fever",
    ),
    "numbered headings": (
        "1. Inclusion Criteria:\n\n   * Age\n2. Exclusion Criteria:\n\n   * Fever",
        "+ 1. Inclusion Criteria\n  * Age\n- 2. Exclusion Criteria\n  * Fever",
    ),
    "several of a kind": (
        "Donor Inclusion Criteria\n\n* Age\n\nKey Exclusion Criteria :\n\n* Fever\n\n"
        "III.6 EXCLUSION CRITERIA\n\n* Cough\n\nInclusion criteria for trial entry\n\n* Consent",
        "+ Donor Inclusion Criteria\n  * Age\n- Key Exclusion Criteria\n  * Fever\n"
        "- III.6 EXCLUSION CRITERIA\n  * Cough\n+ Inclusion criteria for trial entry\n  * Consent",
    ),
    "non-inclusion is exclusion": (
        "Non-inclusion criteria:\n\n* Fever",
        "- Non-inclusion criteria\n  * Fever",
    ),
    "in Chinese": (
        "纳入标准：\n\n1、年龄18岁以上\n\n排除标准：\n\n（1）妊娠",
        "+ 纳入标准\n  1、 年龄18岁以上\n- 排除标准\n  （1） 妊娠",
    ),
    "a sentence about criteria is no heading": (
        "Exclusion Criteria:\n\n* Fever\n\nOther inclusion criteria could apply.\n\n"
        "Note: Other protocol-defined Inclusion/Exclusion criteria may apply.",
        "- Exclusion Criteria\n  * Fever\n  | Other inclusion criteria could apply.\n"
        "  | Note: Other protocol-defined Inclusion/Exclusion criteria may apply.",
    ),
    "an entry about criteria is no heading": (
        "Exclusion Criteria:\n\n* Any participant not meeting inclusion criteria\n* Fever",
        "- Exclusion Criteria\n  * Any participant not meeting inclusion criteria\n  * Fever",
    ),
    "lines wrapped by hand": (
        "Inclusion Criteria:\r\n\r\n          -  Age over\r\n             18 years\r\n\r\n"
        "          -  Consent\r\n\r\n        Exclusion Criteria:\r\n\r\n          -  Fever\r\n",
        "+ Inclusion Criteria\n  * Age over 18 years\n  * Consent\n- Exclusion Criteria\n  * Fever",
    ),
    "three levels": (
        "* a\n\n  1. b\n\n     * c\n     * d\n  2. e\n* f",
        "?\n  * a\n    1. b\n      * c\n      * d\n    2. e\n  * f",
    ),
    "a paragraph inside an entry": (
        "1. Function:\n\n   as measured\n2. Consent",
        "?\n  1. Function:\n    | as measured\n  2. Consent",
    ),
    "bullets below a number that ends in a colon, not indented": (
        "1. Organs:\n* heart\n* lung\n2. Consent",
        "?\n  1. Organs:\n    * heart\n    * lung\n  2. Consent",
    ),
    "letters below a bullet that ends in a colon": (
        "* Organs:\na. heart\nb) lung\n* Consent",
        "?\n  * Organs:\n    a. heart\n    b) lung\n  * Consent",
    ),
    "numbers that the registry escaped": (
        "7. Age\n\n8\\. PD-L1 \\<1%",
        "?\n  7. Age\n  8. PD-L1 <1%",
    ),
    "signs that are no list": (
        "\\* a footnote\n\n2.5 mg or more\n\n-5 degrees\n\nE. coli",
        "?\n  | * a footnote\n  | 2.5 mg or more\n  | -5 degrees\n  | E. coli",
    ),
    "escaped entities": ("QTc \\&gt; 450 &amp; more", "?\n  | QTc > 450 & more"),
    "other bullets": ("• Age\n– Fever\n● Cough", "?\n  * Age\n  * Fever\n  * Cough"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_a_text_becomes_a_nested_list(text: str, expected: str) -> None:
    assert outline(text) == expected


def test_the_sections_of_a_kind_are_found_together() -> None:
    criteria = read_criteria(
        "Inclusion:\n\n* a\n\nExclusion:\n\n* b\n\nMain Inclusion Criteria\n\n* c"
    )

    assert [section.items[0].text for section in criteria.of_kind("inclusion")] == ["a", "c"]
    assert criteria.is_divided


def test_a_text_without_headings_is_not_divided() -> None:
    assert not read_criteria("Adults.").is_divided
    assert read_criteria("") == Criteria()


def letters(text: str) -> str:
    """Keep what words are made of."""
    return "".join(re.findall(r"\w", text))


LOOSE = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "\t", "   "]),
        st.sampled_from(["", "* ", "- ", "1. ", "2) ", "a. ", "(iv) ", "8\\. ", "① ", "1、"]),
        st.sampled_from(
            ["Age \\> 18", "Inclusion Criteria:", "exclusion criteria", "a:", "x\\\\y", "年龄", "",
             "Key Exclusion Criteria: none", "&lt;5", "non-inclusion criteria", "_b_", "wrapped"]
        ),
        st.sampled_from(["\n", "\n\n", "\r\n", "\r", " "]),
    ).map("".join),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.one_of(LOOSE, st.text(max_size=200)))
def test_the_words_that_go_in_come_out_in_order(text: str) -> None:
    criteria = read_criteria(text)

    assert letters(" ".join(criteria.words())) == letters(undo_escapes(text))


@given(st.text(st.sampled_from("ab *-1.:\n \\>"), max_size=60))
def test_no_entry_is_empty(text: str) -> None:
    def entries(items: tuple[CriteriaItem, ...]) -> list[CriteriaItem]:
        return [found for item in items for found in (item, *entries(item.items))]

    criteria = read_criteria(text)

    assert all(item.text for section in criteria.sections for item in entries(section.items))


def test_a_staircase_of_any_height_is_read() -> None:
    text = "\n".join(f"{'  ' * step}* step {step}" for step in range(2_000))

    assert letters(" ".join(read_criteria(text).words())) == letters(text)
