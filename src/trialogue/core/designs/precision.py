"""What a trial of n people can say: every possible count with its exact interval.

Source: Clopper and Pearson, Biometrika 1934;26:404; clinical reference 10 ("with n = 10 the
trial supports estimation only").
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.core.intervals import LEVEL, Proportion, check_level, compute_proportion

MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """All outcomes of n people, and the rarest event that they would probably show.

    `seen_rate` is the true rate at which at least one of n has the event with probability
    `level`; an event that nobody has may still be as frequent.
    """

    people: int
    level: float
    outcomes: tuple[Proportion, ...]
    seen_rate: float


def compute_precision(people: int, level: float = LEVEL) -> Precision:
    """Compute the exact interval of every count out of `people`."""
    check_level(level)
    if not 1 <= people <= MOST:
        raise ValueError(f"people {people}: write 1 to {MOST}")
    return Precision(
        people=people,
        level=level,
        outcomes=tuple(compute_proportion(count, people, level) for count in range(people + 1)),
        seen_rate=1 - (1 - level) ** (1 / people),
    )
