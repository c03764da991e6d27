"""The tasks of today, on one page; and whether a mail says each day how many there are."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from trialogue.web.accounts.permissions import Action, Staff, staff_page
from trialogue.web.oversight.actions import wish_for_mail
from trialogue.web.oversight.models import MailWish
from trialogue.web.oversight.tasks_of_today import Kind, Task, tasks_for

SEE = Action.SEE_PARTICIPANTS
FIRST, MOST = 10, 200
"""How many of a kind are seen at once, and how many are listed, folded, at most."""
LABELS: dict[Kind, str | Promise] = {
    Kind.CLOCK: gettext_lazy("Serious events to report"),
    Kind.CONSENT: gettext_lazy("Consents to renew"),
    Kind.ANSWER: gettext_lazy("Queries to answer"),
    Kind.VISIT: gettext_lazy("Visits due and overdue"),
    Kind.FORM: gettext_lazy("Forms that a visit left empty"),
    Kind.SIGN: gettext_lazy("To sign"),
    Kind.ORDER: gettext_lazy("Orders to make and to check"),
    Kind.RESPONSE: gettext_lazy("Responses to confirm"),
    Kind.CLOSE: gettext_lazy("Answers to look at"),
    Kind.VERIFY: gettext_lazy("To verify"),
    Kind.DRAFT: gettext_lazy("Your drafts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The tasks of one kind: the first of them, and how many there are."""

    kind: Kind
    label: str
    tasks: tuple[Task, ...]
    number: int

    @property
    def first(self) -> tuple[Task, ...]:
        """Give those that are seen at once."""
        return self.tasks[:FIRST]

    @property
    def folded(self) -> tuple[Task, ...]:
        """Give those that open on demand."""
        return self.tasks[FIRST:]

    @property
    def more(self) -> int:
        """Give how many are not shown."""
        return self.number - len(self.tasks)


@require_safe
@staff_page(SEE)
def today(request: HttpRequest, staff: Staff) -> HttpResponse:
    """List what this person has to do today, by kind."""
    now = timezone.now()
    found = tasks_for(staff, now)
    groups = []
    for kind in Kind:
        tasks = [task for task in found if task.kind is kind]
        if tasks:
            shown = tuple(tasks[:MOST])
            groups.append(Group(kind=kind, label=str(LABELS[kind]), tasks=shown, number=len(tasks)))
    wish = MailWish.objects.filter(user=staff.user).first()
    context = {
        "groups": groups,
        "number": len(found),
        "day": timezone.localdate(),
        "wants_mail": wish is None or wish.wanted,
    }
    return render(request, "oversight/today.html", context)


@require_POST
@staff_page(SEE)
def mail(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Keep whether this person wants the daily mail."""
    wish_for_mail(staff.user, request.POST.get("wanted") == "yes")
    return redirect("oversight:today")
