"""The coded fields of a record as facts: a key, what fills it, and the field it comes from.

A fact is language-neutral; `phrases` says it. Both the rule-based writer and the gate use it:
the writer says a fact, the gate knows how a coded field may be said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from trialogue.core.record import AgeLimit, Record
from trialogue.report.overview.outline import Item, Language
from trialogue.report.overview.result import Span
from trialogue.report.overview.source.passage import Role
from trialogue.report.overview.source.when import Fill, age_words, date_words, same

ENDED = frozenset(
    {"COMPLETED", "TERMINATED", "WITHDRAWN", "NO_LONGER_AVAILABLE", "APPROVED_FOR_MARKETING"}
)
_MASKED = frozenset({"SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE"})
_INACTIVE = re.compile(r"placebo|sham|dummy|vehicle", re.IGNORECASE)
MOST_CONDITIONS = 4
MOST_PLACES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a coded field says. `fills` are the words that a phrase of it takes."""

    key: str
    item: Item
    role: Role
    path: str
    shown: str
    fills: Mapping[str, Fill] = field(default_factory=dict)
    start: int = 0

    @property
    def span(self) -> Span:
        """Give the field as it is shown to an approver."""
        end = self.start + len(self.shown)
        return Span(path=self.path, start=self.start, end=end, text=self.shown)

    def filled(self, language: Language) -> dict[str, str]:
        """Give the words for one language."""
        return {name: fill[language] for name, fill in self.fills.items()}


def read_facts(record: Record) -> tuple[Fact, ...]:
    """Give the facts of a record in the order in which an overview tells them."""
    parts = (_studied, _status, _people, _groups, _knowledge, _treatments, _dates, _places, _whom)
    return tuple(fact for part in parts for fact in part(record))


def _studied(record: Record) -> Iterator[Fact]:
    names = distinct_names(record.conditions)
    for at, name in enumerate(names[:MOST_CONDITIONS]):
        key = "condition" if at == 0 else "condition.also"
        path = f"conditions[{record.conditions.index(name)}]"
        yield _studied_fact(key, Role.CONDITION, path, name, name=same(said_name(name)))
    if rest := names[MOST_CONDITIONS:]:
        key = "conditions.more" if len(rest) > 1 else "conditions.more.1"
        number, shown = same(str(len(rest))), ", ".join(rest)
        yield _studied_fact(key, Role.CONDITION, "conditions", shown, number=number)
    design, type_ = record.design, record.study_type
    if type_ in {"OBSERVATIONAL", "EXPANDED_ACCESS"}:
        yield _studied_fact(f"type.{type_}", Role.DESIGN, "study_type", type_)
    if purpose := design.primary_purpose:
        yield _studied_fact(f"purpose.{purpose}", Role.DESIGN, "design.primary_purpose", purpose)
    if phases := [phase for phase in record.phases if phase != "NA"]:
        numbers = [phase[-1] for phase in phases]
        key = "phase.early" if phases == ["EARLY_PHASE1"] else f"phase.{len(phases)}"
        fills = {f"n{at}": same(number) for at, number in enumerate(numbers)}
        yield _studied_fact(key, Role.DESIGN, "phases", ", ".join(record.phases), **fills)
    size = record.enrollment
    if size.count is not None:
        key = "size.none" if size.count == 0 else f"size.{size.kind or 'said'}"
        shown = f"{size.count} {size.kind}".strip()
        yield _studied_fact(key, Role.DESIGN, "enrollment", shown, number=same(str(size.count)))


def _studied_fact(key: str, role: Role, path: str, shown: str, **fills: Fill) -> Fact:
    return Fact(key=key, item=Item.STUDIED, role=role, path=path, shown=shown, fills=fills)


def _status(record: Record) -> Iterator[Fact]:
    if record.status:
        key = f"status.{record.status}"
        yield Fact(key=key, item=Item.WHO, role=Role.STATUS, path="status", shown=record.status)


def _people(record: Record) -> Iterator[Fact]:
    tense = ".past" if record.status in ENDED else ""
    low, high = record.minimum_age, record.maximum_age
    shown = (
        f"minimum age: {low.text if low else 'none'}; maximum age: {high.text if high else 'none'}"
    )
    key = {(True, True): "range", (True, False): "from", (False, True): "to"}.get(
        (low is not None, high is not None), "any"
    )
    yield _who(f"ages.{key}{tense}", "minimum_age, maximum_age", shown, **_ages(low, high))
    if record.sex in {"FEMALE", "MALE"}:
        adult = "adult" if low is not None and low.months >= 216 else "any"
        yield _who(f"sex.{record.sex}.{adult}{tense}", "sex", record.sex)
    elif record.sex:
        yield _who(f"sex.{record.sex}{tense}", "sex", record.sex)
    if record.healthy_volunteers is not None:
        said = "yes" if record.healthy_volunteers else "no"
        yield _who(f"healthy.{said}{tense}", "healthy_volunteers", said)


def _who(key: str, path: str, shown: str, **fills: Fill) -> Fact:
    return Fact(key=key, item=Item.WHO, role=Role.PEOPLE, path=path, shown=shown, fills=fills)


def _ages(low: AgeLimit | None, high: AgeLimit | None) -> dict[str, Fill]:
    fills: dict[str, Fill] = {}
    if low is not None:
        alike = high is not None and low.unit == high.unit
        fills["low"] = age_words(low, bare=alike)
        fills["low_full"] = age_words(low)
    if high is not None:
        fills["high"] = age_words(high)
    return fills


def _groups(record: Record) -> Iterator[Fact]:
    count = len(record.arms)
    if count:
        labels = "; ".join(arm.label for arm in record.arms)
        key = "groups.1" if count == 1 else "groups.n"
        yield _what(key, "arms", labels, number=same(str(count)))
    if record.design.allocation in {"RANDOMIZED", "NON_RANDOMIZED"}:
        allocation = record.design.allocation
        yield _what(f"allocation.{allocation}", "design.allocation", allocation)
    if record.design.intervention_model in {"CROSSOVER", "SEQUENTIAL"}:
        model = record.design.intervention_model
        yield _what(f"model.{model}", "design.intervention_model", model)
    for at, arm in enumerate(record.arms):
        if arm.kind in {"PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "NO_INTERVENTION"}:
            yield _what(f"arm.{arm.kind}", f"arms[{at}].kind", f"{arm.kind}: {arm.label}")


def _what(key: str, path: str, shown: str, **fills: Fill) -> Fact:
    return Fact(key=key, item=Item.WHAT, role=Role.DESIGN, path=path, shown=shown, fills=fills)


def _knowledge(record: Record) -> Iterator[Fact]:
    masking = record.design.masking
    if masking == "NONE":
        yield _what("masking.NONE", "design.masking", masking)
    elif masking in _MASKED:
        if not record.design.masked:
            yield _what("masking.some", "design.masking", masking)
        for who in record.design.masked:
            yield _what(f"masked.{who}", "design.masked", who)


def _treatments(record: Record) -> Iterator[Fact]:
    for at, one in enumerate(record.interventions):
        shown = f"{one.kind}: {one.name}"
        fills = {"name": same(said_name(one.name))}
        kind = "OTHER" if is_inactive(one.name) else one.kind
        yield Fact(
            key=f"treatment.{kind}", item=Item.WHAT, role=Role.TREATMENT,
            path=f"interventions[{at}]", shown=shown, fills=fills,
        )  # fmt: skip


def is_inactive(name: str) -> bool:
    """Tell whether it is a placebo or a sham, which the registry, too, calls a drug or device."""
    return _INACTIVE.search(name) is not None


def _dates(record: Record) -> Iterator[Fact]:
    for name, date in (("start", record.dates.start), ("completion", record.dates.completion)):
        if date is not None and date.when is not None:
            kind = {"ESTIMATED": "plan", "ACTUAL": "done"}.get(date.kind, "said")
            yield Fact(
                key=f"{name}.{kind}", item=Item.HOW_LONG, role=Role.DATE, path=f"dates.{name}",
                shown=f"{date.text} {date.kind}".strip(), fills={"date": date_words(date.when)},
            )  # fmt: skip


def _places(record: Record) -> Iterator[Fact]:
    sites = record.sites
    if not sites:
        return
    countries = list(dict.fromkeys(site.country for site in sites if site.country))
    fills = {
        "sites": same(str(len(sites))), "countries": same(str(len(countries))),
        "country": same(countries[0] if countries else ""),
    }  # fmt: skip
    key = "sites.1" if len(sites) == 1 else "sites.n"
    key += "" if not countries else (".country" if len(countries) == 1 else ".countries")
    shown = f"{len(sites)}: {', '.join(countries)}"
    yield Fact(key=key, item=Item.WHERE, role=Role.PLACE, path="sites", shown=shown, fills=fills)
    yield from _cities(record)


def _cities(record: Record) -> Iterator[Fact]:
    """Name cities, those that recruit first; every city may be named, the writer takes a few."""
    order = sorted(
        range(len(record.sites)), key=lambda at: not record.recruits_at(record.sites[at])
    )
    met: set[tuple[str, str]] = set()
    for at in order:
        site = record.sites[at]
        place = (site.city, site.country)
        if not site.city or place in met:
            continue
        met.add(place)
        key = "city" if site.country else "city.only"
        shown = ", ".join(part for part in (site.facility, site.city, site.country) if part)
        fills = {"city": same(site.city), "country": same(site.country)}
        yield Fact(
            key=key, item=Item.WHERE, role=Role.PLACE, path=f"sites[{at}]", shown=shown, fills=fills
        )


def _whom(record: Record) -> Iterator[Fact]:
    for at, one in enumerate(record.central_contacts):
        shown = ", ".join(part for part in (one.name, one.phone, one.email) if part)
        for key, value in (("email", one.email), ("phone", one.phone)):
            if value:
                path = f"central_contacts[{at}].{key}"
                yield _contact(f"contact.{key}", path, shown, value=same(value))
    if any(contact.is_reachable for site in record.sites for contact in site.contacts):
        yield _contact("contact.sites", "sites", "contacts of the centres")
    if record.sponsor is not None:
        name = record.sponsor.name
        yield _contact("sponsor", "sponsor", name, name=same(name.strip().rstrip(".")))


def _contact(key: str, path: str, shown: str, **fills: Fill) -> Fact:
    return Fact(key=key, item=Item.WHOM, role=Role.CONTACT, path=path, shown=shown, fills=fills)


def distinct_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out names that have the same words as an earlier one, in whatever order."""
    met: dict[frozenset[str], str] = {}
    for name in names:
        words = frozenset(re.findall(r"\w+", name.lower()))
        met.setdefault(words or frozenset({name}), name)
    return tuple(met.values())


def said_name(name: str) -> str:
    """Say `Leukemia, Myeloid, Acute` as `Acute Myeloid Leukemia`; other names stay as they are."""
    parts = [part.strip() for part in name.split(",")]
    short = 2 <= len(parts) <= 3 and all(1 <= len(part.split()) <= 3 for part in parts)
    if not short or not all(part.replace(" ", "").replace("-", "").isalpha() for part in parts):
        return name.strip().rstrip(".;")
    return " ".join(reversed(parts))
