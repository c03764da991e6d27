"""Lints: what a form sends into SDTM fits its domain, so that every reader finds it there.

Source: CDISC SDTM implementation guide 3.3, section 4.2 (names of at most 8 characters, the
domain's two letters first) and the closed lists of `exchange.sdtm.variables`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from trialogue.core.forms.resolve import resolve
from trialogue.core.forms.rows import FINDINGS
from trialogue.core.forms.terms import term_of
from trialogue.core.protocol.forms import Form
from trialogue.exchange.faults import listing, quote, suggest
from trialogue.exchange.lints.finding import Finding, Findings, Subject
from trialogue.exchange.lints.form_references import fields_of, forms_of
from trialogue.exchange.sdtm.variables import BY_CODE

OTHER_DOMAINS = ("DV", "FA", "IE", "MB", "PE", "QS", "SC", "SV")
"""Domains that no analysis reads and an export may hold."""
KNOWN_DOMAINS = (*BY_CODE, *OTHER_DOMAINS)
ANY_DOMAIN = ("VISIT", "VISITNUM", "EPOCH")
"""Variables without the domain's letters."""
_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}")
_DM = "DM."


def check_domains(subject: Subject) -> Findings:
    """Find domains that SDTM does not have, and results or variables without a domain."""
    for path, form in forms_of(subject):
        if form.domain and form.domain not in KNOWN_DOMAINS:
            remedy = suggest(form.domain, KNOWN_DOMAINS, "write the two letters of a domain")
            allowed = listing(KNOWN_DOMAINS, 30)
            yield Finding(
                path=f"{path}.domain", found=quote(form.domain), allowed=allowed, remedy=remedy
            )
        elif form.domain in FINDINGS and not form.dated_by:
            yield Finding(
                path=path,
                found=f"results of {form.domain} without `dated_by`",
                allowed="the field that says when it was so",
                remedy="add `dated_by:`; a result without a day counts for nothing",
            )
    for path, form, field in fields_of(subject):
        if field.test and form.domain not in FINDINGS:
            yield Finding(
                path=f"{path}.test",
                found=f"a test code in {form.domain or 'a form without a domain'}",
                allowed=f"a test code in {listing(FINDINGS)}",
                remedy="write `variable:`, or correct the domain of the form",
            )
        elif field.test and not _CODE.fullmatch(field.test):
            yield _no_code(f"{path}.test", field.test, "capitals and digits, at most 8")


def _no_code(path: str, found: str, allowed: str) -> Finding:
    return Finding(path=path, found=quote(found), allowed=allowed, remedy="correct the name")


def _variables(subject: Subject) -> Iterator[tuple[str, Form, str]]:
    for path, form, field in fields_of(subject):
        if field.variable:
            yield f"{path}.variable", form, field.variable
    for path, form in forms_of(subject):
        for name in form.constants:
            yield f"{path}.constants.{name}", form, name


def check_variables(subject: Subject) -> Findings:
    """Find variables that are not of the form's domain, nor of the participant's row in DM."""
    for path, form, name in _variables(subject):
        plain = name.removeprefix(_DM)
        domain = "DM" if plain != name else form.domain
        if domain == "DM" and BY_CODE["DM"].of(plain) is None:
            known = [variable.name for variable in BY_CODE["DM"].variables]
            remedy = suggest(plain, known, "write a variable of DM")
            yield Finding(path=path, found=name, allowed=listing(known, 30), remedy=remedy)
        elif domain != "DM" and domain in KNOWN_DOMAINS and not _fits(plain, domain):
            allowed = f"{domain} and up to 6 capitals or digits, or {listing(ANY_DOMAIN)}"
            yield _no_code(path, name, allowed)


def check_homeless(subject: Subject) -> Findings:
    """Find forms with variables and without a domain, once for each."""
    for path, form in forms_of(subject):
        names = [field.variable for field in form.fields] + list(form.constants)
        lost = [name for name in names if name and not name.startswith(_DM)]
        if lost and not form.domain:
            yield Finding(
                path=path,
                found=f"{listing(lost)} in a form without a domain",
                allowed="a form with `domain:`, or variables of DM such as DM.BRTHDTC",
                remedy="add the domain to the form",
            )


def _fits(name: str, domain: str) -> bool:
    return name in ANY_DOMAIN or (name.startswith(domain) and bool(_CODE.fullmatch(name)))


def check_written_once(subject: Subject) -> Findings:
    """Find two fields of one form that write the same variable or test."""
    for path, form in forms_of(subject):
        for name in ("variable", "test"):
            written = Counter(getattr(field, name) for field in form.fields)
            for code, count in written.items():
                if code and count > 1:
                    yield Finding(
                        path=f"{path}.fields",
                        found=f"{count} fields with the {name} {code}",
                        allowed=f"each {name} once in a form",
                        remedy="one would overwrite the other: use another one, or another form",
                    )


def check_terms(subject: Subject) -> Findings:
    """Find choices whose term is not in the closed list of their variable."""
    for path, form, field in fields_of(subject):
        plain = field.variable.removeprefix(_DM)
        code = "DM" if plain != field.variable else form.domain
        domain = BY_CODE.get(code)
        variable = domain.of(plain) if domain is not None else None
        one = resolve(field, subject.protocol)
        if variable is None or not variable.allowed:
            continue
        for choice in one.choices:
            term = term_of(one, choice)
            if term.upper() not in variable.allowed:
                allowed = listing(variable.allowed)
                yield Finding(
                    path=path,
                    found=f"{plain} {quote(term)} for the choice {choice!r}",
                    allowed=allowed,
                    remedy=suggest(term, variable.allowed, f"write `terms: {{{choice}: …}}`"),
                )


def check_names_of_people(subject: Subject) -> Findings:
    """Find fields that may name a person and are to be exported all the same."""
    for path, _, field in fields_of(subject):
        if field.identifying and (field.variable or field.test):
            yield Finding(
                path=f"{path}.identifying",
                found=f"{field.id!r}, which may name a person, with a variable or test",
                allowed="one of the two",
                remedy="remove `variable:` or `test:`; it is never exported",
            )


LINTS = (
    check_domains,
    check_variables,
    check_homeless,
    check_written_once,
    check_terms,
    check_names_of_people,
)
