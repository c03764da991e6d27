"""Studies from the live API v2 into a file (NDJSON), which is then imported like any other.

A fetch that stops, for whatever reason, goes on where it stopped when it is run again
with the same question. Source of the parameters: ClinicalTrials.gov API v2, /studies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialogue.exchange.ctgov.decoded import said_by
from trialogue.exchange.ctgov.part_file import PartFile
from trialogue.exchange.ctgov.service import (
    REGISTRY,
    SYSTEM_CLOCK,
    Client,
    Clock,
    NoAnswerError,
    Service,
    Waiting,
)
from trialogue.exchange.ctgov.study import ID
from trialogue.exchange.faults import Fault, quote

ALLOWED = "an answer of the ClinicalTrials.gov API v2"
IDS_AT_ONCE = 100
LONGEST_QUERY = 2_000
"""Characters; a longer address is refused by servers on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to fetch: studies by id, or by a query in the registry's own search language.

    Raises ValueError, with the remedy, for an id that is none, and for asking nothing.
    """

    ids: tuple[str, ...] = ()
    query: str = ""

    def __post_init__(self) -> None:
        if wrong := [id_ for id_ in self.ids if not ID.fullmatch(id_)]:
            raise ValueError(f"{quote(wrong[0])} is no registry id; write NCT and 8 digits")
        if not self.ids and not self.query.strip():
            raise ValueError("nothing to fetch; name ids such as NCT06836505, or a query")
        if len(self.query) > LONGEST_QUERY:
            raise ValueError(f"a query of {len(self.query)} characters; at most {LONGEST_QUERY}")

    def batches(self) -> Iterator[dict[str, str]]:
        """Give the parameters of each question to ask."""
        for first in range(0, len(self.ids), IDS_AT_ONCE):
            yield {"filter.ids": "|".join(self.ids[first : first + IDS_AT_ONCE])}
        if self.query.strip():
            yield {"query.term": self.query.strip()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a fetch is; `total` is None where the registry has not said how many there are."""

    studies: int
    pages: int
    total: int | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Where the studies lie. Where `is_complete` is False, `path` holds those so far."""

    path: Path
    studies: int
    is_complete: bool
    resumed_at: int = 0
    """Studies that an earlier run had fetched already."""
    faults: tuple[Fault, ...] = ()


def fetch_to_file(
    wanted: Wanted,
    target: Path,
    service: Service = REGISTRY,
    clock: Clock = SYSTEM_CLOCK,
    watch: Callable[[Progress], None] = lambda _: None,
) -> Fetched:
    """Fetch all that is wanted into `target`. Raises nothing: faults say what is missing."""
    part = PartFile(target, _question(wanted, service))
    resumed_at = 0
    try:
        with part:
            resumed_at = part.state.studies
            _Fetch(wanted, part, service, clock, watch).all()
            part.finish()
    except NoAnswerError as problem:
        fault = _fault(service, problem.found, problem.remedy)
    except OSError as problem:
        found = f"a file that cannot be written: {said_by(problem)}"
        fault = _fault(service, f"{target}: {found}", "free some space, or name another file")
    else:
        return Fetched(
            path=target,
            studies=part.state.studies,
            is_complete=True,
            resumed_at=resumed_at,
            faults=tuple(_missing(wanted, target, service)),
        )
    return Fetched(
        path=part.path,
        studies=part.state.studies,
        is_complete=False,
        resumed_at=resumed_at,
        faults=(fault,),
    )


def _question(wanted: Wanted, service: Service) -> dict[str, Any]:
    """Say what is asked; a part of another question is not continued."""
    return {"base": service.base, "ids": list(wanted.ids), "query": wanted.query.strip()}


def _fault(service: Service, found: str, remedy: str) -> Fault:
    return Fault(file=service.base, found=found, allowed=ALLOWED, remedy=remedy)


class _Fetch:
    """One run: pages into the part, from where it stands."""

    def __init__(
        self,
        wanted: Wanted,
        part: PartFile,
        service: Service,
        clock: Clock,
        watch: Callable[[Progress], None],
    ) -> None:
        self._part = part
        self._service = service
        self._watch = watch
        self._wanted = wanted
        self._client = Client(service, clock, self._waiting)

    def all(self) -> None:
        batches = list(self._wanted.batches())
        try:
            self._from(batches, self._part.state.batch)
        except NoAnswerError as problem:
            if problem.status != 400 or not self._part.state.token:
                raise
            self._part.start_over()  # a page token does not live for ever
            self._from(batches, 0)

    def _from(self, batches: list[dict[str, str]], first: int) -> None:
        for number in range(first, len(batches)):
            more = True
            while more:
                more = self._page(batches[number], number)

    def _page(self, batch: dict[str, str], number: int) -> bool:
        """Get one page of a batch; tell whether there is another."""
        token = self._part.state.token
        asked = {
            **batch,
            "pageSize": str(self._service.page_size),
            **({"pageToken": token} if token else {"countTotal": "true"}),
        }
        page = self._client.page(asked)
        following = page.get("nextPageToken") or ""
        if following and following == token:
            raise NoAnswerError("the same page again", "run it again later")
        total = page.get("totalCount")
        is_count = "query.term" in batch and type(total) is int and total >= 0
        self._part.append(
            page["studies"], number + (not following), following, total if is_count else None
        )
        self._watch(self._progress(None))
        return bool(following)

    def _waiting(self, waiting: Waiting) -> None:
        self._watch(self._progress(waiting))

    def _progress(self, waiting: Waiting | None) -> Progress:
        state = self._part.state
        by_query = state.total if self._wanted.query.strip() else 0
        total = None if by_query is None else by_query + len(self._wanted.ids)
        return Progress(studies=state.studies, pages=state.pages, total=total, waiting=waiting)


def _missing(wanted: Wanted, path: Path, service: Service) -> Iterator[Fault]:
    """Name the ids that the registry did not give; an earlier id counts as given."""
    if not wanted.ids:
        return
    found: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found.update(_ids_of(json.loads(line)))
    for id_ in wanted.ids:
        if id_ not in found:
            yield _fault(service, f"{id_}: no such study", "check the id on clinicaltrials.gov")


def _ids_of(study: Any) -> Iterator[str]:
    """Give the id of a study and those that it had before, whatever its shape."""
    for key in ("protocolSection", "identificationModule"):
        study = study.get(key) if isinstance(study, dict) else None
    if isinstance(study, dict):
        aliases = study.get("nctIdAliases")
        named = [study.get("nctId"), *(aliases if isinstance(aliases, list) else ())]
        yield from (one for one in named if isinstance(one, str))
