"""Enquiries of families and doctors to a study centre, from the form to the last answer."""
