"""The trial's picture: one circle for each person who is planned to take part, in its arms' tones.

The circles grow along a spiral by the golden angle, as a sunflower sets its seeds: drawn
from the trial's own numbers, so every trial has its own picture and none is decoration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SIZE = 240.0
RADIUS = 0.76
"""Of a circle, where neighbouring seeds of the spiral lie some 1.6 apart."""
MOST = 240
"""No more circles than these are drawn; each then stands for several people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A circle of the picture, in its own coordinates (0 to 240), and the tone of its arm."""

    x: str
    y: str
    radius: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The circles, and the numbers that they show."""

    circles: tuple[Circle, ...]
    people: int | None
    arms: int

    @property
    def stands_for_several(self) -> bool:
        """Tell whether there are fewer circles than people."""
        return self.people is not None and self.people > len(self.circles)


def draw_picture(people: int | None, groups: int) -> Picture:
    """Lay out the circles; a trial without a planned size gets twelve, which mean nothing."""
    count = min(people or 12, MOST)
    arms = max(groups, 1)
    spots = [_spot(number) for number in range(count)]
    reach = max(math.hypot(x, y) for x, y in spots) + RADIUS
    scale = SIZE / 2 / reach
    return Picture(
        circles=tuple(
            Circle(
                x=f"{SIZE / 2 + x * scale:.1f}",
                y=f"{SIZE / 2 + y * scale:.1f}",
                radius=f"{RADIUS * scale:.1f}",
                tone=_tone(number, arms),
            )
            for number, (x, y) in enumerate(spots)
        ),
        people=people,
        arms=arms,
    )


def _spot(number: int) -> tuple[float, float]:
    """Place a seed of the sunflower, one unit of area for each."""
    distance, angle = math.sqrt(number + 0.5), number * GOLDEN_ANGLE
    return distance * math.cos(angle), distance * math.sin(angle)


def _tone(number: int, arms: int) -> str:
    """Alternate between two arms; one arm alone has one tone, for a second would look counted."""
    return "b" if arms > 1 and number % 2 == 1 else "a"
