"""`trialogue overview`: drafts from the shell, its JSON document, and wrong calls."""

from __future__ import annotations

from pathlib import Path

from tests.cli.programs import document, run

WRONG_USE = 2


def test_a_draft_is_written_in_an_empty_home_and_an_unknown_trial_is_named(tmp_path: Path) -> None:
    done = run(tmp_path / "home", "overview", "NCT06836505", "NCT0683650", "--print", "--json")

    english, chinese, spanish, unknown = document(done)["results"]
    assert done.returncode == 1, done.stderr
    assert (english["outcome"], english["draft"], english["findings"]) == ("written", None, 0)
    assert english["text"]["benefits"] == ["The record does not say."]
    assert "这项研究针对神经母细胞瘤。" in chinese["text"]["studied"]
    assert "Este estudio trata sobre neuroblastoma." in spanish["text"]["studied"]
    assert (spanish["findings"], spanish["text"]["benefits"]) == (0, ["El registro no lo dice."])
    assert (unknown["outcome"], unknown["findings"]) == ("failed", None)
    assert document(done)["faults"][0]["remedy"] == "did you mean 'NCT06836505'?"


def test_trials_or_all_must_be_named(tmp_path: Path) -> None:
    done = run(tmp_path, "overview")

    assert done.returncode == WRONG_USE
    assert "name trials, or give --all" in done.stderr


def test_half_a_language_model_is_wrong_use(tmp_path: Path) -> None:
    done = run(tmp_path, "overview", "--all", "--model", MODEL_URL="http://localhost:1/v1")

    assert done.returncode == WRONG_USE
    assert "MODEL_NAME: MODEL_URL is given, but no model is named" in done.stderr
