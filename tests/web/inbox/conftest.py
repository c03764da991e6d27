"""The centres, people and enquiry of tests/web/contact."""

from tests.web.contact.conftest import _patient_visitors, centres, enquiry, people, send

__all__ = ["_patient_visitors", "centres", "enquiry", "people", "send"]
