"""The field of a form in which an e-mail address is written: one for all of the site's forms."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from trialogue.web.config.mail import LONGEST_ADDRESS, plain_address


class AddressField(forms.CharField):
    """An address that our mail can be sent to, in the form in which it is kept."""

    widget = forms.EmailInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("This is no email address. It looks like name@example.org."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_ADDRESS, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Ask a telephone for the keyboard with the @."""
        return {"inputmode": "email", **super().widget_attrs(widget)}

    def to_python(self, value: Any) -> str:
        """Give the plain form; what cannot be read in one way only is refused."""
        typed = super().to_python(value)
        if not typed:
            return ""
        try:
            return plain_address(typed)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None
