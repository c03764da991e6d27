"""An address is written in one kind of field: all forms take and refuse the same."""

from __future__ import annotations

import pytest
from django import forms

from trialogue.web.config.address_field import AddressField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Mei@Example.ORG ", "Mei@example.org"),
        ("mei@bücher.example", "mei@xn--bcher-kva.example"),
        ("o’brien@example.org", None),
        ("a b@example.org", None),
        ('"a b"@example.org', None),
        ("mei@example", None),
        ("mei@[192.0.2.1]", None),
        ("mei@example.org\nBcc: x@example.org", None),
        ("x" * 65 + "@example.org", None),
    ],
)
def test_what_is_kept_of_what_was_typed(typed: str, kept: str | None) -> None:
    field = AddressField()

    if kept is not None:
        assert field.clean(typed) == kept
        return
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert refused.value.code == "invalid"


def test_every_form_that_keeps_an_address_has_this_field() -> None:
    from trialogue.web.accounts.forms import InviteForm
    from trialogue.web.contact.forms import Details, MessageForm
    from trialogue.web.editing.forms import CentreForm
    from trialogue.web.notices.forms import SignUpForm

    kinds: tuple[type[forms.Form], ...] = (
        InviteForm, Details, MessageForm, CentreForm, SignUpForm,
    )  # fmt: skip
    assert {type(kind.base_fields["email"]) for kind in kinds} == {AddressField}
