"""How many messages one sender and one network may send, held while a message is sent.

A hospital behind one address has room. A form that is sent again is the message that it was:
it is neither counted nor refused.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from trialogue.web.accounts import throttle
from trialogue.web.contact.actions import NewEnquiry, send_enquiry
from trialogue.web.contact.models import Enquiry


@transaction.atomic
def send_within_limits(new: NewEnquiry, network: str, now: datetime) -> Enquiry | datetime:
    """Send a message, or give the time until which its sender has to wait."""
    subjects = (
        (throttle.ENQUIRY, (new.sender.email or new.sender.phone).lower()),
        (throttle.ENQUIRY_NETWORK, network),
    )
    throttle.hold(subjects)
    known = Enquiry.objects.filter(form_token=new.form_token).first()
    if known is not None:
        return known
    made = throttle.begin_try(subjects, now)
    if made.wait_until is not None:
        return made.wait_until
    address = new.sender.email.lower()
    copy = throttle.begin_try([(throttle.COPY, address)] if address else (), now)
    return send_enquiry(new, copies=copy.wait_until is None)[0]
