"""What the gate can find wrong, in the words of whoever reads a draft."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialogue.report.overview import Kind

KINDS: Mapping[Kind, Promise] = {
    Kind.NUMBER: _("a number that the record does not have"),
    Kind.UNIT: _("a number with another unit than in the record"),
    Kind.LIMIT: _("a limit that the record does not set so"),
    Kind.NAME: _("a drug, condition or other name that the record does not have"),
    Kind.PROMISE: _("a promise"),
    Kind.OPPOSITE: _("the opposite of what the record says"),
    Kind.OUTLINE: _("an item of the outline that is missing or twice"),
    Kind.SILENCE: _("said to be silent where the record speaks"),
    Kind.LEFT_OUT: _("something that must not be left out"),
    Kind.COUNT: _("a wrong count of the rules that are left"),
    Kind.WORD: _("a word that the record’s place does not support"),
    Kind.NO_SPAN: _("no place of the record that says so"),
    Kind.GRADE: _("too hard to read"),
}
