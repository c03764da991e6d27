"""The part of `trialogue import` that asks the live registry, and says how it goes."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from trialogue.exchange.ctgov.fetch import Fetched, Progress, Wanted, fetch_to_file
from trialogue.exchange.ctgov.service import REGISTRY, Service

FOLDER = "fetched"


def wanted_of(ids: Sequence[str], query: str) -> Wanted | None:
    """Say what is to be fetched; None for nothing. Raises ValueError for an id that is none."""
    if not ids and not query.strip():
        return None
    return Wanted(ids=tuple(dict.fromkeys(id.strip().upper() for id in ids)), query=query)


def service_at(url: str | None) -> Service:
    """Give the service at an address, the registry's own by default. Raises ValueError."""
    return REGISTRY if url is None else Service(base=url.rstrip("/"))


def fetch_records(wanted: Wanted, service: Service, home: Path) -> Fetched:
    """Fetch into a file of the home that is this question's own, so that it can go on later."""
    question = "\n".join((service.base, *wanted.ids, wanted.query.strip()))
    name = hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:16]
    folder = home / FOLDER
    folder.mkdir(exist_ok=True)
    return fetch_to_file(wanted, folder / f"{name}.ndjson", service, watch=_say)


def _say(progress: Progress) -> None:
    of = f" of {progress.total}" if progress.total else ""
    why = ""
    if progress.waiting:
        why = f"; waiting {progress.waiting.seconds:.0f} s: {progress.waiting.why}"
    print(f"{progress.studies}{of} studies fetched{why}", file=sys.stderr, flush=True)
