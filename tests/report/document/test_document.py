"""A report says the same in HTML, PDF and CSV, and words never become markup."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from tests.report.document.example import NASTY, document, table
from trialogue.report.document import Column, Document, ReportTable, Row, Section
from trialogue.report.document.html import style_sheet, write_body, write_html, write_table
from trialogue.report.document.pdf import write_pdf, write_typst
from trialogue.report.document.tables_csv import write_csv

VOID = {"meta", "link", "br", "hr"}


class Reader(HTMLParser):
    """Collects text, ids and what is opened and closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_a_report_is_one_well_formed_file_that_asks_for_nothing() -> None:
    html = write_html(document(), closing="Made on 2026-11-25")
    read = Reader(html)

    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert not read.seen & {"script", "link", "img", "iframe", "b"}
    assert "Made on 2026-11-25" in read.words


def test_words_stay_words() -> None:
    words = Reader(write_html(document())).words

    assert words.count(NASTY) == 3


def test_the_part_for_a_page_of_the_site_holds_no_style() -> None:
    body = write_body(document())

    assert "<style" not in body
    assert 'style="' not in body


def test_every_link_of_the_contents_leads_to_a_section() -> None:
    read = Reader(write_body(document()))

    assert {"intro", "answers"} <= set(read.ids)


def test_what_is_unverified_is_marked_in_every_look() -> None:
    html, typst = write_table(table()), write_typst(document())

    assert '<strong class="unverified">UNVERIFIED</strong> INRC 2017 thresholds.' in html
    assert "*UNVERIFIED*" in typst
    assert ".unverified" in style_sheet()


def test_on_paper_the_columns_of_a_wide_listing_follow_what_stands_in_them() -> None:
    names = ("participant", "grade", "because", *(f"n{at}" for at in range(6)))
    reason = "65.6 U/L is above ULN (40), if the baseline was not above normal: grade 1"
    listing = ReportTable(
        id="l-wide",
        title="Wide",
        columns=tuple(Column(label=name, is_number=False) for name in names),
        rows=(Row(cells=("S-1", "1", reason, *"123456")),),
    )
    wide = Section(id="listings", title="Listings", blocks=(listing,))

    typst = write_typst(Document(title="T", subtitle="", facts=(), sections=(wide,)))

    widths = re.search(r"#table\(columns: \(([^)]*),\)", typst)
    assert widths is not None
    participant, grade, because, *_ = (
        float(one.removesuffix("fr")) for one in widths[1].split(", ")
    )
    assert participant >= len("participant")
    assert because > 3 * grade
    assert "#page(flipped: true)[" in typst


def test_a_table_without_rows_says_so() -> None:
    assert "Nothing to show." in write_table(table(rows=()))


def test_a_table_is_csv_that_no_spreadsheet_runs() -> None:
    written = io.StringIO()
    write_csv(table(), written)

    rows = list(csv.reader(io.StringIO(written.getvalue())))

    assert rows[0] == ["Response", "n", "%"]
    assert rows[3] == [NASTY, "-1", "'=1+1"]


def test_two_parts_of_one_id_are_refused() -> None:
    section = Section(id="response", title="t", blocks=(table(),))

    with pytest.raises(ValueError, match="'response' is used twice"):
        Document(title="t", subtitle="", facts=(), sections=(section,))


def test_a_row_that_does_not_fit_is_refused_by_its_place() -> None:
    with pytest.raises(ValueError, match=r"response: rows\[0\] has 1 cells; allowed: 3"):
        table(rows=(Row(cells=("a",)),))


def test_the_pdf_is_a_pdf_and_the_same_every_time() -> None:
    first, second = write_pdf(document()), write_pdf(document())

    assert first.startswith(b"%PDF-")
    assert first == second
