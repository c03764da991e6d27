"""What the staff's frame shows on its pages; asks nothing on a public page."""

from __future__ import annotations

from django.http import HttpRequest

from trialogue.web.accounts.navigation import places_for


def staff(request: HttpRequest) -> dict[str, object]:
    """Give the person who is signed in, and where they may go, behind the staff's guard only."""
    person = getattr(request, "staff", None)
    return {} if person is None else {"staff": person, "staff_places": places_for(person)}
