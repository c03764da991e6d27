"""`trialogue kinetics`: the contract of design.md section 5, at the shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trialogue.cli.main import main

HEAD = "subject,assay,day,value,unit,lloq\n"
VECTORS = Path(__file__).parents[1] / "golden" / "vectors"
KEYS = [
    *("cmax", "tmax", "tlast", "clast", "auc_0_28_linear", "auc_0_28_linup_logdown"),
    *("auc_0_tlast_linear", "auc_0_tlast_linup_logdown", "half_life_days"),
    *("persistence_days", "persistence_censored"),
]


def write(folder: Path, text: str) -> str:
    path = folder / "samples.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def computed(capsys, *words: str) -> tuple[int, dict]:
    code = main(["kinetics", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_every_null_has_its_reason(capsys, tmp_path):
    rows = "A,qPCR,0,BLQ,copies/ug,50\nA,qPCR,10,35000,copies/ug,50\n"

    code, document = computed(capsys, write(tmp_path, HEAD + rows))

    assert (code, document["faults"]) == (0, [])
    (result,) = document["results"]
    assert (result["subject"], result["assay"], result["cmax"]) == ("A", "qPCR", 35000)
    assert list(result)[2:13] == KEYS
    missing = {name for name in (*KEYS, "lost_on_day") if result[name] is None}
    assert missing == set(result["reasons"])
    assert result["reasons"]["auc_0_28_linear"] == "sampling ended on day 10, before day 28"
    assert result["persistence_censored"] is True


def test_reference_6_every_vector_through_the_command_unsorted(capsys, tmp_path):
    profiles = json.loads((VECTORS / "ck_profiles.json").read_text("utf-8"))["profiles"]
    lines = [
        f"{given['profile']},{given['assay']},{day},{value},{given['unit']},{given['lloq']}"
        for given in profiles
        for day, value in reversed(list(zip(given["time_days"], given["value"], strict=True)))
    ]

    code, document = computed(capsys, write(tmp_path, HEAD + "\n".join(lines)))

    assert code == 0
    for result, given in zip(document["results"], profiles, strict=True):
        for name in KEYS:
            expected = given["expected"].get(name)
            if name in given["expected"]:
                assert result[name] == (expected if expected is None else pytest.approx(expected))


def test_a_row_with_a_fault_is_left_out_and_told(capsys, tmp_path):
    rows = "A,qPCR,0,BLQ,c,50\nA,qPCR,7,lots,c,50\nA,qPCR,28,100,c,50\n"

    code, document = computed(capsys, write(tmp_path, HEAD + rows))

    assert code == 1
    assert document["results"][0]["notes"] == ["left out, cannot be read: line 3"]
    assert (document["faults"][0]["row"], document["faults"][0]["column"]) == (3, "value")


def test_two_units_give_no_number_and_say_why(capsys, tmp_path):
    rows = "A,qPCR,0,1,copies/ug,\nA,qPCR,7,1,copies/mL,\n"

    code, document = computed(capsys, write(tmp_path, HEAD + rows))

    (result,) = document["results"]
    assert code == 1
    assert {result[name] for name in KEYS} == {None}
    assert result["reasons"]["cmax"] == "the samples are in more than one unit"


def test_the_rule_for_below_quantification_can_be_chosen_and_is_told(capsys, tmp_path):
    path = write(
        tmp_path, HEAD + "A,q,0,BLQ,c,\nA,q,7,1000,c,\nA,q,14,BLQ,c,\nA,q,21,1000,c,\nA,q,28,1,c,"
    )

    _, dropped = computed(capsys, path)
    _, counted = computed(capsys, path, "--blq-between", "zero")

    areas = [doc["results"][0]["auc_0_28_linear"] for doc in (dropped, counted)]
    assert areas[0] - areas[1] == 7000
    assert counted["rules"]["blq_between"] == "zero"


def test_the_table_says_why_a_number_is_missing(capsys, tmp_path):
    main(["kinetics", write(tmp_path, HEAD + "A,qPCR,0,BLQ,c,50\nA,qPCR,10,35000,c,50\n")])

    told = capsys.readouterr().out
    assert "A, qPCR: no AUC 0-28: sampling ended on day 10, before day 28" in told
    assert "10+" in told
    assert "below quantification: 0 before" in told


def test_a_file_that_is_not_there_is_wrong_use(capsys, tmp_path):
    assert main(["kinetics", str(tmp_path / "none.csv")]) == 2
    assert "no such file" in capsys.readouterr().err
