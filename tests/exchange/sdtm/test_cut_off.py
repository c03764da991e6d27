"""What of a study was known on a day: starts, ends, deaths, people, and what hangs on a row."""

from __future__ import annotations

from datetime import date

import pytest

from trialogue.exchange.sdtm.cut_off import rows_until

DAY = date(2026, 3, 31)
A, B = "S-1", "S-2"
DM = {"USUBJID": A, "RFICDTC": "2026-01-05", "ARM": "CAR-T"}


def kept(code: str, **cells: str) -> list[dict[str, str]]:
    tables = {"DM": [DM], code: [{"USUBJID": A, f"{code}SEQ": "1", **cells}]}
    return [dict(row) for row in rows_until(tables, DAY).get(code, [])]


@pytest.mark.parametrize(
    ("code", "name", "text", "stays"),
    [
        ("AE", "AESTDTC", "2026-03-31", True),
        ("AE", "AESTDTC", "2026-03-31T23:59", True),
        ("AE", "AESTDTC", "2026-04-01", False),
        ("AE", "AESTDTC", "2026-03", True),
        ("AE", "AESTDTC", "2026-04", False),
        ("AE", "AESTDTC", "2026", True),
        ("AE", "AESTDTC", "", True),
        ("AE", "AESTDTC", "spring", True),
        ("LB", "LBDTC", "2026-04-01T08:00", False),
        ("RS", "RSDTC", "2026-03-30", True),
        ("DS", "DSSTDTC", "2026-05-01", False),
    ],
)
def test_a_row_counts_by_the_first_day_on_which_it_may_have_been(
    code: str, name: str, text: str, stays: bool
) -> None:
    assert bool(kept(code, **{name: text})) is stays


def test_an_end_that_was_still_to_come_is_not_known_nor_how_it_ended() -> None:
    event = {"AESTDTC": "2026-03-01", "AEENDTC": "2026-04-02", "AEOUT": "RECOVERED/RESOLVED"}

    assert kept("AE", **event) == [{"USUBJID": A, "AESEQ": "1", "AESTDTC": "2026-03-01"}]
    ended = event | {"AEENDTC": "2026-03-31"}
    assert kept("AE", **ended) == [{"USUBJID": A, "AESEQ": "1", **ended}]


def test_whoever_died_later_was_alive_and_whoever_consented_later_was_not_there() -> None:
    tables = {
        "DM": [
            DM | {"DTHDTC": "2026-04-01", "DTHFL": "Y", "RFPENDTC": "2026-04-01"},
            {"USUBJID": B, "RFICDTC": "2026-04-01"},
        ],
        "LB": [{"USUBJID": B, "LBSEQ": "1", "LBDTC": "2026-03-30"}],
    }

    assert rows_until(tables, DAY) == {"DM": [DM]}
    died = DM | {"DTHDTC": "2026-03-31", "DTHFL": "Y"}
    assert rows_until({"DM": [died]}, DAY) == {"DM": [died]}


def test_what_hangs_on_a_row_goes_with_it() -> None:
    rows = [
        {"USUBJID": A, "AESEQ": number, "AESTDTC": day}
        for number, day in (("1", "2026-03-01"), ("2", "2026-04-01"))
    ]
    hung = [
        {"USUBJID": A, "RDOMAIN": "AE", "IDVAR": "AESEQ", "IDVARVAL": number, "QVAL": "x"}
        for number in ("1", "2")
    ]

    found = rows_until({"DM": [DM], "AE": rows, "SUPPAE": hung}, DAY)

    assert found == {"DM": [DM], "AE": rows[:1], "SUPPAE": hung[:1]}
