"""The trial's picture: one circle for each person who is planned to take part, in its arms' tones.

The circles grow along a spiral by the golden angle, as a sunflower sets its seeds: drawn
from the protocol's own numbers, so every trial has its own picture and none is decoration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from trialogue.core.protocol import Protocol

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SIZE = 240.0
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


def draw_picture(protocol: Protocol) -> Picture:
    """Lay out the circles; a trial without a planned size gets twelve, which mean nothing."""
    people = protocol.design.planned_size
    count = min(people or 12, MOST)
    arms = max(len(protocol.arms), 1)
    spread = (SIZE / 2 - 14) / math.sqrt(count)
    return Picture(
        circles=tuple(_circle(number, spread, arms) for number in range(count)),
        people=people,
        arms=arms,
    )


def _circle(number: int, spread: float, arms: int) -> Circle:
    distance = spread * math.sqrt(number + 0.5)
    angle = number * GOLDEN_ANGLE
    tones = ("a", "b")
    return Circle(
        x=f"{SIZE / 2 + distance * math.cos(angle):.1f}",
        y=f"{SIZE / 2 + distance * math.sin(angle):.1f}",
        radius=f"{spread * 0.84:.1f}",
        tone=tones[number % min(arms, 2)] if arms > 1 else tones[number % 3 == 2],
    )
