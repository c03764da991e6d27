"""Filling the demo with invented people: the one write of this app."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from trialogue.web.study.invented import TRIAL, invented_people
from trialogue.web.study.models import InventedFact, InventedPerson


@transaction.atomic
def invent_people(today: date) -> int:
    """Replace the invented people by those of today, and count them."""
    InventedPerson.objects.all().delete()
    people = invented_people(today)
    for invented in people:
        person = InventedPerson.objects.create(
            registry_id=TRIAL,
            subject=invented.subject,
            shows_en=invented.shows.en,
            shows_zh=invented.shows.zh,
        )
        InventedFact.objects.bulk_create(
            InventedFact(person=person, row=row) for row in invented.rows
        )
    return len(people)
