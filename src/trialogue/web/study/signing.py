"""Electronic signatures: the password once more, a meaning in words, and the content's hash.

Any app of the workspace signs by `sign` and asks `is_valid`, so that there is one kind of
signature: whoever signs gives the password again (and a code, where a second factor is on),
agrees to a statement, and signs the SHA-256 of what stood before them. A signature is never
taken back: it falls when what it covers is no longer what was signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trialogue.web.accounts import throttle
from trialogue.web.accounts.actions import note
from trialogue.web.accounts.events import What
from trialogue.web.accounts.models import User
from trialogue.web.accounts.signing_in import try_code
from trialogue.web.entries.models import Participant
from trialogue.web.study.models import Signature

Content = Mapping[str, Any]
"""What is signed, as plain values that JSON can hold."""
DEMO_WORD = "demo"
"""What the demo's invented people type, who have no password."""


class NotSigned(ValueError):
    """Nothing was signed; the message says why, in the reader's language."""


def digest(content: Content) -> str:
    """Compute the SHA-256 of canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_valid(signature: Signature, content: Content) -> bool:
    """Tell whether a signature covers this content, as it stands now."""
    return signature.content_sha256 == digest(content)


def latest_signature(
    signatures: Iterable[Signature], meaning: str, about: str = ""
) -> Signature | None:
    """Find the last signature of a meaning about something; None: there is none."""
    found = [one for one in signatures if one.meaning == meaning and one.about == about]
    return found[-1] if found else None


def sign(  # noqa: PLR0913 - who, with what, for whom, meaning what, under what: no fewer
    by: User,
    password: str,
    participant: Participant,
    meaning: str,
    content: Content,
    *,
    statement: str,
    about: str = "",
    code: str = "",
) -> Signature:
    """Sign after the password (and the code, where it is on) was right. Raises NotSigned.

    Call it outside of a transaction: a wrong try is counted in one of its own.
    """
    reauthenticate(by, password, code)
    return sign_now(by, participant, meaning, content, statement=statement, about=about)


def sign_now(
    by: User,
    participant: Participant,
    meaning: str,
    content: Content,
    *,
    statement: str,
    about: str = "",
) -> Signature:
    """Write the signature of somebody who has just proved who they are by `reauthenticate`."""
    return Signature.objects.create(
        participant=participant,
        meaning=meaning,
        about=about,
        statement=statement,
        content=dict(content),
        content_sha256=digest(content),
        signer_name=by.display_name,
        signed_by=by,
        second_factor=by.has_second_factor,
        signed_at=timezone.now(),
    )


def reauthenticate(by: User, password: str, code: str = "") -> None:
    """Ask who signs to prove again who they are. Raises NotSigned."""
    made = throttle.begin_try([(throttle.SIGNATURE, str(by.pk))], timezone.now())
    if made.wait_until is not None:
        raise NotSigned(_wait(date_format(timezone.localtime(made.wait_until), "DATETIME_FORMAT")))
    if not _password_is_right(by, password):
        note(What.WRONG_PASSWORD, None, by)
        raise NotSigned(_("The password is wrong: nothing was signed."))
    if by.has_second_factor:
        answer = try_code(by, code)
        if answer.wait_until is not None:
            until = timezone.localtime(answer.wait_until)
            raise NotSigned(_wait(date_format(until, "DATETIME_FORMAT")))
        if answer.user is None:
            raise NotSigned(_("This code is wrong, or was used before: nothing was signed."))
    throttle.take_back(made)


def _password_is_right(by: User, password: str) -> bool:
    if settings.DEMO and by.is_invented:
        return password.strip().lower() == DEMO_WORD
    return by.is_active and by.check_password(password)


def _wait(time: str) -> str:
    return _("Too many tries. To keep the account safe, wait until %(time)s.") % {"time": time}
