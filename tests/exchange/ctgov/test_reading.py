"""Records out of files, folders, archives and streams; what went in is what came out, or named."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.ctgov.studies import bare, studies, study
from trialogue.exchange.ctgov import Loaded, RecordReader, Skipped
from trialogue.exchange.ctgov.archives import ByteStream
from trialogue.exchange.faults import Fault

THREE = studies(3)
IDS = ["NCT00000001", "NCT00000002", "NCT00000003"]
LINES = "\n".join(map(json.dumps, THREE)).encode()


class Outcome:
    """Everything that a reader gave."""

    def __init__(self, *places: Path | str, stdin: ByteStream | None = None) -> None:
        self.reader = RecordReader(places, stdin)
        steps = list(self.reader)
        self.loaded = [one for one in steps if isinstance(one, Loaded)]
        self.skipped = [one.fault for one in steps if isinstance(one, Skipped)]
        self.faults = [one for one in steps if isinstance(one, Fault)]

    @property
    def ids(self) -> list[str]:
        return [one.record.id for one in self.loaded]


def piped(data: bytes) -> Outcome:
    return Outcome("-", stdin=io.BytesIO(data))


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return buffer.getvalue()


BYTES = {
    "a line each": LINES,
    "a list": json.dumps(THREE).encode(),
    "a page": json.dumps({"studies": THREE}, indent=2).encode(),
    "UTF-8 with its mark": b"\xef\xbb\xbf" + LINES,
    "UTF-16": LINES.decode().encode("utf-16"),
    "gzip": gzip.compress(LINES),
    "gzip twice": gzip.compress(gzip.compress(LINES)),
    "zip of a file each": zipped(
        **{f"NCT__{number}_json": json.dumps(one).encode() for number, one in enumerate(THREE)}
    ),
    "zip of lines": zipped(all_ndjson=LINES),
    "zip of a gzip": zipped(all_ndjson_gz=gzip.compress(LINES)),
    "zip of a zip": zipped(inner_zip=zipped(a_json=json.dumps(THREE).encode())),
    "gzip of a zip": gzip.compress(zipped(a_json=json.dumps(THREE).encode())),
}  # fmt: skip


@pytest.mark.parametrize("data", BYTES.values(), ids=BYTES)
def test_every_kind_of_file_gives_the_same_records(data: bytes, tmp_path: Path) -> None:
    place = tmp_path / "called anything"
    place.write_bytes(data)

    from_file, from_stdin = Outcome(place), piped(data)

    assert (from_file.ids, from_file.faults, from_file.skipped) == (IDS, [], [])
    assert (from_stdin.ids, from_stdin.faults, from_stdin.skipped) == (IDS, [], [])
    assert from_file.reader.meter.total == len(data)
    assert from_stdin.reader.meter.total is None


def test_a_folder_is_read_with_what_lies_below_it_in_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.json").write_text(json.dumps(THREE[1]))
    (tmp_path / "b" / "3.NDJSON").write_text(json.dumps(THREE[2]))
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps(THREE[0]).encode()))
    (tmp_path / "notes.txt").write_text("nothing")

    outcome = Outcome(tmp_path)

    assert sorted(outcome.ids) == IDS
    assert [(fault.severity, "notes.txt" in fault.found) for fault in outcome.faults] == [
        ("hint", True)
    ]


def test_a_record_comes_with_its_study_and_its_place(tmp_path: Path) -> None:
    place = tmp_path / "three.ndjson"
    place.write_bytes(LINES)

    second = Outcome(place).loaded[1]

    assert (second.study, json.loads(second.raw)) == (THREE[1], THREE[1])
    assert (second.file, second.row, second.hints) == (str(place), 2, ())


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("empty.json", b"", "no study in it"),
        ("list.json", b"[]", "no study in it"),
        ("page.json", b'{"studies": []}', "no study in it"),
        ("text.json", b"hello", "text that is no JSON"),
        ("photo.json", b"\x89PNG\r\n\x1a\n\0\0", "text that is no JSON"),
        ("half.zip", BYTES["zip of lines"][:99], "a damaged zip file"),
        ("half.gz", gzip.compress(LINES)[:200], "a damaged file, read up to there"),
        ("empty.zip", zipped(), "no file with records"),
        ("others.zip", zipped(readme_txt=b"x"), "no file with records"),
        ("deep.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(LINES)))), "archives"),
    ],
    ids=lambda one: one if isinstance(one, str) else "bytes",
)
def test_a_file_that_gives_nothing_says_why(
    name: str, data: bytes, found: str, tmp_path: Path
) -> None:
    place = tmp_path / name
    place.write_bytes(data)

    outcome = Outcome(place)

    assert outcome.loaded == []
    assert any(found in fault.found and fault.file == str(place) for fault in outcome.faults)


@pytest.mark.parametrize("place", ["no/such/file.json", "a\0b", ""])
def test_a_place_that_is_none_is_a_fault_and_the_next_is_read(place: str, tmp_path: Path) -> None:
    good = tmp_path / "good.json"
    good.write_text(json.dumps(THREE))

    outcome = Outcome(place or tmp_path / "empty name", good)

    assert outcome.ids == IDS
    assert len(outcome.faults) == 1


def test_no_standard_input_is_a_fault() -> None:
    assert [fault.found for fault in Outcome("-").faults] == ["no standard input"]


def test_a_damaged_member_of_an_archive_costs_only_itself(tmp_path: Path) -> None:
    data = bytearray(zipped(a_json=LINES, b_json=json.dumps(study("NCT00000004")).encode()))
    data[60:70] = b"\xff" * 10
    place = tmp_path / "damaged.zip"
    place.write_bytes(data)

    outcome = Outcome(place)

    assert outcome.ids[-1] == "NCT00000004"
    assert any(fault.file == f"{place}/a.json" for fault in outcome.faults)


def test_a_member_with_a_password_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped(a_json=LINES))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark)
        data[at + (6 if mark.endswith(b"\x04") else 8)] |= 1
    place = tmp_path / "secret.zip"
    place.write_bytes(data)

    outcome = Outcome(place)

    assert any("password" in fault.found for fault in outcome.faults)


def test_a_record_that_cannot_be_read_is_named_and_the_rest_goes_in() -> None:
    good = [json.dumps(one) for one in studies(6)]
    good[1] = good[1].replace("CAR-T", 'CAR"T')
    good[2] = json.dumps({"nct_id": "NCT00000003"})
    good[3] = good[3].replace("NCT00000004", "NCT4")

    outcome = piped("\n".join(good).encode())

    assert outcome.ids == ["NCT00000001", "NCT00000005", "NCT00000006"]
    assert [(fault.row, fault.found[:24]) for fault in outcome.skipped] == [
        (2, "NCT00000002: broken JSON"),
        (3, '\'{"nct_id": "NCT00000003'),
        (4, '\'{"protocolSection": {"i'),
    ]
    assert outcome.reader.read == 6


def test_bytes_that_are_no_text_cost_only_the_record_that_holds_them() -> None:
    lines = LINES.split(b"\n")
    lines[1] = lines[1].replace(b"CAR-T", b"CAR\xff\xfeT")

    outcome = piped(b"\n".join(lines))

    assert outcome.ids == [IDS[0], IDS[2]]
    assert "text in UTF-8" in outcome.skipped[0].allowed


@pytest.mark.parametrize("damage", ["\\u0000", "\\ud83d", "\\udc00"])
def test_characters_that_no_database_holds_are_replaced_and_said(damage: str) -> None:
    outcome = piped(LINES.replace(b"CAR-T", f"CAR{damage}T".encode()))

    assert outcome.ids == IDS
    for one in outcome.loaded:
        assert one.record.keywords[0] == "CAR�T"
        assert "CAR�T" in one.raw
        assert ["1 characters that no database holds" in hint.found for hint in one.hints] == [True]


def test_a_sign_beyond_the_basic_plane_is_left_as_it_is() -> None:
    outcome = piped(json.dumps(study(conditionsModule__keywords=["🧬 𝛼"])).encode())

    assert outcome.loaded[0].record.keywords == ("🧬 𝛼",)
    assert outcome.loaded[0].hints == ()


def test_a_value_that_was_left_out_is_a_hint_with_its_path() -> None:
    odd = study("NCT00000002", eligibilityModule__minimumAge="grown up")

    hints = piped(json.dumps({"studies": [THREE[0], odd]}).encode()).loaded[1].hints

    assert [(hint.column, hint.severity) for hint in hints] == [
        ("studies[1].protocolSection.eligibilityModule.minimumAge", "hint")
    ]
    assert hints[0].found.startswith("NCT00000002: 'grown up' is no age")


def counted(outcome: Outcome) -> bool:
    """Tell whether what was read is what was loaded and what was named."""
    reader = outcome.reader
    return (
        reader.read == reader.loaded + reader.skipped
        and reader.loaded == len(outcome.loaded)
        and reader.skipped == len(outcome.skipped)
        and all(fault.found and fault.remedy for fault in (*outcome.skipped, *outcome.faults))
    )


@given(st.binary(max_size=400))
def test_any_bytes_give_records_and_faults_and_no_traceback(data: bytes) -> None:
    outcome = piped(data)

    assert counted(outcome)
    assert outcome.loaded or outcome.skipped or outcome.faults


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """List every place of a JSON value, as its box and its key."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    found = []
    for key in keys:
        found.append((value, key))
        if isinstance(value[key], dict | list):
            found.extend(places_in(value[key]))
    return found


@given(st.lists(JSON, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_any_value_anywhere_in_a_study_costs_at_most_that_study(
    values: list[Any], dice: random.Random
) -> None:
    odd = study("NCT00000002")
    for value in values:
        box, key = dice.choice(places_in(odd))
        box[key] = value

    outcome = piped("\n".join(json.dumps(one) for one in (THREE[0], odd, THREE[2])).encode())

    assert counted(outcome)
    assert {IDS[0], IDS[2]} <= set(outcome.ids)
    assert outcome.reader.read == 3


@given(st.data())
def test_a_few_changed_bytes_cost_at_most_the_records_that_they_are_in(data: st.DataObject) -> None:
    many = [json.dumps(bare(f"NCT{number:08}")).encode() for number in range(9)]
    hurt = data.draw(st.sets(st.integers(0, 8), max_size=3))
    for number in hurt:
        at = data.draw(st.integers(0, len(many[number]) - 1))
        sign = data.draw(st.binary(min_size=1, max_size=3).filter(lambda one: b"\n" not in one))
        many[number] = many[number][:at] + sign + many[number][at + 1 :]

    outcome = piped(b"\n".join(many))

    whole = {f"NCT{number:08}" for number in set(range(9)) - hurt}
    assert counted(outcome)
    assert whole <= set(outcome.ids)


@pytest.mark.parametrize("name", ["zip of lines", "gzip", "a page"])
@given(data=st.data())
def test_any_damage_to_a_file_gives_faults_and_no_traceback(name: str, data: st.DataObject) -> None:
    damaged = bytearray(BYTES[name])
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))

    outcome = piped(bytes(damaged[:cut]))

    assert counted(outcome)
