"""One row of a lint's table: what is changed in the small protocol, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.exchange.small_protocol import Change, findings_of
from trialogue.exchange.faults import Fault

PLACES = {
    "{I1}": "criteria.inclusion[0].logic",
    "{I2}": "criteria.inclusion[1].logic",
    "{alt}": "criteria.inclusion[2].parts[0].logic",
    "{bilirubin}": "criteria.inclusion[2].parts[1].logic",
    "{I4}": "criteria.inclusion[3].logic",
    "{I5}": "criteria.inclusion[4].logic",
    "{I6}": "criteria.inclusion[5].logic",
    "{I7}": "criteria.inclusion[6].logic",
    "{E1}": "criteria.exclusion[0].logic",
    "{E2}": "criteria.exclusion[1].logic",
    "{E3}": "criteria.exclusion[2].logic",
}


@dataclass(frozen=True)
class Case:
    """A change, and the one thing that is found after it; with no path, nothing is found."""

    name: str
    changes: tuple[Change, ...]
    path: str = ""
    found: str = ""
    remedy: str = ""
    hint: bool = False


def case(name: str, *changes: Change, path: str = "", found: str = "", remedy: str = "") -> Case:
    """Make a case that finds a fault, or without a path nothing."""
    return Case(name, changes, path, found, remedy)


def hint(name: str, *changes: Change, path: str, found: str = "", remedy: str = "") -> Case:
    """Make a case that finds a hint."""
    return Case(name, changes, path, found, remedy, hint=True)


def check(one: Case) -> None:
    """Look at the small protocol after the changes; no other fault (or hint) may be found."""
    found = [fault for fault in findings_of(*one.changes) if fault.is_hint is one.hint]
    path = one.path
    for short, long in PLACES.items():
        path = path.replace(short, long)
    if not path:
        assert found == []
        return
    check_alone(found, path, one.found, one.remedy)


def check_alone(faults: Sequence[Fault], path: str, found: str, remedy: str) -> None:
    """Insist that one thing is found, at this place and in these words, and nothing beside it."""
    assert [fault.column for fault in faults] == [path], faults
    assert found in faults[0].found, faults
    assert remedy in faults[0].remedy, faults
    assert faults[0].row is not None
