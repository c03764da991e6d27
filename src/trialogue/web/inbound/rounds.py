"""One round: look at what came since the last one, each mail once, in the order of arrival.

For each mail: fetch, act in one transaction, flag it, write down how far we are. Killed in
between, the next round meets the same mail again and finds that it is known.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.crypto import salted_hmac

from trialogue.web.config.inbound import InboundMailbox
from trialogue.web.inbound.imap import Folder, MailboxError, open_folder
from trialogue.web.inbound.models import Position
from trialogue.web.inbound.reading import read_mail
from trialogue.web.inbound.taking import Fate, take

LARGEST = 10 * 1024 * 1024
"""Bytes of a mail with its attachments; a larger one is left for people."""
MOST = 200
LONGEST = timedelta(minutes=5)
"""Of one round: well within the lease of the job."""
_log = logging.getLogger(__name__)


def read_inbound(mailbox: InboundMailbox) -> dict[str, int]:
    """Take in what came; gives counts. Trouble with the server is waited out."""
    done: Counter[str] = Counter()
    try:
        with open_folder(
            mailbox, timeout=settings.MAIL_TIMEOUT, authority=settings.MAIL_AUTHORITY
        ) as folder:
            _read(folder, _position(mailbox), done)
    except MailboxError as problem:
        _log.warning("the inbound mailbox cannot be read: %s", problem)
        done["unreachable"] += 1
    return dict(done)


def _position(mailbox: InboundMailbox) -> Position:
    place = f"{mailbox.host}:{mailbox.port} {mailbox.user} {mailbox.folder}"
    digest = salted_hmac("inbound.position", place, algorithm="sha256").hexdigest()
    return Position.objects.get_or_create(folder=digest)[0]


def _read(folder: Folder, position: Position, done: Counter[str]) -> None:
    if position.validity != folder.validity:
        position.validity, position.last_uid = folder.validity, 0
    until = time.monotonic() + LONGEST.total_seconds()
    for uid in folder.uids_after(position.last_uid)[:MOST]:
        if time.monotonic() > until:
            break
        what = _handle(folder, uid)
        done[what] += 1
        position.counts = Counter(position.counts) + Counter({what: 1})
        position.last_uid = uid
        position.save()


def _handle(folder: Folder, uid: int) -> str:
    """Handle one message; gives what to count. One that trips us is left where it is."""
    try:
        fate = _fate(folder, uid)
    except (MailboxError, OperationalError, InterfaceError):
        raise
    except Exception as problem:  # noqa: BLE001 - one mail must not stop those behind it
        _log.error("a mail of the inbound mailbox cannot be handled: %s", type(problem).__name__)
        return "failed"
    if fate is None:
        return "gone"
    if fate.is_done:
        folder.flag_done(uid)
    return fate.value


def _fate(folder: Folder, uid: int) -> Fate | None:
    size = folder.size_of(uid)
    if size is None:
        return None
    if size > LARGEST:
        return Fate.TOO_LARGE
    content = folder.content_of(uid)
    return None if content is None else take(read_mail(content))
