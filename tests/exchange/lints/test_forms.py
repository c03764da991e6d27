"""Lints of forms: each kind of mistake is named at its place, with what to do."""

from __future__ import annotations

import pytest

from tests.exchange.lints.forms_table import FORMS, Change, check, found
from tests.exchange.small_protocol import findings_of, small_protocol
from trialogue.exchange.faults import without_hints
from trialogue.exchange.protocol_file import dump_protocol, load_protocol


def test_good_forms_have_no_fault() -> None:
    assert without_hints(found()) == ()


CASES = [
    # what is wrong, the change, the place, words of what was found and of the remedy
    (
        "an unknown item",
        ("item: alt", "item: atl"),
        "forms.laboratory.fields[1].item",
        "the item 'atl'",
        "did you mean 'alt'?",
    ),
    (
        "a field twice",
        (("id: why", "id: alt"), (', asked: {field: steroid, values: ["yes"]}', "")),
        "forms.laboratory.fields",
        "the field 'alt' 2 times",
        "another id",
    ),
    (
        "a point in an id",
        ("id: why", "id: why.not"),
        "forms.laboratory.fields[3].id",
        "point",
        "why_not",
    ),
    (
        "dated by nothing that is there",
        ("dated_by: taken", "dated_by: tkaen"),
        "forms.laboratory.dated_by",
        "the field 'tkaen'",
        "did you mean 'taken'?",
    ),
    (
        "dated by something else than a date",
        ("dated_by: taken", "dated_by: why"),
        "forms.laboratory.dated_by",
        "'why', of kind text",
        "the field that holds the date",
    ),
    (
        "results without a date",
        ("    dated_by: taken\n", ""),
        "forms.laboratory",
        "results of LB without `dated_by`",
        "add `dated_by:`",
    ),
    (
        "hangs on an unknown field",
        ("field: steroid", "field: steriod"),
        "forms.laboratory.fields[3].asked.field",
        "the field 'steriod'",
        "did you mean 'steroid'?",
    ),
    (
        "hangs on a later field",
        ("item: alt, ranged", 'item: alt, asked: {field: steroid, values: ["no"]}, ranged'),
        "forms.laboratory.fields[1].asked.field",
        "not asked before 'alt'",
        "put it above",
    ),
    (
        "hangs on an answer that nobody can give",
        ('values: ["yes"]', "values: [maybe]"),
        "forms.laboratory.fields[3].asked.values[0]",
        "the choice 'maybe'",
        "choose one",
    ),
    (
        "hangs on a field without choices",
        ('field: steroid, values: ["yes"]', 'field: taken, values: ["yes"]'),
        "forms.laboratory.fields[3].asked.field",
        "'taken', which has no choices",
        "yes_no",
    ),
    (
        "not before an unknown field",
        ("not_before: start", "not_before: begin"),
        "forms.log.fields[3].not_before",
        "the field 'begin'",
        "",
    ),
    (
        "a term of no choice",
        ("terms: {female: F", "terms: {femal: F"),
        "forms.person.fields[0].terms.femal",
        "the choice 'femal'",
        "did you mean 'female'?",
    ),
    (
        "a choice that the item does not have",
        (
            "{id: why, label: {en: Why, zh: 原因},",
            "{id: why, item: sex, choices: {female: {en: F, zh: 女}, mal: {en: M, zh: 男}},",
        ),
        "forms.laboratory.fields[3].choices.mal",
        "the choice 'mal'",
        "did you mean 'male'?",
    ),
    (
        "for people with a value that is none",
        ("concerns: {sex: [female]}", "concerns: {sex: [femal]}"),
        "forms.laboratory.concerns.sex[0]",
        "the choice 'femal'",
        "did you mean 'female'?",
    ),
    (
        "for people by an unknown item",
        ("concerns: {sex: [female]}", "concerns: {gender: [female]}"),
        "forms.laboratory.concerns.gender",
        "the item 'gender'",
        "",
    ),
    (
        "an attribute that the item does not have",
        ("attributes: {drug: name}", "attributes: {durg: name}"),
        "forms.log.gives[0].attributes.durg",
        "the attribute 'durg'",
        "did you mean 'drug'?",
    ),
    (
        "a fact of two items",
        ("{item_field: kind,", "{item: steroid, item_field: kind,"),
        "forms.log.gives[0]",
        "both `item` and `item_field`",
        "name the item",
    ),
    (
        "a fact of no item",
        (
            ("{item_field: kind, start", "{start"),
            (
                "{id: steroid, item: steroid}",
                "{id: steroid, kind: yes_no, label: {en: S, zh: 激素}}",
            ),
        ),
        "forms.log.gives[0]",
        "neither of the two",
        "name the item",
    ),
    (
        "a field that names no item",
        (
            ("{item_field: kind,", "{item_field: name,"),
            (
                "{id: steroid, item: steroid}",
                "{id: steroid, kind: yes_no, label: {en: S, zh: 激素}}",
            ),
        ),
        "forms.log.gives[0].item_field",
        "none of whose choices is an item",
        "use ids of items",
    ),
    (
        "no words",
        ("{id: why, label: {en: Why, zh: 原因}, ", "{id: why, "),
        "forms.laboratory.fields[3].label",
        "without a label",
        "write `label:`",
    ),
    (
        "a range of a text",
        ("label: {en: Name, zh: 名称}", "label: {en: Name, zh: 名称}, ranged: true"),
        "forms.log.fields[0].ranged",
        "of a field of kind text",
        "correct the kind",
    ),
    (
        "a kind that the item cannot take",
        (
            "{id: alt, item: alt, ranged: true, plausible: {low: 3, high: 2000}",
            "{id: alt, item: alt, kind: text",
        ),
        "forms.laboratory.fields[1].kind",
        "text, while the item alt is of kind quantity",
        "leave the kind",
    ),
    (
        "a unit that the item cannot read",
        ("item: alt, ranged", "item: alt, units: [U/L, mg/dL], ranged"),
        "forms.laboratory.fields[1].units[1]",
        "mg/dL, while the item alt is in U/L",
        "could not be read",
    ),
    (
        "bounds over units of two kinds",
        (
            "label: {en: Name, zh: 名称}",
            "kind: quantity, units: [g/L, mmol/L], possible: {high: 9}, label: {en: N, zh: 名}",
        ),
        "forms.log.fields[0].units[1]",
        "mmol/L, which does not convert to g/L",
        "remove the bounds",
    ),
    (
        "bounds turned round",
        ("{low: 3, high: 2000}", "{low: 2000, high: 3}"),
        "forms.laboratory.fields[1].plausible",
        "2000 to 3",
        "exchange",
    ),
    (
        "plausible but impossible",
        ("{low: 3, high: 2000}", "{low: 3, high: 60000}"),
        "forms.laboratory.fields[1].plausible",
        "beyond the possible one",
        "narrow it",
    ),
    (
        "a history without details",
        (
            ("choices: {steroid: ", "choices: {chemotherapy: "),
            (", attributes: {drug: name}", ""),
        ),
        "forms.laboratory.fields[2].item",
        "steroid, asked with yes and no, which no form gives",
        "unknown for ever",
    ),
    (
        "a domain that is none",
        ("domain: CM", "domain: CN"),
        "forms.log.domain",
        "'CN'",
        "two letters",
    ),
    (
        "a test outside of findings",
        ("variable: CMTRT", "test: CMTRT"),
        "forms.log.fields[0].test",
        "a test code in CM",
        "write `variable:`",
    ),
    (
        "a test code that is none",
        ("test: ALT", "test: alanine-at"),
        "forms.laboratory.fields[1].test",
        "'alanine-at'",
        "correct the name",
    ),
    (
        "a variable of another domain",
        ("variable: CMTRT", "variable: AETERM"),
        "forms.log.fields[0].variable",
        "'AETERM'",
        "correct the name",
    ),
    (
        "a variable that DM does not have",
        ("variable: CMTRT", "variable: DM.BRTHDT"),
        "forms.log.fields[0].variable",
        "DM.BRTHDT",
        "did you mean 'BRTHDTC'?",
    ),
    (
        "a variable without a domain",
        ("    domain: CM\n", ""),
        "forms.log",
        "in a form without a domain",
        "add the domain",
    ),
    (
        "a constant of another domain",
        ("LBCAT: CHEMISTRY", "CMCAT: CHEMISTRY"),
        "forms.laboratory.constants.CMCAT",
        "'CMCAT'",
        "correct the name",
    ),
    (
        "one variable of two fields",
        ("variable: CMENDTC", "variable: CMSTDTC"),
        "forms.log.fields",
        "2 fields with the variable CMSTDTC",
        "would overwrite",
    ),
    (
        "a term outside of the closed list",
        ("terms: {female: F, male: M}", "terms: {female: F}"),
        "forms.person.fields[0]",
        "SEX 'MALE' for the choice 'male'",
        "",
    ),
    (
        "a name that would be exported",
        ("variable: CMTRT", "variable: CMTRT, identifying: true"),
        "forms.log.fields[0].identifying",
        "may name a person",
        "never exported",
    ),
]


@pytest.mark.parametrize(
    ("change", "path", "what", "remedy"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_mistake_is_named_at_its_place_and_alone(
    change: Change | tuple[Change, ...], path: str, what: str, remedy: str
) -> None:
    check(change, path, what, remedy)


def test_a_hint_names_an_item_of_the_criteria_that_no_form_asks_for() -> None:
    hints = {hint.column for hint in found() if hint.is_hint}

    assert "items.bilirubin" in hints
    assert not {"items.alt", "items.sex", "items.steroid"} & hints


def test_a_protocol_without_forms_gets_no_hint_of_them() -> None:
    assert findings_of() == ()


def test_forms_and_visits_are_written_and_read_again_as_they_are() -> None:
    protocol = small_protocol(("\nconditions:", f"{FORMS}\nconditions:"))

    again, _ = load_protocol(dump_protocol(protocol), "again.yaml")

    assert again is not None
    assert again.forms == protocol.forms
    assert again.visits == protocol.visits
