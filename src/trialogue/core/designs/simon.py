"""Simon's two-stage designs, optimal and minimax, by exhaustive search.

Stop after n1 people if at most r1 responded; call the treatment worth pursuing if more than
r of n responded. Source: Simon, Control Clin Trials 1989;10:1; clinical reference 10.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trialogue.core.absent import Absent

Floats = NDArray[np.float64]

LARGEST = 200
"""People beyond which no design is searched for."""
REACH = 2
"""The optimal design is searched among sizes up to this many times the minimax one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoStage:
    """One two-stage design with its operating characteristics.

    `expected` people and `stop_early` probability hold where the treatment is worthless
    (rate p0); `type_1` is the chance to call it worth pursuing then, `power` where it works.
    """

    r1: int
    n1: int
    r: int
    n: int
    expected: float
    stop_early: float
    type_1: float
    power: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SimonDesigns:
    """The two designs for one question; absent where no design is small enough."""

    p0: float
    p1: float
    alpha: float
    beta: float
    optimal: TwoStage | Absent
    minimax: TwoStage | Absent


def search_simon(
    p0: float, p1: float, alpha: float = 0.05, beta: float = 0.20, largest: int = LARGEST
) -> SimonDesigns:
    """Search all designs of at most `largest` people.

    Minimax: the fewest people in all, among those the fewest expected under p0. Optimal: the
    fewest expected under p0, among sizes up to twice the minimax one. Raises ValueError for
    rates or errors that make no question.
    """
    _check(p0, p1, alpha, beta, largest)
    best: TwoStage | None = None
    minimax: TwoStage | None = None
    for n in range(2, largest + 1):
        if minimax is not None and n > REACH * minimax.n:
            break
        found = _best_of_size(n, p0, p1, alpha, beta)
        if found is None:
            continue
        minimax = minimax or found
        if best is None or found.expected < best.expected - 1e-12:
            best = found
    absent = Absent(reason=f"no design with at most {largest} people keeps both errors")
    return SimonDesigns(
        p0=p0, p1=p1, alpha=alpha, beta=beta, optimal=best or absent, minimax=minimax or absent
    )


def _check(p0: float, p1: float, alpha: float, beta: float, largest: int) -> None:
    if not 0 < p0 < p1 < 1:
        raise ValueError(f"rates p0 {p0} and p1 {p1}: write 0 < p0 < p1 < 1")
    for name, value in (("alpha", alpha), ("beta", beta)):
        if not 0 < value < 1:
            raise ValueError(f"{name} {value}: write a number between 0 and 1, such as 0.05")
    if not 2 <= largest <= LARGEST:
        raise ValueError(f"largest {largest}: write 2 to {LARGEST} people")


def _mass(n: int, p: float) -> Floats:
    """Give the probability of each count from 0 to n."""
    from scipy.special import gammaln, xlog1py, xlogy  # slow to load: only where it is asked

    x = np.arange(n + 1)
    log = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + xlogy(x, p) + xlog1py(n - x, -p)
    mass: Floats = np.exp(log)
    return mass


def _above(mass: Floats) -> Floats:
    """Give P(X > k) for k = 0 to n."""
    tail: Floats = np.concatenate((np.cumsum(mass[:0:-1])[::-1], [0.0]))
    return tail


def _rejections(n1: int, n: int, p: float) -> Floats:
    """Give the chance to pursue: rows r1 = 0 to n1 - 1, columns r = 0 to n - 1."""
    first, rest = _mass(n1, p), _above(_mass(n - n1, p))
    needed = np.arange(n)[None, :] - np.arange(n1 + 1)[:, None]
    later = np.where(needed < 0, 1.0, rest[np.clip(needed, 0, n - n1)])
    joint = first[:, None] * later
    chances: Floats = np.cumsum(joint[:0:-1], axis=0)[::-1]
    return chances


def _best_of_size(n: int, p0: float, p1: float, alpha: float, beta: float) -> TwoStage | None:
    """Find the design of n people with the fewest expected; None where none keeps the errors."""
    best: TwoStage | None = None
    for n1 in range(1, n):
        if best is not None and n1 >= best.expected:
            break
        found = _best_of_stage(n1, n, (p0, p1), (alpha, beta))
        if found is not None and (best is None or found.expected < best.expected):
            best = found
    return best


def _best_of_stage(
    n1: int, n: int, rates: tuple[float, float], errors: tuple[float, float]
) -> TwoStage | None:
    (p0, p1), (alpha, beta) = rates, errors
    stopped = np.cumsum(_mass(n1, p1))[:n1]
    bold = np.flatnonzero(stopped <= beta)  # stopping more often than beta loses the power
    if not bold.size:
        return None
    wrong = _rejections(n1, n, p0)[bold]
    safe = wrong <= alpha
    r = safe.argmax(axis=1)  # the smallest r that keeps alpha gives the most power
    right = _rejections(n1, n, p1)[bold, r]
    fit = safe.any(axis=1) & (right >= 1 - beta)
    if not fit.any():
        return None
    place = int(np.flatnonzero(fit)[-1])  # the largest r1 stops most often, and so is cheapest
    r1 = int(bold[place])
    stop = float(np.cumsum(_mass(n1, p0))[r1])
    return TwoStage(
        r1=r1,
        n1=n1,
        r=int(r[place]),
        n=n,
        expected=n1 + (1 - stop) * (n - n1),
        stop_early=stop,
        type_1=float(wrong[place, r[place]]),
        power=float(right[place]),
    )
