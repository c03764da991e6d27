"""The results in sentences, as a paper tells them: every number from the results object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trialogue.core.absent import Absent
from trialogue.report.clinical_report.cells import limits, percent, plain
from trialogue.report.study.results import ALL, Analysis, Number, Results

ANY = "any adverse event"
EMERGENT = "treatment-emergent"
SYNDROMES = {
    "cytokine release syndrome": "Cytokine release syndrome",
    "immune effector cell-associated neurotoxicity syndrome": (
        "Immune effector cell-associated neurotoxicity syndrome"
    ),
}
"""Terms of a cell therapy that every paper tells of, in lower case."""


def tell_results(results: Results, labels: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Tell the main results; what was not analyzed is not told.

    `labels` names groups, such as diseases, as people read them.
    """
    parts = (
        _people(results),
        " ".join(_safety(results)),
        " ".join(_response(results, labels or {})),
        " ".join((*_follow_up(results), *_medians(results))),
        " ".join(_cells(results)),
    )
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


def _safety(results: Results) -> Iterator[str]:
    overview = results.analysis("ae-overview")
    if overview is None:
        return
    for relation, words in (
        ("related", "related to the treatment"),
        ("all causes", "of any cause"),
    ):
        row = (EMERGENT, relation, ANY)
        count, share = overview.find(row, "n"), overview.find(row, "share")
        if count and share and not isinstance(share.value, Absent):
            yield (
                f"Treatment-emergent adverse events {words} occurred in {plain(count.value)} of "
                f"{count.of} participants ({percent(share.value)}; {exact(share)})."
            )
    yield from _grave(overview)
    yield from _syndromes(results)
    yield from _limiting(results)


def _grave(overview: Analysis) -> Iterator[str]:
    """Tell how many had a grave event of any cause, a serious one, a fatal one."""
    rows = [row for row in overview.rows if row[:2] == (EMERGENT, "all causes")]
    severe = next((row for row in rows if row[-1].endswith("or more")), None)
    count, share = (
        (overview.find(severe, "n"), overview.find(severe, "share")) if severe else (None, None)
    )
    if severe is None or count is None or share is None or isinstance(share.value, Absent):
        return
    serious, fatal = (_n(overview, EMERGENT, "all causes", name) for name in ("serious", "grade 5"))
    yield (
        f"Of any cause, {plain(count.value)} of {count.of} had an event of {severe[-1]} "
        f"({percent(share.value)}; {exact(share)}), {serious} a serious one, {fatal} a fatal one."
    )


def _syndromes(results: Results) -> Iterator[str]:
    terms = results.analysis("ae-terms")
    if terms is None:
        return
    for row in terms.rows:
        name = SYNDROMES.get(row[-2].lower()) if len(row) > 2 else None
        count = terms.find(row, "n")
        if name is None or row[-1] != "all causes" or count is None or not count.value:
            continue
        worst = ((grade, terms.find(row, f"grade {grade}")) for grade in range(1, 6))
        told = ", ".join(
            f"{plain(number.value)} at worst of grade {grade}" for grade, number in worst if number
        )
        yield f"{name} occurred in {plain(count.value)} of {count.of}" + (
            f" ({told})." if told else "."
        )


def _limiting(results: Results) -> Iterator[str]:
    limiting = results.analysis("dose-limiting")
    if limiting is None:
        return
    row = ("by the protocol's definition", "any rule")
    yes, unknown = (limiting.find((*row, answer), "n") for answer in ("yes", "unknown"))
    if yes is None or unknown is None:
        yield "The protocol defines no dose-limiting toxicity."
        return
    still = f"; of {plain(unknown.value)} it is not known" if unknown.value else ""
    yield (
        f"Dose-limiting toxicity by the protocol's definition occurred in {plain(yes.value)} of "
        f"{yes.of}{still}."
    )


def _response(results: Results, labels: Mapping[str, str]) -> Iterator[str]:
    response = results.analysis("response")
    if response is None:
        return
    kinds = ("confirmed", "unconfirmed")
    found = [
        (kind, response.find((f"objective response rate, {kind}",), "share")) for kind in kinds
    ]
    for kind, share in found:
        count = response.find((f"objective response rate, {kind}",), "n")
        if share is None or count is None or isinstance(share.value, Absent):
            continue
        yield (
            f"The {kind} objective response rate (CR + PR) was {percent(share.value)} "
            f"({plain(count.value)} of {count.of}; {exact(share)})."
        )
        if kind == "confirmed":
            yield from _response_by_group(response, labels)


def _response_by_group(response: Analysis, labels: Mapping[str, str]) -> Iterator[str]:
    row = ("objective response rate, confirmed",)
    counts = ((group, response.find(row, "n", group)) for group in response.groups)
    told = [
        f"{plain(count.value)} of {count.of} ({labels.get(group, group)})"
        for group, count in counts
        if group != ALL and count is not None
    ]
    if told:
        yield f"By group: {', '.join(told)}."


def exact(share: Number) -> str:
    """Say the exact limits of a share with their level."""
    if share.bounds is None:
        return "no limits"
    between = limits(share.bounds, share=True).strip(" ()")
    return f"exact {share.bounds.level:.0%} limits {between} %"


def _follow_up(results: Results) -> Iterator[str]:
    survival = results.analysis("os")
    median = survival.find(("median follow-up",), "days") if survival else None
    if median is not None and not isinstance(median.value, Absent):
        yield f"Median follow-up was {plain(median.value)} days (reverse Kaplan–Meier)."


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


def _cells(results: Results) -> Iterator[str]:
    """Tell the peak, its day and the persistence of each assay."""
    kinetics = results.analysis("kinetics")
    if kinetics is None:
        return
    for assay in dict.fromkeys(row[0] for row in kinetics.rows):
        parts = [
            f"{words} {_spread(kinetics, (assay, name))}"
            for name, words in (
                ("peak (Cmax)", "peak"),
                ("day of the peak (Tmax)", "day of the peak"),
                ("persistence", "days of persistence, censored ones included,"),
            )
            if kinetics.find((assay, name), "median") is not None
        ]
        if parts:
            yield f"{assay}, median and range: {'; '.join(parts)}."


def _spread(analysis: Analysis, row: tuple[str, ...]) -> str:
    median, least, most = (analysis.find(row, name) for name in ("median", "min", "max"))
    unit = f" {median.unit}" if median and median.unit not in ("", "days") else ""
    return f"{_value(median)}{unit} ({_value(least)} to {_value(most)})"
