"""The app of the staff's accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, roles, invitations, sessions and what was done with them."""

    name = "trialogue.web.accounts"
    label = "accounts"
