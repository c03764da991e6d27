"""What is public, and what waits for whom.

Whether an approval still holds is asked of the record as it is at this moment, so that a
changed record withdraws it without any job.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from trialogue.core.record import Record
from trialogue.report.overview import OUTLINE, Item, Language, digest_record
from trialogue.report.overview.draft import Section
from trialogue.web.accounts.permissions import Action, Staff
from trialogue.web.overviews.models import Decision, DecisionKind, Draft, Request
from trialogue.web.overviews.policies import Standing, State, state_of
from trialogue.web.overviews.rows import draft_of, known_language
from trialogue.web.trials.known import KnownTrial, known_among

FALLBACK: Language = "en"
NAMES: Mapping[Language, str] = {"en": "English", "zh-Hans": "简体中文", "es": "español"}
HOLDING = (DecisionKind.APPROVED, DecisionKind.WITHDRAWN)
"""Decisions about what the public sees."""
SHOWN_REQUESTS = 5
OWN_WORDS = frozenset({Item.BENEFITS, Item.RISKS})
"""Items beside which the record's own words are shown to the public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An item of the outline as the public reads it, and the record's own words for it."""

    heading: str
    sentences: tuple[str, ...]
    own_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicOverview:
    """An approved overview with all that stands on its label.

    `language` may be another than was asked for, where there is none in that.
    """

    language: Language
    items: tuple[Told, ...]
    author_kind: str
    author_name: str
    written_on: date
    approver: str
    approved_at: datetime
    is_invented: bool

    @property
    def gap(self) -> str:
        """Give what stands between two sentences."""
        return "" if self.language == "zh-Hans" else " "


def public_overview(record: Record, language: str) -> PublicOverview | None:
    """Give the overview of a record that the public may read; None: there is none. One query.

    `language` is a code of the site. Nothing is public without an approval by a named person
    of this very text for this very state of the record.
    """
    wanted = [one for one in (known_language(language), FALLBACK) if one is not None]
    found = _holding(Decision.objects.filter(draft__registry_id=record.id))
    digest = ""
    for code in wanted:
        decision = found.get((record.id, code))
        if decision is None or decision.kind != DecisionKind.APPROVED:
            continue
        digest = digest or digest_record(record)
        if decision.draft.record_digest == digest:
            return _public(decision)
    return None


def _holding(decisions: QuerySet[Decision]) -> dict[tuple[str, str], Decision]:
    """Give the last decision about what the public sees, by trial and language."""
    rows = decisions.filter(kind__in=HOLDING).select_related("draft").order_by("pk")
    return {(row.draft.registry_id, row.draft.language): row for row in rows}


def _public(decision: Decision) -> PublicOverview:
    row = decision.draft
    draft = draft_of(row)
    return PublicOverview(
        language=draft.language,
        items=tuple(_told(section, row, draft.language) for section in draft.sections),
        author_kind=row.author_kind,
        author_name=row.author_name,
        written_on=row.written_on,
        approver=decision.person,
        approved_at=decision.at,
        is_invented=decision.is_invented,
    )


def _told(section: Section, row: Draft, language: Language) -> Told:
    words = (
        span["text"]
        for one in row.placed
        if one["item"] == section.item.value and section.item in OWN_WORDS
        for span in one["spans"]
    )
    return Told(
        heading=heading_of(section.item, language),
        sentences=section.shown(language),
        own_words=tuple(dict.fromkeys(words)),
    )


def heading_of(item: Item, language: Language) -> str:
    """Give the heading of an item."""
    return next(entry.heading[language] for entry in OUTLINE if entry.item is item)


def drafts_for(staff: Staff) -> QuerySet[Draft]:
    """Select the drafts of the trials in which a person may write or approve."""
    rows = Draft.objects.all()
    may_write = staff.visible(rows, Action.WRITE_OVERVIEW)
    return may_write | staff.visible(rows, Action.APPROVE_OVERVIEW)


def requests_for(staff: Staff) -> QuerySet[Request]:
    """Select what the language model was lately asked for and has not given a draft for."""
    rows = staff.visible(Request.objects.filter(draft=None), Action.WRITE_OVERVIEW)
    return rows.select_related("by")[:SHOWN_REQUESTS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A draft in the list."""

    draft: Draft
    title: str
    """The trial's title; empty where it is not loaded any more."""
    state: State
    findings: int

    @property
    def language(self) -> str:
        """Name the language as its readers do."""
        code = known_language(self.draft.language)
        return NAMES[code] if code is not None else self.draft.language


def entries_of(drafts: Iterable[Draft]) -> tuple[Entry, ...]:
    """Say how it stands with drafts, which carry `findings_count`."""
    rows = list(drafts)
    trials = _trials({row.registry_id for row in rows})
    states = _states(rows, trials)
    return tuple(
        Entry(
            draft=row,
            title=trials[row.registry_id].record.brief_title if row.registry_id in trials else "",
            state=states[row.pk],
            findings=getattr(row, "findings_count", 0),
        )
        for row in rows
    )


def state_of_draft(row: Draft) -> State:
    """Say how it stands with a draft now."""
    return _states([row], _trials({row.registry_id}))[row.pk]


def _states(rows: list[Draft], trials: Mapping[str, KnownTrial]) -> dict[int, State]:
    """Say how it stands with drafts, by their numbers. Two queries."""
    ids = {row.registry_id for row in rows}
    own = dict(
        Decision.objects.filter(draft__in=rows).order_by("pk").values_list("draft_id", "kind")
    )
    holding = _holding(Decision.objects.filter(draft__registry_id__in=ids))
    digests = {id: digest_record(trial.record) for id, trial in trials.items()}
    return {
        row.pk: state_of(
            Standing(
                own=own.get(row.pk),
                holds=(held := holding.get((row.registry_id, row.language))) is not None
                and held.draft_id == row.pk,
                is_current=row.record_digest == digests.get(row.registry_id),
            )
        )
        for row in rows
    }


def _trials(ids: set[str]) -> dict[str, KnownTrial]:
    return {trial.id: trial for trial in known_among(ids)}
