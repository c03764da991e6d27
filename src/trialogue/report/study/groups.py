"""Who is counted: the populations of an analysis, and the groups within them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trialogue.core.participants import Participant
from trialogue.report.study.results import ALL

ENROLLED, TREATED = "all in DM who passed screening", "treated"
EVERYBODY = "everybody in DM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named set of participants; `all` is everybody of the population."""

    name: str
    people: tuple[Participant, ...]
    subjects: frozenset[str]
    """The codes of the members."""


def group_of(name: str, people: Sequence[Participant]) -> Group:
    """Make a group of its members."""
    return Group(
        name=name,
        people=tuple(people),
        subjects=frozenset(person.subject for person in people),
    )


def arm_groups(people: Sequence[Participant], *, planned: bool = False) -> tuple[Group, ...]:
    """Split by arm (the actual one, or the planned), where there are several; then everybody."""
    arms: dict[str, list[Participant]] = {}
    for person in people:
        arms.setdefault(person.arm if planned else person.actual_arm, []).append(person)
    split = (
        [group_of(name or "no arm", arms[name]) for name in sorted(arms)] if len(arms) > 1 else []
    )
    return (*split, group_of(ALL, people))


def condition_groups(people: Sequence[Participant]) -> tuple[Group, ...]:
    """Split by disease, where there are several."""
    found: dict[str, list[Participant]] = {}
    for person in people:
        found.setdefault(person.condition, []).append(person)
    if len(found) < 2:
        return ()
    return tuple(group_of(name or "disease not recorded", found[name]) for name in sorted(found))


def sizes(groups: Iterable[Group]) -> dict[str, int]:
    """Count each group."""
    return {group.name: len(group.people) for group in groups}
