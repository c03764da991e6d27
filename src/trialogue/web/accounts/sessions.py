"""In which browsers a person is signed in: beginning, finding, ending a session.

A session ends after twelve hours, or when it has not been used for `STAFF_IDLE_MINUTES`,
or when its owner or an administrator ends it, or when the password changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.utils import timezone

from trialogue.web.accounts.models import StaffSession, User

LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)
"""How exactly the last use is kept: not every request writes."""
BROWSERS = ("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome")
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def begin_session(request: HttpRequest, user: User, *, second_factor: bool) -> StaffSession:
    """Sign a person in here: a new session key, nothing of the one before is taken along."""
    request.session.flush()
    login(request, user)
    request.session.set_expiry(int(LONGEST.total_seconds()))
    _sweep(timezone.now())
    key = request.session.session_key
    assert key is not None, "login gives the session its key"
    return StaffSession.objects.create(
        user=user,
        key=key,
        browser=browser_words(request.headers.get("User-Agent", "")),
        second_factor=second_factor,
        seen_at=timezone.now(),
    )


def session_of(request: HttpRequest) -> StaffSession | None:
    """Give the session of a request, with its user; None where there is none that lives."""
    if not request.user.is_authenticated:
        return None
    key, now = request.session.session_key, timezone.now()
    row = StaffSession.objects.filter(key=key, user=request.user.pk).select_related("user").first()
    if row is None or not is_alive(row, now):
        end_session(row)
        logout(request)
        return None
    if now - row.seen_at > NOTED_EVERY:
        row.seen_at = now
        row.save(update_fields=["seen_at"])
    return row


def timed_out_session(request: HttpRequest) -> StaffSession | None:
    """Give the session of a request that has not been used for too long; None: any other.

    It is no session any more: nothing may be shown by it. It says whose it was, until
    `session_of` ends it.
    """
    if not request.user.is_authenticated:
        return None
    key, now = request.session.session_key, timezone.now()
    row = StaffSession.objects.filter(key=key, user=request.user.pk).select_related("user").first()
    if row is None or not row.user.is_active or now - row.started_at >= LONGEST:
        return None
    return None if is_alive(row, now) else row


def is_alive(row: StaffSession, now: datetime) -> bool:
    """Tell whether a session is neither too old nor unused for too long."""
    idle = timedelta(minutes=settings.STAFF_IDLE_MINUTES)
    return row.user.is_active and now - row.seen_at < idle and now - row.started_at < LONGEST


def end_session(row: StaffSession | None) -> None:
    """End a session wherever it is."""
    if row is not None:
        SessionStore(session_key=row.key).delete()
        row.delete()


def end_sessions(user: User, but: StaffSession | None = None) -> int:
    """End all sessions of a person but one, and count them."""
    rows = [row for row in user.sessions.all() if row != but]
    for row in rows:
        end_session(row)
    return len(rows)


def browser_words(agent: str) -> str:
    """Name a browser and its system in two words, as people know them."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    if not browser and "Safari/" in agent:
        browser = "Safari"
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(filter(None, (browser, system)))


def _sweep(now: datetime) -> None:
    """Remove what ended by itself."""
    for row in StaffSession.objects.filter(started_at__lt=now - LONGEST)[:200]:
        end_session(row)
    SessionStore.clear_expired()
