"""Forms and visits without faults for the small protocol, and what is found after changes."""

from __future__ import annotations

from tests.exchange.lints.table import check_alone
from tests.exchange.small_protocol import Change, findings_of
from trialogue.exchange.faults import Fault, without_hints

FORMS = """
forms:
  person:
    label: {en: Person, zh: 人员}
    domain: DM
    fields:
      - {id: sex, item: sex, variable: SEX, terms: {female: F, male: M}}
  laboratory:
    label: {en: Laboratory, zh: 实验室}
    domain: LB
    dated_by: taken
    constants: {LBCAT: CHEMISTRY}
    concerns: {sex: [female]}
    fields:
      - {id: taken, kind: date_time, label: {en: Taken, zh: 采样}}
      - {id: alt, item: alt, ranged: true, plausible: {low: 3, high: 2000}, test: ALT}
      - {id: steroid, item: steroid}
      - {id: why, label: {en: Why, zh: 原因}, asked: {field: steroid, values: ["yes"]}}
  log:
    label: {en: Log, zh: 日志}
    domain: CM
    repeating: true
    fields:
      - {id: name, label: {en: Name, zh: 名称}, variable: CMTRT}
      - id: kind
        label: {en: Kind, zh: 类型}
        choices: {steroid: {en: S, zh: 激素}, none: {en: N, zh: 无}}
      - {id: start, kind: date, label: {en: Start, zh: 开始}, variable: CMSTDTC}
      - {id: end, kind: date, label: {en: End, zh: 结束}, not_before: start, variable: CMENDTC}
    gives:
      - {item_field: kind, start: start, end: end, attributes: {drug: name}}
visits:
  - {id: V1, anchor: infusion, day: 1, label: {en: One, zh: 第一}, forms: [person]}
  - id: V2
    anchor: infusion
    day: 9
    before: 2
    after: 2
    label: {en: Two, zh: 第二}
    forms: [laboratory]
"""


def found(*changes: Change) -> tuple[Fault, ...]:
    """List what is found after changes of the forms."""
    text = FORMS
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return findings_of(("\nconditions:", f"{text}\nconditions:"))


def check(change: Change | tuple[Change, ...], path: str, what: str, remedy: str) -> None:
    """Look at the forms after the changes: one fault is found, at this place."""
    first, *others = change
    changes = [(first, *others)] if isinstance(first, str) else [first, *others]

    faults = without_hints(found(*changes))  # type: ignore[arg-type] # pairs of texts

    check_alone(faults, path, what, remedy)
