"""The designs as tables with plain words."""

from __future__ import annotations

from collections.abc import Sequence

from trialogue.cli.layout import padded, width_of
from trialogue.core.absent import Absent
from trialogue.core.designs.boin import Boin
from trialogue.core.designs.precision import Precision
from trialogue.core.designs.simon import SimonDesigns, TwoStage
from trialogue.core.designs.three_plus_three import ThreePlusThree


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(padded(*pair) for pair in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _percent(share: float | Absent) -> str:
    return "-" if isinstance(share, Absent) else f"{100 * share:.1f} %"


def simon_lines(found: SimonDesigns) -> list[str]:
    """Show both designs, and say in words what the trial does."""
    p0, p1 = _percent(found.p0), _percent(found.p1)
    rows = [("design", "stop if", "of", "pursue if >", "of", "expected", "stops early", "power")]
    said = []
    for name, design in (("optimal", found.optimal), ("minimax", found.minimax)):
        if isinstance(design, Absent):
            said.append(f"{name}: {design.reason}.")
            continue
        rows.append(
            (
                name,
                f"<= {design.r1}",
                str(design.n1),
                str(design.r),
                str(design.n),
                f"{design.expected:.1f}",
                _percent(design.stop_early),
                _percent(design.power),
            )
        )
        said.append(_simon_words(name, design))
    head = (
        f"Simon's two-stage design: {p0} is not worth pursuing, {p1} is; errors "
        f"{found.alpha:g} and {found.beta:g}."
    )
    return [head, *(_table(rows) if len(rows) > 1 else []), *said, SIMON]


SIMON = (
    "Expected people and stopping early hold where the treatment is not worth pursuing. "
    "Simon, Control Clin Trials 1989;10:1."
)


def _simon_words(name: str, design: TwoStage) -> str:
    fewest = "nobody responds" if design.r1 == 0 else f"{design.r1} or fewer respond"
    return (
        f"{name}: treat {design.n1} people. If {fewest}, stop. Otherwise treat "
        f"{design.n - design.n1} more; the treatment is worth pursuing if {design.r + 1} or more "
        f"of all {design.n} respond."
    )


def boin_lines(found: Boin) -> list[str]:
    """Show the boundaries by people treated."""
    rows = [("treated", "up if <=", "down if >=", "dose out if >=")]
    rows += [
        (
            str(row.treated),
            str(row.up_if_at_most),
            str(row.down_if_at_least),
            "-" if isinstance(row.out_if_at_least, Absent) else str(row.out_if_at_least),
        )
        for row in found.rows
    ]
    return [
        f"BOIN for a target of {_percent(found.target)} with dose-limiting toxicity: go up where "
        f"the share is at most {found.up:.6f}, down where it is at least {found.down:.6f}.",
        *_table(rows),
        "Between the two, treat the next people at the same dose. A dose that is out takes all "
        f"higher ones with it (probability above {found.cutoff:g} of more than the target, "
        "uniform prior).",
        "Liu and Yuan, J R Stat Soc C 2015;64:507.",
    ]


def three_plus_three_lines(found: Sequence[ThreePlusThree]) -> list[str]:
    """Show how likely a dose is passed, by its true rate of toxicity."""
    rows = [("true rate", "up after 3", "3 more", "stop after 3", "up in all", "people")]
    rows += [
        (
            _percent(one.rate),
            _percent(one.up_after_three),
            _percent(one.three_more),
            _percent(one.stop_after_three),
            _percent(one.up),
            f"{one.expected:.2f}",
        )
        for one in found
    ]
    return [
        "3+3: treat three. If nobody has a dose-limiting toxicity, go up. If one has, treat three "
        "more and go up if it stays the only one. Otherwise stop.",
        *_table(rows),
        "Storer, Biometrics 1989;45:925.",
    ]


def precision_lines(found: Precision) -> list[str]:
    """Show the interval of every count, and what nobody having an event means."""
    level = f"{100 * found.level:g} %"
    rows = [("count", "share", "lower", "upper")]
    for one in found.outcomes:
        interval = one.interval
        limits = (
            ("-", "-")
            if isinstance(interval, Absent)
            else (_percent(interval.lower), _percent(interval.upper))
        )
        rows.append((f"{one.count} of {one.total}", _percent(one.share), *limits))
    return [
        f"{found.people} people: the exact {level} interval of each count.",
        *_table(rows),
        f"An event that {_percent(found.seen_rate)} or more have is seen at least once with "
        f"probability {level}; one that is never seen may still be as frequent.",
        "Clopper and Pearson, Biometrika 1934;26:404.",
    ]
