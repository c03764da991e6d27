"""The shades of response states: apart in grey too, and the state is written into them."""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.report.figures.svg import element


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A ground, and the ink that is read on it (contrast at least 4.5 : 1)."""

    fill: str
    ink: str


WHITE, DARK = "#ffffff", "#1a1a1a"
_SHADES = {
    "CR": Shade(fill="#00543d", ink=WHITE),
    "PR": Shade(fill="#007a5a", ink=WHITE),
    "MR": Shade(fill="#7cc7ae", ink=DARK),
    "MD": Shade(fill="#7cc7ae", ink=DARK),
    "SD": Shade(fill="#c9dbe8", ink=DARK),
    "NON-CR/NON-PD": Shade(fill="#c9dbe8", ink=DARK),
    "PD": Shade(fill="#a34700", ink=WHITE),
    "NE": Shade(fill="#ececec", ink=DARK),
}
_OTHER = Shade(fill="#ececec", ink=DARK)


def shade_of(state: str) -> Shade:
    """Give the shade of a response state; one that is not known has that of `NE`."""
    return _SHADES.get(state.upper(), _OTHER)


def state_swatch(state: str) -> str:
    """Draw a state's shade as a legend shows it."""
    return element(
        "rect",
        x=-10,
        y=-6,
        width=20,
        height=12,
        fill=shade_of(state).fill,
        stroke="#8c8c8c",
        stroke_width=0.75,
    )
