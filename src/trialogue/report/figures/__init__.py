"""The figures of a trial as accessible SVG: a title, a description, and the numbers behind each.

Made by hand, without script and without a library of charts, so that one file can hold them all
and a strict browser shows them. Each kind is one module: it takes frozen values and gives a
`Figure`. Groups differ by colour (Okabe and Ito 2008, safe for the colour-blind) *and* by dash
or shape, so that nothing is lost in grey. Start reading at `figure`, then `kaplan_meier`.
"""

from trialogue.report.figures.figure import Figure, NumbersBehind

__all__ = ["Figure", "NumbersBehind"]
