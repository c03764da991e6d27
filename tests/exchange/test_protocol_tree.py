"""What the YAML itself may be: plain values with places; everything else is a fault."""

from __future__ import annotations

import pytest

from trialogue.exchange.protocol_format.tree import MAX_BYTES, Scalar, Table, parse_tree

REFUSED = [
    ("a second key", b"a: 1\nb: 2\na: 3\n", 3, "'a' a second time (first on line 1)"),
    ("a reference", b"a: &x 1\nb: *x\n", 1, "&x"),
    ("an alias", b"a: &x 1\nb: *x\n", 2, "*x"),
    ("an alias of nothing", b"a: *x\n", 1, "*x"),
    ("a tag", b"a: !!python/object:os.system 1\n", 1, "tag"),
    ("a second document", b"a: 1\n---\nb: 2\n", 2, "second document"),
    ("nothing", b"", 1, "empty"),
    ("white space", b"\n \n", 1, "empty"),
    ("a comment", b"# nothing\n", 1, "empty"),
    ("an open bracket", b"a: [1, 2\nb: 3\n", 2, "broken YAML"),
    ("a tab", b"a:\n\tb: 1\n", 2, "broken YAML"),
    ("a NUL", b"a: \x00\n", None, "broken YAML"),
    ("a key of parts", b"? [1, 2]\n: 3\n", 1, "a key made of parts"),
    ("latin-1", "a: é\n".encode("latin-1"), 1, "not UTF-8"),
    ("utf-16", "a: 1\n".encode("utf-16"), 1, "not UTF-8"),
    ("depth", b"[" * 100, 1, "nesting deeper than"),
    ("great depth", b"[" * 100_000, 1, "nesting deeper than"),
    ("size", b"a" * (MAX_BYTES + 1), None, "bytes"),
]


@pytest.mark.parametrize(
    ("data", "row", "found"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_what_a_data_file_does_not_need_is_refused_with_its_line(
    data: bytes, row: int | None, found: str
) -> None:
    _, faults = parse_tree(data, "x.yaml")

    assert any(found in fault.found and fault.row == row for fault in faults), faults


def test_an_alias_bomb_is_a_fault_for_each_reference_and_costs_nothing() -> None:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]

    _, faults = parse_tree("\n".join(lines).encode(), "x.yaml")

    assert len(faults) == 20 + 19 * 9


def test_scalars_stay_the_text_that_was_written() -> None:
    tree, faults = parse_tree(b"a: yes\nb: 2026-01-31\nc: 1.00\nd: 'null'\ne: null\nf:\n", "x")

    assert faults == ()
    assert isinstance(tree, Table)
    values = {key: entry.value for key, entry in tree.entries.items()}
    assert all(isinstance(value, Scalar) for value in values.values())
    assert [value.text for value in values.values() if isinstance(value, Scalar)] == [
        "yes", "2026-01-31", "1.00", "null", "null", "",
    ]  # fmt: skip
    assert [
        key for key, value in values.items() if isinstance(value, Scalar) and value.is_null
    ] == [
        "e",
        "f",
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    tree, _ = parse_tree(b"\xef\xbb\xbfa: 1\n", "x")

    assert isinstance(tree, Table)
    assert list(tree.entries) == ["a"]
