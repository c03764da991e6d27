"""What to ask about the lesions that were chosen at baseline: number, organ, size.

Nothing is refused here: a study's readers chose, and the response is computed as they chose;
but whoever checks a response wants to know. Source: RECIST 1.1 (Eisenhauer et al., Eur J
Cancer 2009;45:228), sections 3.1 and 3.2; clinical reference 7.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from trialogue.core.response.lesions import Lesion, LesionMeasurement, Role

MOST_TARGETS = 5
MOST_IN_ORGAN = 2
LEAST_MM = 10.0
"""Longest diameter of a target that is no node (CT slices of at most 5 mm)."""
LEAST_NODE_MM = 15.0
"""Short axis of a target node."""


def find_questions(
    lesions: Iterable[Lesion], measurements: Iterable[LesionMeasurement], baseline: str
) -> tuple[str, ...]:
    """List what is unusual about the targets at the visit named `baseline`, in words."""
    targets = {lesion.id: lesion for lesion in lesions if lesion.role is Role.TARGET}
    rows = {
        row.lesion: row for row in measurements if row.visit == baseline and row.lesion in targets
    }
    return (*_numbers(targets), *_sizes(targets, rows))


def _numbers(targets: Mapping[str, Lesion]) -> Iterable[str]:
    if len(targets) > MOST_TARGETS:
        yield f"{len(targets)} target lesions; RECIST 1.1 takes at most {MOST_TARGETS}"
    organs = Counter(lesion.organ for lesion in targets.values() if lesion.organ)
    for organ, count in sorted(organs.items()):
        if count > MOST_IN_ORGAN:
            yield f"{count} target lesions in {organ}; RECIST 1.1 takes at most {MOST_IN_ORGAN}"


def _sizes(targets: Mapping[str, Lesion], rows: Mapping[str, LesionMeasurement]) -> Iterable[str]:
    for id, lesion in sorted(targets.items()):
        size = rows[id].size_mm if id in rows else None
        least = LEAST_NODE_MM if lesion.nodal else LEAST_MM
        if size is None:
            yield f"target {id} has no size at baseline: the target response cannot be evaluated"
        elif size < least:
            kind = "a node's short axis" if lesion.nodal else "a longest diameter"
            yield f"target {id} measures {size:g} mm at baseline; a target has {kind} of {least:g}"
