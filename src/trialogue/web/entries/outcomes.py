"""What becomes of a try to save: kept, refused with every fault, or met by another's change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trialogue.web.entries.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, in the reader's language. An empty `field`: with the form as a whole."""

    field: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It stands there now. `is_new`: by this save; otherwise it stood there before.

    `queries`: what is unusual and worth a second look; it never stops a save.
    """

    entry: Entry
    is_new: bool
    queries: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing was kept."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Somebody saved since this person began; nothing was kept.

    `theirs` stands there now, `mine` is what was to be saved, `base` is what both began
    from (None: nothing).
    """

    theirs: Entry
    mine: Mapping[str, str]
    base: Entry | None


Outcome = Saved | Refused | Conflict
