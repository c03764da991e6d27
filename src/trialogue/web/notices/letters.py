"""The two mails: asking to confirm, and the news; as text and HTML, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialogue.core.protocol.words import Text
from trialogue.web.notices.links import manage_url, stop_url
from trialogue.web.notices.models import News, Subscription
from trialogue.web.notices.words import said
from trialogue.web.outbox.mail import Mail

MOST_TRIALS = 40
"""Of more trials the mail gives the number, and where to find them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One trial in a mail: its title (as the registry has it), its page, what changed."""

    title: str
    url: str
    lines: tuple[str, ...]


def letter_to_confirm(row: Subscription) -> Mail:
    """Ask the owner of an address whether it is they who want news."""
    with translation.override(row.language):
        values = {"row": row, "manage": manage_url(row), "site": settings.SITE_NAME}
        lines = [
            _("Somebody, most likely you, asked for news of clinical trials at this address."),
            _("Please confirm it here:"),
            values["manage"],
            _("If it was not you, do nothing. Without your confirmation nothing is sent."),
        ]
        return Mail(
            key=f"notices.confirm:{row.nonce}",
            kind="notices.confirm",
            about=f"notices:{row.pk}",
            to=row.email,
            language=row.language,
            subject=_("Please confirm: news of trials"),
            text="\n\n".join(map(str, lines)),
            html=render_to_string("notices/mail_confirm.html", values),
        )


def letter_with_news(
    row: Subscription, news: Sequence[News], titles: Mapping[str, Text] | None = None
) -> Mail:
    """Tell one subscriber what changed since the last mail. A trial stands in it once.

    `titles` holds, by a trial's id, the title that its protocol has in several languages.
    """
    with translation.override(row.language):
        told = _told(news, titles or {}, row.language)
        manage = manage_url(row)
        values = {
            "told": told[:MOST_TRIALS],
            "more": max(len(told) - MOST_TRIALS, 0),
            "manage": manage,
            "site": settings.SITE_NAME,
            "language": row.language,
            "wish": wish_in_words(row),
        }
        subject = ngettext("News of %(n)s trial", "News of %(n)s trials", len(told))
        return Mail(
            key=f"notices.news:{row.pk}:{news[-1].pk}",
            kind="notices.news",
            about=f"notices:{row.pk}",
            to=row.email,
            language=row.language,
            subject=subject % {"n": len(told)},
            text=_text(told, values),
            html=render_to_string("notices/mail_news.html", values),
            headers={
                "List-Unsubscribe": f"<{stop_url(row)}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
            is_bulk=True,
        )


def wish_in_words(row: Subscription) -> str:
    """Say what a subscriber waits for, in the language in force."""
    if row.registry_id:
        return row.registry_id
    parts = [row.words or _("any illness")]
    if row.place and row.within_km:
        parts.append(_("within %(n)s km of %(place)s") % {"n": row.within_km, "place": row.place})
    elif row.place:
        parts.append(_("from %(place)s") % {"place": row.place})
    return ", ".join(parts)


def _told(news: Sequence[News], titles: Mapping[str, Text], language: str) -> list[Told]:
    by_trial: dict[str, list[News]] = {}
    for one in news:
        by_trial.setdefault(one.registry_id, []).append(one)
    return [
        Told(
            title=titles[id].say(language) if id in titles else ones[-1].title,
            url=settings.SITE_URL + reverse("trials:trial", args=[id]),
            lines=tuple(
                dict.fromkeys(
                    line for one in ones for change in one.changes for line in said(change)
                )
            ),
        )
        for id, ones in by_trial.items()
    ]


def _text(told: Sequence[Told], values: dict[str, object]) -> str:
    parts = [_("You asked us to tell you about: %(wish)s.") % {"wish": values["wish"]}]
    parts += [
        "\n".join([one.title, *(f"- {line}" for line in one.lines), one.url])
        for one in told[:MOST_TRIALS]
    ]
    if values["more"]:
        parts.append(
            _("There are %(n)s more. Search the site to see them.") % {"n": values["more"]}
        )
    parts.append(_("Only the study team can say who may join. Ask your doctor, too."))
    parts.append(_("Change or end these mails:") + f"\n{values['manage']}")
    return "\n\n".join(map(str, parts))
