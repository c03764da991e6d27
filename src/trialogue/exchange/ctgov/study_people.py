"""Organizations, contacts and officials of a study."""

from __future__ import annotations

from trialogue.core.record import Contact, Official, Organization
from trialogue.exchange.ctgov.part import Part


def read_organization(module: Part, key: str) -> Organization | None:
    """Read one organization; None where it has no name."""
    return _organization(module.part(key))


def read_organizations(module: Part, key: str) -> tuple[Organization, ...]:
    """Read a list of organizations, those that have a name."""
    return tuple(found for one in module.parts(key) if (found := _organization(one)))


def _organization(part: Part) -> Organization | None:
    name = part.text("name")
    return Organization(name=name, kind=part.text("class")) if name else None


def read_contacts(module: Part, key: str) -> tuple[Contact, ...]:
    """Read contacts, those that say anything at all."""
    found = (_contact(one) for one in module.parts(key))
    return tuple(one for one in found if one.name or one.is_reachable)


def _contact(part: Part) -> Contact:
    return Contact(
        name=part.text("name"),
        role=part.text("role"),
        phone=part.text("phone"),
        extension=part.text("phoneExt"),
        email=part.text("email"),
    )


def read_officials(module: Part) -> tuple[Official, ...]:
    """Read who is responsible for the trial as a whole."""
    return tuple(
        Official(name=name, affiliation=one.text("affiliation"), role=one.text("role"))
        for one in module.parts("overallOfficials")
        if (name := one.text("name"))
    )
