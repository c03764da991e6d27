"""Who stands behind a trial: organizations, officials, and the contacts one may write to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A sponsor or collaborator; `kind` is the registry's class, such as `INDUSTRY` or `NIH`."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to ask. `role` is `CONTACT`, `PRINCIPAL_INVESTIGATOR` or `SUB_INVESTIGATOR`."""

    name: str = ""
    role: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""

    @property
    def is_reachable(self) -> bool:
        """Tell whether there is a telephone number or an address for e-mail."""
        return bool(self.phone or self.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Somebody responsible for the trial as a whole; the registry gives no address."""

    name: str
    affiliation: str = ""
    role: str = ""
