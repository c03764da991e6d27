"""What changed, in plain words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from trialogue.core.record import AgeLimit
from trialogue.exchange.ctgov.study_dates import parse_age
from trialogue.web.trials.status import limits_words

MOST_ENTRIES = 3
LONGEST_ENTRY = 200


def said(change: Mapping[str, object]) -> list[str]:
    """Say one change (see `registry.news.Change`) in sentences."""
    was, now = _in_language(change, get_language() or "en")
    match change["kind"]:
        case "appeared":
            return [_appeared(now[0])]
        case "opened":
            return [_("The study now looks for people. You can ask to join.")]
        case "closed":
            return [_("The study no longer looks for people.")]
        case "centres":
            return [_centres(now)]
        case "nearer":
            return [_nearer(was, now)]
        case "ages":
            return [_("The ages changed: %(was)s before, %(now)s now.") % _both_ages(was, now)]
        case "sex":
            return [_("It changed which sex can join: %(now)s now.") % {"now": _sex(now[0])}]
        case "reading":
            return _entries((), now, _("We now judge this rule in another way:"), "")
        case "inclusion":
            return _entries(was, now, _("New among what one must meet:"), _("No longer asked:"))
        case _:
            return _entries(was, now, _("New among what rules out:"), _("No longer rules out:"))


def _in_language(change: Mapping[str, object], language: str) -> tuple[list[str], list[str]]:
    """Give what was and is, in the reader's language where it was said in that."""
    others = change.get("said")
    for one in others if isinstance(others, Sequence) else ():
        if isinstance(one, Mapping) and language.startswith(str(one["language"])):
            return _texts(one["was"]), _texts(one["now"])
    return _texts(change["was"]), _texts(change["now"])


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, Sequence) else []


def _appeared(status: str) -> str:
    if status == "NOT_YET_RECRUITING":
        return _("This study is new. It does not look for people yet, but will.")
    return _("This study is new. It looks for people now.")


def _centres(names: Sequence[str]) -> str:
    more = len(names) - MOST_ENTRIES
    listed = "; ".join(names[:MOST_ENTRIES])
    if more > 0:
        return ngettext(
            "New centres where you can ask: %(names)s; and %(n)s more.",
            "New centres where you can ask: %(names)s; and %(n)s more.",
            more,
        ) % {"names": listed, "n": more}
    return _("New centres where you can ask: %(names)s.") % {"names": listed}


def _nearer(was: Sequence[str], now: Sequence[str]) -> str:
    if was:
        text = _("The nearest open centre is nearer now: %(now)s km away, %(was)s km before.")
        return text % {"now": now[0], "was": was[0]}
    return _("There is an open centre %(now)s km away. There was none before.") % {"now": now[0]}


def _both_ages(was: Sequence[str], now: Sequence[str]) -> dict[str, str]:
    return {"was": _ages(was), "now": _ages(now)}


def _ages(limits: Sequence[str]) -> str:
    """Say ages as the trial's page does; a limit that is no age stays out."""
    low, high = map(_limit, limits)
    return limits_words(low, high)


def _limit(text: str) -> AgeLimit | None:
    return parse_age(text) if text else None


def _sex(code: str) -> str:
    return {"FEMALE": _("women and girls"), "MALE": _("men and boys")}.get(code, _("anybody"))


def _entries(was: Sequence[str], now: Sequence[str], came: str, went: str) -> list[str]:
    lines = [_("Who can join changed. The team can tell you what it means for you.")]
    for entries, words in ((now, came), (was, went)):
        lines += [
            f"{words} “{Truncator(entry).chars(LONGEST_ENTRY)}”" for entry in entries[:MOST_ENTRIES]
        ]
        if len(entries) > MOST_ENTRIES:
            more = len(entries) - MOST_ENTRIES
            lines.append(ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
    return lines
