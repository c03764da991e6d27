"""Send a draft through the gate."""

from __future__ import annotations

from collections.abc import Iterator

from trialogue.report.overview.draft import Draft
from trialogue.report.overview.gate.evidence import Index, build_index
from trialogue.report.overview.gate.placing import Verdict, place
from trialogue.report.overview.gate.whole import whole_failures
from trialogue.report.overview.language.ease import (
    HIGHEST_GRADE,
    LEAST_COMMON,
    LEAST_EASE,
    MOST_CHARACTERS,
    characters_per_sentence,
    common_share,
    ease_spanish,
    grade_english,
)
from trialogue.report.overview.outline import Item
from trialogue.report.overview.result import Failure, GateResult, Grades, Kind
from trialogue.report.overview.source import Source


def check_draft(draft: Draft, source: Source, index: Index | None = None) -> GateResult:
    """Compare a draft with its record, sentence by sentence and as a whole.

    `index` saves reading the record again where many drafts of one language are checked.
    """
    known = index or build_index(source, draft.language)
    verdicts = tuple(_placed(sentence, item, known) for item, sentence in draft.sentences())
    grades = grade_draft(draft, source)
    failures = (
        *(failure for verdict in verdicts for failure in verdict.failures),
        *whole_failures(draft, source, verdicts),
        *_hard_to_read(grades),
    )
    placed = tuple(verdict.placed for verdict in verdicts)
    return GateResult(draft=draft, failures=failures, placed=placed, grades=grades)


def _placed(sentence: str, item: Item, index: Index) -> Verdict:
    """Place a sentence once for all drafts that have it."""
    found = index.verdicts.get((sentence, item))
    if found is None:
        found = index.verdicts[sentence, item] = place(sentence, item, index)
    return found


def grade_draft(draft: Draft, source: Source) -> Grades:
    """Measure how hard a draft is to read, with and without the names of drugs and diseases."""
    shown = [one for section in draft.sections for one in section.shown(draft.language)]
    if draft.language == "en":
        return Grades(
            with_names=grade_english(shown), without_names=grade_english(shown, source.names)
        )
    if draft.language == "es":
        names = source.names_in("es")
        return Grades(
            with_names=None,
            without_names=None,
            ease=ease_spanish(shown),
            ease_without_names=ease_spanish(shown, names),
        )
    return Grades(
        with_names=None,
        without_names=None,
        characters_per_sentence=characters_per_sentence(shown),
        common_share=common_share(shown),
    )


def _hard_to_read(grades: Grades) -> Iterator[Failure]:
    """English and Spanish are judged without names, which no writer can change."""
    if grades.without_names is not None and grades.without_names > HIGHEST_GRADE:
        yield _grade(f"grade {grades.without_names:.1f}", f"at most grade {HIGHEST_GRADE:g}")
    ease = grades.ease_without_names
    if ease is not None and ease < LEAST_EASE:
        yield _grade(f"ease {ease:.1f}", f"at least {LEAST_EASE:g}")
    length, common = grades.characters_per_sentence, grades.common_share
    if length is not None and length > MOST_CHARACTERS:
        yield _grade(f"{length:.0f} characters per sentence", f"at most {MOST_CHARACTERS:g}")
    if common is not None and common < LEAST_COMMON:
        yield _grade(f"{common:.1%} common characters", f"at least {LEAST_COMMON:.0%}")


def _grade(found: str, allowed: str) -> Failure:
    return Failure(kind=Kind.GRADE, item=None, sentence="", found=found, allowed=allowed)
