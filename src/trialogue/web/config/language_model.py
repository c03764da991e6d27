"""The settings of the language model that may write drafts of overviews."""

from __future__ import annotations

from collections.abc import Mapping

from trialogue.exchange.language_model import LanguageModel

ATTEMPTS = 2
"""Of one question, so that a server that is down does not hold the worker for long."""
_ANY = "any"


def parse_endpoint(text: str) -> str:
    """Read the address before `/chat/completions`; empty: none. Raises ValueError."""
    if text:
        LanguageModel(endpoint=text, model=_ANY)
    return text


def parse_key(text: str) -> str:
    """Read the key; empty: none. Raises ValueError without repeating it."""
    LanguageModel(endpoint="http://localhost", model=_ANY, key=text)
    return text


def language_model_of(values: Mapping[str, object]) -> LanguageModel | None:
    """Put the settings together; None where no model is named. Raises ValueError for half of it."""
    endpoint, name = str(values["MODEL_URL"]), str(values["MODEL_NAME"])
    if not endpoint and not name:
        return None
    if not endpoint:
        raise ValueError(
            "MODEL_URL: MODEL_NAME names a model, but not where it answers. Give both."
        )
    if not name:
        raise ValueError("MODEL_NAME: MODEL_URL is given, but no model is named. Give both.")
    return LanguageModel(
        endpoint=endpoint,
        model=name,
        key=str(values["MODEL_KEY"]),
        timeout_seconds=float(str(values["MODEL_TIMEOUT"])),
        attempts=ATTEMPTS,
    )
