"""The general questions, the same for every trial; each trial's own stand in its protocol."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question and its answer in the reader's language."""

    question: str
    answer: str


def general_questions() -> tuple[Answer, ...]:
    """List the five questions that people ask about any trial."""
    return (
        Answer(
            question=_("What is a clinical trial?"),
            answer=_(
                "A clinical trial is a study with people. It tests how well a treatment works "
                "and how safe it is. Trials are how new treatments become available to everyone."
            ),
        ),
        Answer(
            question=_("Why should I take part in a clinical trial?"),
            answer=_(
                "You may get a treatment that is not yet available elsewhere, though nobody can "
                "promise that it will help. What is learned helps the people who come after you. "
                "Taking part is your choice, and you can stop at any time."
            ),
        ),
        Answer(
            question=_("How long does a clinical trial last?"),
            answer=_(
                "It depends on the trial. Some last weeks, some last years. The page of each "
                "trial says how long people are treated and followed."
            ),
        ),
        Answer(
            question=_("Do I get paid for taking part?"),
            answer=_(
                "It depends on the trial. Some pay, or pay back what you spend on travel and "
                "your time. Others do not. Ask the study team before you decide."
            ),
        ),
        Answer(
            question=_("How safe are clinical trials?"),
            answer=_(
                "Every trial has risks, and the team must tell you about them before you decide. "
                "A trial follows strict rules: an ethics committee agrees to it first, and the "
                "safety of everyone in it is checked all the time."
            ),
        ),
    )
