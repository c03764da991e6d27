"""From the form's fields to a question for the index, with everything that was understood.

A filled field counts more than the line. Whatever cannot be read is said and passed over, so
that something is always found.
"""

from __future__ import annotations

from dataclasses import dataclass

from trialogue.registry.ages import read_age
from trialogue.registry.index import TrialIndex
from trialogue.registry.names import canonical_country
from trialogue.registry.places import Place, PlaceAnswer
from trialogue.registry.query import (
    MOST_RESULTS,
    AgeSpan,
    Query,
    Sort,
    age_in_years,
)
from trialogue.registry.sentence import Understood
from trialogue.registry.stopwords import load_words
from trialogue.web.notices.models import LONGEST_WORDS
from trialogue.web.search.choices import CENTRES, KILOMETRES, PHASES, SEXES, STATUSES
from trialogue.web.search.fields import Fields

ON_A_PAGE = 10
LAST_PAGE = MOST_RESULTS // ON_A_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the index, and how each part of it was understood.

    `unread` names the fields that could not be read. `place` is None where none was named.
    """

    fields: Fields
    understood: Understood
    query: Query
    age: AgeSpan | None
    sex: str
    place: PlaceAnswer | None
    country: str
    page: int
    unread: tuple[str, ...]

    @property
    def shown_words(self) -> str:
        """Give the words that are looked for, without those at the ends that say nothing ("my").

        What stands between words that say something stays: "came back", "cancer of the lung".
        """
        parts = (_telling(part.split()) for part in self.query.words.split(", "))
        return ", ".join(" ".join(part) for part in parts if part)

    @property
    def city(self) -> Place | None:
        """Give the city that distances are counted from; None where there is none."""
        return self.place.place if self.place else None

    @property
    def place_label(self) -> str:
        """Name that city, as an address of ours names it; empty where there is none."""
        return self.city.label if self.city else ""


def sign_up_for(question: Question) -> dict[str, str]:
    """Write a question as the fields of the form for news; what it cannot hold is left out."""
    age, query = question.age, question.query
    given = {
        "words": question.shown_words[:LONGEST_WORDS],
        "sex": question.sex,
        "place": question.place_label,
        "within": str(int(query.within_km)) if query.within_km else "",
    }
    if age is not None and age.below_months - age.from_months in (1, 12):
        in_years = age.below_months - age.from_months == 12 and age.from_months % 12 == 0
        given["age"] = str(int(age.from_months // 12 if in_years else age.from_months))
        given["unit"] = "years" if in_years else "months"
    return {name: value for name, value in given.items() if value}


def _telling(words: list[str]) -> list[str]:
    """Leave out the silent words behind the last one that says something; none: all of them."""
    silent = load_words("english") | load_words("spanish") | load_words("chinese")
    says = [at for at, word in enumerate(words) if word.lower() not in silent]
    return words[: says[-1] + 1] if says else []


def read_question(fields: Fields, index: TrialIndex) -> Question:
    """Understand the fields. Nothing typed raises. Raises IndexMissing."""
    understood = index.understand(fields.q)
    unread = []
    age = understood.age
    if fields.age:
        age = _age(fields.age)
        unread += ["age"] if age is None else []
    place = index.places.find(fields.place) if fields.place else understood.place
    sex = SEXES.get(fields.sex, understood.sex)
    country = canonical_country(fields.country) if fields.country else _country_of(place)
    near = place.place.point if place and place.place else None
    if near is None and (fields.km or fields.sort == "distance"):
        unread.append("place")
    page = _page(fields.page)
    query = Query(
        words=understood.words,
        statuses=STATUSES.get(fields.status, frozenset()),
        age=age,
        sex=sex,
        phases=frozenset({fields.phase} & set(PHASES)),
        countries=frozenset({country} - {""}),
        centre_statuses=CENTRES.get(fields.centre, frozenset()),
        near=near,
        within_km=_kilometres(fields.km) if near else None,
        sort=_sort(fields) if near else "relevance",
        limit=ON_A_PAGE,
        offset=(page - 1) * ON_A_PAGE,
    )
    return Question(
        fields=fields,
        understood=understood,
        query=query,
        age=age,
        sex=sex,
        place=place,
        country=country,
        page=page,
        unread=tuple(unread),
    )


def _sort(fields: Fields) -> Sort:
    return "distance" if fields.sort == "distance" else "relevance"


def _age(text: str) -> AgeSpan | None:
    """Read `4`, `4 years`, `18 months`, `a child of four`; None for anything else."""
    if text.isdecimal():
        try:
            return age_in_years(int(text))
        except ValueError:
            return None
    found = read_age(text) or read_age(f"aged {text}")
    return found.span if found else None


def _country_of(place: PlaceAnswer | None) -> str:
    return place.country if place and place.kind == "area" else ""


def _kilometres(text: str) -> float | None:
    return float(text) if text.isdecimal() and int(text) in KILOMETRES else None


def _page(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 5 else 1
