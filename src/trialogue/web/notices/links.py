"""The links of a subscription: unguessable, made anew for each mail, with no address in them."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from trialogue.web.notices.models import Subscription

_signer = Signer(salt="trialogue.notices", sep=".")


def token_of(row: Subscription) -> str:
    """Make the token of a subscription; only this site's secret key can."""
    return _signer.sign(row.nonce)


def subscription_of(token: str) -> Subscription | None:
    """Find the subscription of a token; None for one that is false, or that has ended."""
    try:
        nonce = _signer.unsign(token)
    except BadSignature:
        return None
    return Subscription.objects.filter(nonce=nonce).first()


def manage_url(row: Subscription) -> str:
    """Give the whole address at which a subscription is confirmed, changed and ended."""
    return settings.SITE_URL + reverse("notices:manage", args=[token_of(row)])


def stop_url(row: Subscription) -> str:
    """Give the whole address to which a mail program posts when its reader unsubscribes."""
    return settings.SITE_URL + reverse("notices:stop", args=[token_of(row)])
