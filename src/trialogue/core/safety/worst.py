"""The worst of several domains of which some may be unknown, as CRS and ICANS are graded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from trialogue.core.safety.laboratory import Grade, GradeResult, NotGraded
from trialogue.core.safety.wording import join_words, name_finding, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What one domain gives: `grade`, or None where it is not recorded; `most` it could give."""

    name: str
    grade: int | None
    most: int = 4
    said: str = ""


Finding = TypeVar("Finding", bound=Enum)


def domain_of(name: str, found: Finding | None, grades: Mapping[Finding, int]) -> Domain:
    """Make the domain of a finding by its table; None is "not recorded"."""
    most = max(grades.values())
    if found is None:
        return Domain(name=name, grade=None, most=most)
    return Domain(
        name=name,
        grade=grades[found],
        most=most,
        said=tell("domain", name=name, found=name_finding(found.value)),
    )


def grade_worst(
    term: str, standard: str, domains: Sequence[Domain], flags: tuple[str, ...] = ()
) -> GradeResult:
    """Give the worst grade of the domains.

    Where a domain is not recorded, the grade holds if that domain could not raise it;
    otherwise nothing is graded, and `at_least` is the worst of the others.
    """
    known = [domain for domain in domains if domain.grade is not None]
    worst = max((domain.grade or 0 for domain in known), default=0)
    open_ones = [domain.name for domain in domains if domain.grade is None and domain.most > worst]
    by = [domain.said or domain.name for domain in known if domain.grade == worst]
    if open_ones:
        reason = tell("not recorded", what=join_words("and", tuple(open_ones)))
        if worst:
            told = join_words("comma", tuple(by))
            reason = tell("at least by", why=reason, grade=str(worst), by=told)
        return NotGraded(term=term, standard=standard, reason=reason, at_least=worst, flags=flags)
    told = join_words("comma", tuple(by)) if worst else tell("no sign")
    reason = tell("graded", told=told, grade=str(worst))
    return Grade(term=term, standard=standard, grade=worst, reason=reason, flags=flags)
