"""Comparing two versions: values by path, words within a value, lines beside each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trialogue.exchange.flat import flatten, flatten_yaml
from trialogue.web.editing.differences import compare_lines, compare_values, compare_words

TEXTS = st.text(alphabet="ab 1.中文\n", max_size=30)


def test_members_of_a_list_are_named_by_their_id() -> None:
    before = flatten_yaml(b"criteria:\n- {id: I1, at_least: 1 year}\n- {id: I2, limit: 3}\n")
    after = flatten_yaml(
        b"criteria:\n- {id: I0, limit: 9}\n- {id: I1, at_least: 2 years}\n- {id: I2, limit: 3}\n"
    )

    found = [(one.path, one.change) for one in compare_values(before, after)]

    assert found == [
        ("criteria[I0].id", "added"),
        ("criteria[I0].limit", "added"),
        ("criteria[I1].at_least", "changed"),
    ]


def test_two_members_of_one_name_are_told_apart() -> None:
    assert flatten({"a": ["x", "x", {"b": None, "c": 1}]}) == {
        "a[x]": "x",
        "a[x (2)]": "x",
        "a[3].c": "1",
    }


def test_what_is_gone_is_listed_too() -> None:
    (one,) = compare_values({"dose": "25"}, {})

    assert (one.path, one.change, one.before[0].text, one.after) == ("dose", "removed", "25", ())


def test_a_changed_dose_is_marked_as_a_whole_number() -> None:
    before, after = compare_words("25 mg/m2 for 3 days", "2.5 mg/m2 for 3 days")

    assert [piece.text for piece in before if piece.changed] == ["25"]
    assert [piece.text for piece in after if piece.changed] == ["2.5"]


def test_chinese_is_compared_by_character() -> None:
    before, after = compare_words("静脉给予氟达拉滨", "静脉给予环磷酰胺")

    assert before[0].text == after[0].text == "静脉给予"
    assert not before[0].changed


@given(TEXTS, TEXTS)
def test_the_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    before, after = compare_words(old, new)

    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new
    if old != new:
        assert any(piece.changed for piece in (*before, *after))


@given(TEXTS, TEXTS)
def test_every_line_that_differs_is_shown(old: str, new: str) -> None:
    rows = compare_lines(old, new)

    for side, text in (("before", old), ("after", new)):
        lines = text.splitlines()
        numbers = {getattr(row, f"{side}_number"): getattr(row, side) for row in rows}
        numbers.pop(None, None)
        assert all(lines[number - 1] == shown for number, shown in numbers.items())
    if old.splitlines() == new.splitlines():
        assert rows == ()
    else:
        assert any(row.change in ("added", "removed", "changed") for row in rows)
