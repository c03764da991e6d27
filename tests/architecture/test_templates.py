"""The site's templates, and the small lint that reads them."""

from __future__ import annotations

import pytest

from tests.architecture.source import label
from tests.architecture.templates import faults_of, templates


def test_every_template_is_translatable_and_loads_nothing_from_elsewhere() -> None:
    faults = {
        label(path): found
        for path in templates()
        if (found := faults_of(path.read_text(encoding="utf-8")))
    }

    assert templates()
    assert faults == {}


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("<p>{% translate 'Age' %}</p>", []),
        ("<p>Age</p>", [(1, "words outside translate: 'Age'")]),
        ("<p>\n\n年龄</p>", [(1, "words outside translate: '年龄'")]),
        ("<p translate='no'>NCT <b>NCT</b></p>", []),
        ("<p translate='no'>NCT</p> Age", [(1, "words outside translate: 'Age'")]),
        ("{% blocktranslate %}\nYour age{% endblocktranslate %}", []),
        ("{% comment %}a note{% endcomment %}{# a note #}", []),
        ("<img alt='A child'>", [(1, "words outside translate in alt=: 'A child'")]),
        ("<p style='color:red'></p>", [(1, "inline style= on <p>: put it into a file")]),
        ("<b onclick='go()'></b>", [(1, "inline onclick= on <b>: put it into a file")]),
        ("<style></style>", [(1, "inline <style>: put it into a file")]),
        ("<script></script>", [(1, "inline <script>: put it into a file")]),
        ("<script src='{% static 'a.js' %}'></script>", []),
        (
            "<script src='//a.b/c.js'></script>",
            [(1, "<script src> loads from elsewhere: //a.b/c.js")],
        ),
        ("<a href='https://clinicaltrials.gov/'>{{ id }}</a>", []),
    ],
)
def test_the_lint_finds_each_fault_and_no_other(text: str, faults: list[tuple[int, str]]) -> None:
    assert faults_of(text) == faults
