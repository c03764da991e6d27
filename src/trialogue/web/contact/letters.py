"""The mails about an enquiry. Those to staff hold no word of it: they are read in the inbox.

The one mail that holds everything is to a centre that has an address and no people here.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from trialogue.web.accounts.models import User
from trialogue.web.centres.queries import Centre
from trialogue.web.config.address import full_address
from trialogue.web.contact.inert import without_links
from trialogue.web.contact.languages import own_name
from trialogue.web.contact.links import status_path
from trialogue.web.contact.models import Enquiry, Remark
from trialogue.web.contact.working_days import add_working_days
from trialogue.web.outbox.actions import enqueue
from trialogue.web.outbox.mail import Mail
from trialogue.web.outbox.models import Letter
from trialogue.web.trials.known import known_trial
from trialogue.web.trials.pages import head_of

AUTOMATIC = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: no automatic answer to an automatic mail."""
MOST_OTHERS = 3


def write_copy(enquiry: Enquiry, remark: Remark, *, with_words: bool = True) -> Letter | None:
    """Send the sender a copy of their message, with what happens next; None without an address.

    Nobody has shown yet that the address is theirs. So the mail says first why it came, and
    its words carry no links; `with_words` False leaves the words out as well.
    """
    if not enquiry.email:
        return None
    with translation.override(enquiry.page_language):
        text = _(
            "This address was given with a message to the team of %(centre)s through %(site)s. If "
            "that was not you, please delete this mail; you can also delete the message by the "
            "link below.\n\n"
            "Hello %(name)s,\n\n"
            "we have passed your message on to the research team of %(centre)s.\n\n"
            "What happens next: the team answers you, as a rule by %(day)s. If it stays silent, "
            "we remind it, and then we tell you whom else you can ask.\n\n"
            "Here you see whether your message was read, and can add to it, correct it or delete "
            "it. The link is for you alone; please do not pass it on:\n%(link)s\n\n"
            "Reference: %(reference)s\nTrial: %(trial)s\n\n"
            "%(copy)s\n\n"
            "In an emergency call a doctor or the emergency number; do not wait for an answer."
        ) % {
            "name": enquiry.full_name,
            "centre": enquiry.centre_name,
            "site": settings.SITE_NAME,
            "day": answer_day(enquiry),
            "link": full_address(status_path(enquiry)),
            "reference": enquiry.reference,
            "trial": enquiry.registry_id,
            "copy": _copy_of(enquiry, remark) if with_words else _no_copy(),
        }
        subject = _("Your message to %(centre)s") % {"centre": enquiry.centre_name}
    return _to_sender(enquiry, "copy" if with_words else "link", subject, text, thread=remark)


def _copy_of(enquiry: Enquiry, remark: Remark) -> str:
    """Quote a message for its sender; ticked answers stay behind the link."""
    inert = without_links(remark.text)
    parts = [_("Your message:"), _quoted(inert, ())]
    if inert != remark.text:
        parts.append(_("Links and addresses are left out of this copy; the team sees them."))
    if enquiry.answers:
        parts.append(_("The answers of your check that you sent stand on the page of the link."))
    return "\n\n".join(parts)


def _no_copy() -> str:
    return _("Several messages came with this address today, so this mail does not repeat yours.")


def write_to_staff(enquiry: Enquiry, readers: Iterable[User], what: str, turn: int = 0) -> int:
    """Tell staff that something waits in the inbox; gives how many were told.

    The same thing is told once, unless `turn` or the number of the sender's remarks differs.
    """
    count, turn = 0, turn or _turn(enquiry)
    for reader in readers:
        with translation.override(reader.language or settings.LANGUAGE_CODE):
            subject, opening = _staff_words(what, enquiry.reference)
            text = _(
                "%(opening)s\n\nTrial: %(trial)s\nCentre: %(centre)s\nReceived: %(day)s\n\n"
                "Sign in to read and answer it:\n%(link)s\n\n"
                "For privacy this mail says nothing of what was written."
            ) % {
                "opening": opening,
                "trial": enquiry.registry_id,
                "centre": enquiry.centre_name,
                "day": _day(enquiry),
                "link": full_address(reverse("inbox:enquiry", args=[enquiry.pk])),
            }
        enqueue(
            Mail(
                key=f"{enquiry.about}:{what}:{reader.pk}:{turn}",
                kind=f"enquiry.{what}",
                to=reader.email,
                to_name=reader.display_name,
                subject=subject,
                text=text,
                about="" if what == "deleted" else enquiry.about,
                language=reader.language or settings.LANGUAGE_CODE,
                headers=AUTOMATIC,
            )
        )
        count += 1
    return count


def _staff_words(what: str, reference: str) -> tuple[str, str]:
    words = {
        "new": (
            _("A new enquiry: %(reference)s"),
            _("A new enquiry waits in your inbox."),
        ),
        "more": (
            _("More was written: %(reference)s"),
            _("The sender of an enquiry has added or corrected something."),
        ),
        "reminder": (
            _("Please answer: enquiry %(reference)s"),
            _("An enquiry has waited longer than it should. A family may be waiting."),
        ),
        "lead": (
            _("Nobody answers: enquiry %(reference)s"),
            _(
                "The centre was reminded and has not answered. You are told as the lead of the "
                "coordinators; soon the sender will be told whom else to ask."
            ),
        ),
        "deleted": (
            _("Deleted by its sender: enquiry %(reference)s"),
            _("The sender has deleted an enquiry. Nothing is left to do."),
        ),
    }
    subject, opening = words[what]
    return subject % {"reference": reference}, opening


def write_to_centre(enquiry: Enquiry, what: str, turn: int = 0) -> Letter:
    """Send a centre without people here the whole enquiry; an answer goes to the sender."""
    said = enquiry.remarks.exclude(kind=Remark.Kind.NOTE)
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Somebody has written to you through %(site)s about the trial %(trial)s. Please answer "
            "them directly; as a rule they were promised an answer by %(day)s.\n\n"
            "Name: %(name)s (%(writer)s)\nE-mail: %(email)s\nPhone: %(phone)s\n"
            "Language: %(language)s\nReference: %(reference)s\n\n%(message)s\n\n"
            "They agreed that this message is passed to you (%(consent)s). Please delete it when "
            "you no longer need it."
        ) % {
            "site": settings.SITE_NAME,
            "trial": enquiry.registry_id,
            "day": answer_day(enquiry),
            "name": enquiry.full_name,
            "writer": enquiry.get_writer_display(),
            "email": enquiry.email or "–",
            "phone": enquiry.phone or "–",
            "language": own_name(enquiry.contact_language),
            "reference": enquiry.reference,
            "message": _quoted("\n\n".join(one.text for one in said), enquiry.answers),
            "consent": enquiry.consent_version,
        }
        if _inbound_address():
            text += "\n\n" + _(
                "You can also just answer this mail: what you write above these lines is passed "
                "on to them and kept with their message. Attachments are not passed on."
            )
        subject = _staff_words(what, enquiry.reference)[0]
    return enqueue(
        Mail(
            key=f"{enquiry.about}:centre:{what}:{turn or _turn(enquiry)}",
            kind=f"enquiry.{what}",
            to=enquiry.sent_to,
            to_name=enquiry.centre_name,
            subject=subject,
            text=text,
            about=enquiry.about,
            language=settings.LANGUAGE_CODE,
            reply_to=_inbound_address() or enquiry.email,
        )
    )


def write_answer(enquiry: Enquiry, remark: Remark) -> Letter | None:
    """Send the centre's answer to the sender, in the thread of their message."""
    if not enquiry.email:
        return None
    with translation.override(enquiry.page_language):
        subject = _("Answer from %(centre)s") % {"centre": enquiry.centre_name}
        text = _(
            "%(text)s\n\n-- \n%(centre)s\nReference: %(reference)s\n\n"
            "To write back, use this page; it is for you alone:\n%(link)s"
        ) % {
            "text": remark.text,
            "centre": enquiry.centre_name,
            "reference": enquiry.reference,
            "link": full_address(status_path(enquiry)),
        }
    return _to_sender(enquiry, f"answer:{remark.pk}", subject, text, thread=remark)


def write_whom_else(enquiry: Enquiry, others: Iterable[Centre]) -> Letter | None:
    """Tell the sender that the centre is silent, and whom else they can ask."""
    if not enquiry.email:
        return None
    with translation.override(enquiry.page_language):
        names = [_named(centre) for centre in list(others)[:MOST_OTHERS]]
        listed = "\n".join(names) or _("No other centre of this trial is open here.")
        text = _(
            "Hello %(name)s,\n\n"
            "the team of %(centre)s has not answered your message of %(day)s, although we reminded "
            "it. We are sorry. You can ask here:\n\n%(others)s\n\n"
            "Your own doctor can also reach the sponsor through the registry: "
            "https://clinicaltrials.gov/study/%(trial)s\n\n"
            "Your message stays with the centre. Here you can see or delete it:\n%(link)s"
        ) % {
            "name": enquiry.full_name,
            "centre": enquiry.centre_name,
            "day": _day(enquiry),
            "others": listed,
            "trial": enquiry.registry_id,
            "link": full_address(status_path(enquiry)),
        }
        subject = _("No answer yet from %(centre)s") % {"centre": enquiry.centre_name}
    return _to_sender(enquiry, f"whom-else:{_turn(enquiry)}", subject, text)


def answer_day(enquiry: Enquiry) -> str:
    """Write the day by which an answer is promised, in the language that is spoken."""
    day = timezone.localtime(enquiry.waits_since or enquiry.made_at).date()
    promised = add_working_days(day, settings.ENQUIRY_REMIND_DAYS)
    return str(formats.date_format(promised, "DATE_FORMAT"))


def trial_title(registry_id: str) -> str:
    """Give the short title of a trial in the language that is spoken; its id where it has none."""
    known = known_trial(registry_id)
    return head_of(known).title.say(_spoken()) if known else registry_id


def first_condition(registry_id: str) -> str:
    """Name what a trial is for first of all, in the language that is spoken; empty if unknown."""
    known = known_trial(registry_id)
    conditions = head_of(known).conditions if known else ()
    return conditions[0].say(_spoken()) if conditions else ""


def _spoken() -> str:
    return translation.get_language() or "en"


def _to_sender(
    enquiry: Enquiry, what: str, subject: str, text: str, thread: Remark | None = None
) -> Letter:
    """Send in the language of the page; the first mail's id holds the thread together."""
    first = enquiry.remarks.exclude(mail_id="").order_by("pk").first()
    headers = dict(AUTOMATIC) if what.startswith(("copy", "link", "whom")) else {}
    if first is not None:
        headers |= {"In-Reply-To": first.mail_id, "References": first.mail_id}
    letter = enqueue(
        Mail(
            key=f"{enquiry.about}:{what}",
            kind=f"enquiry.{what.partition(':')[0]}",
            to=enquiry.email,
            to_name=enquiry.full_name,
            subject=subject,
            text=text,
            about=enquiry.about,
            language=enquiry.page_language,
            reply_to=_inbound_address(),
            headers=headers,
        )
    )
    if thread is not None and not thread.mail_id:
        thread.mail_id = letter.message_id
        thread.save(update_fields=["mail_id"])
    return letter


def _inbound_address() -> str:
    """Give the address whose mail is read here, so that an answer by mail keeps the thread.

    Empty where no inbound mailbox is set.
    """
    return settings.MAIL_SENDER.address if settings.INBOUND is not None else ""


def _quoted(text: str, answers: Iterable[dict[str, str]]) -> str:
    lines = [f"> {line}" for line in text.splitlines()]
    told = [f"> {one['label']}: {one['answer']}" for one in answers]
    return "\n".join([*lines, ">", *told] if told else lines)


def _named(centre: Centre) -> str:
    place = ", ".join(filter(None, (centre.city, centre.country)))
    ways = ", ".join(filter(None, (centre.email, centre.phone)))
    address = full_address(reverse("contact:enquiry", args=[centre.registry_id]))
    return f"- {centre.name}, {place}\n  " + (ways or f"{address}?centre={centre.key}")


def _day(enquiry: Enquiry) -> str:
    return str(formats.date_format(timezone.localtime(enquiry.made_at), "DATE_FORMAT"))


def _turn(enquiry: Enquiry) -> int:
    """Count the sender's remarks: each new one may be told, and reminded of, once more."""
    return enquiry.remarks.filter(kind=Remark.Kind.SENDER).count()
