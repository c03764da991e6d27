"""The results in sentences, as a paper tells them: every number from the results object."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.core.absent import Absent
from trialogue.report.clinical_report.cells import limits, percent, plain
from trialogue.report.study.results import ALL, Analysis, Number, Results

ANY = "any adverse event"


def tell_results(results: Results) -> tuple[str, ...]:
    """Tell the main results; what was not analyzed is not told."""
    parts = (_people(results), _safety(results), _response(results), _survival(results))
    return tuple(part for part in parts if part)


def _people(results: Results) -> str:
    disposition = results.analysis("disposition")
    if disposition is None:
        return ""
    sentences = [
        f"{_n(disposition, 'in DM')} people are in the data sets; "
        f"{_n(disposition, 'treated')} were treated."
    ]
    demography = results.analysis("demography")
    age = demography.find(("age",), "median") if demography else None
    if demography and age and not isinstance(age.value, Absent):
        low, high = (demography.find(("age",), name) for name in ("min", "max"))
        sentences.append(
            f"Their median age was {plain(age.value)} years "
            f"(range {_value(low)} to {_value(high)})."
        )
    died = disposition.find(("died",), "n")
    if died and died.value:
        sentences.append(f"{plain(died.value)} died up to the data cut-off, {results.cut_off}.")
    return " ".join(sentences)


def _n(analysis: Analysis, *row: str) -> str:
    return _value(analysis.find(row, "n"))


def _value(number: Number | None) -> str:
    return plain(number.value) if number else "an unknown number of"


def _safety(results: Results) -> str:
    overview = results.analysis("ae-overview")
    if overview is None:
        return ""
    sentences = []
    for relation, words in (
        ("related", "related to the treatment"),
        ("all causes", "of any cause"),
    ):
        row = ("treatment-emergent", relation, ANY)
        count, share = overview.find(row, "n"), overview.find(row, "share")
        if count and share and not isinstance(share.value, Absent):
            sentences.append(
                f"Treatment-emergent adverse events {words} occurred in {plain(count.value)} of "
                f"{count.of} participants ({percent(share.value)}; {exact(share)})."
            )
    return " ".join(sentences)


def _response(results: Results) -> str:
    response = results.analysis("response")
    if response is None:
        return ""
    kinds = ("confirmed", "unconfirmed")
    found = [
        (kind, response.find((f"objective response rate, {kind}",), "share")) for kind in kinds
    ]
    sentences = []
    for kind, share in found:
        count = response.find((f"objective response rate, {kind}",), "n")
        if share is None or count is None or isinstance(share.value, Absent):
            continue
        sentences.append(
            f"The {kind} objective response rate (CR + PR) was {percent(share.value)} "
            f"({plain(count.value)} of {count.of}; {exact(share)})."
        )
    return " ".join(sentences)


def exact(share: Number) -> str:
    """Say the exact limits of a share with their level."""
    if share.bounds is None:
        return "no limits"
    between = limits(share.bounds, share=True).strip(" ()")
    return f"exact {share.bounds.level:.0%} limits {between} %"


def _survival(results: Results) -> str:
    return " ".join(_medians(results))


def _medians(results: Results) -> Iterator[str]:
    for id in ("os", "pfs", "efs", "ttp", "dor"):
        analysis = results.analysis(id)
        median = analysis.find(("median",), "days") if analysis else None
        events = analysis.find(("events",), "n") if analysis else None
        if analysis is None or median is None or events is None:
            continue
        word = "event" if events.value == 1 else "events"
        total = f"{plain(events.value)} {word} among {analysis.sizes[ALL]}"
        if isinstance(median.value, Absent):
            yield f"{analysis.title}: {total}; the median was not reached."
        else:
            yield (
                f"{analysis.title}: {total}; median {plain(median.value)} days"
                f"{limits(median.bounds)}."
            )
