"""Whether somebody who wants to sign in may: password, code, and waiting after failures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from trialogue.web.accounts import throttle
from trialogue.web.accounts.actions import note, use_code
from trialogue.web.accounts.events import What
from trialogue.web.accounts.models import User, plain_address
from trialogue.web.config.network import network_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a try: a person; or a time until which to wait; or neither: it is wrong."""

    user: User | None = None
    wait_until: datetime | None = None


def try_password(request: HttpRequest, address: str, password: str) -> Answer:
    """Try an address and a password. An unknown address takes as long, and is told the same."""
    account, network, now = plain_address(address), network_of(request), timezone.now()
    here = f"{account} {network}"
    tried = (
        (throttle.ACCOUNT, account),
        (throttle.ACCOUNT_HERE, here),
        (throttle.NETWORK, network),
    )
    made = throttle.begin_try(tried, now)
    if made.wait_until is not None:
        return Answer(wait_until=made.wait_until)
    user = authenticate(request, username=account, password=password)
    if not isinstance(user, User):
        if known := User.objects.filter(email=account).first():
            note(What.WRONG_PASSWORD, None, known)
        return Answer()
    throttle.take_back(made)
    if not user.has_second_factor:
        throttle.forget(throttle.ACCOUNT, account)
        throttle.forget(throttle.ACCOUNT_HERE, here)
    return Answer(user=user)


def try_code(user: User, typed: str) -> Answer:
    """Try a code of the device or of the paper."""
    now, subject = timezone.now(), str(user.pk)
    made = throttle.begin_try([(throttle.CODE, subject)], now)
    if made.wait_until is not None:
        return Answer(wait_until=made.wait_until)
    if not use_code(user, typed, now):
        note(What.WRONG_CODE, None, user)
        return Answer()
    throttle.forget(throttle.CODE, subject)
    throttle.forget(throttle.ACCOUNT, user.email)
    return Answer(user=user)
