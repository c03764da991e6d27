"""Where notes go when a page is edited: edit scripts over real pages, in a real browser.

    python -m benchmarks.anchoring --records studies.json --pages 40

Notes are put on the text of pages: words, sentences, paragraphs. The pages are then edited
(insert, delete, reorder, retranslate, a new translation, all together) by a script that knows
where every letter went. Prints, for each kind of edit, how many notes were found again at the
right place, loosely, at a wrong place, or kept as orphans; and how many orphans had their words
left (nine tenths of them) and might have been placed. The same seed makes the same edits.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.journeys.edited_pages import ADDRESS, KINDS, READ, Counts, run, serve
from tests.programs import find_chromium
from trialogue.exchange.ctgov import RecordReader
from trialogue.exchange.protocols import shipped_ids
from trialogue.web import start


def corpus(records: Path | None, pages: int) -> list[str]:
    """Render pages of trials: the shipped ones in every language, and records spread over a file.

    The site is set up in a home of its own, which is removed again.
    """
    with tempfile.TemporaryDirectory(prefix="anchoring-") as home:
        os.environ |= {"TRIALOGUE_HOME": home, "ALLOWED_HOSTS": "testserver"}
        os.environ.pop("DATABASE_URL", None)
        start.prepare(all_shipped=True)
        from django.conf import settings
        from django.test import Client

        from trialogue.web.records.actions import import_records
        from trialogue.web.records.queries import states_in_force

        ids: list[str] = []
        if records is not None:
            import_records(RecordReader([records]), lambda *_: None)
            known = sorted(states_in_force().values_list("registry_id", flat=True))
            ids = known[:: max(1, len(known) // max(1, pages))][:pages]
        languages = [code for code, _ in settings.LANGUAGES]
        wanted = [(trial, code) for trial in shipped_ids() for code in languages]
        wanted += [(trial, languages[at % len(languages)]) for at, trial in enumerate(ids)]
        return [
            Client(headers={"accept-language": code}).get(f"/trials/{trial}/").content.decode()
            for trial, code in wanted
        ]


def open_page(playwright: Any) -> Any:
    """Open a page that may import the scripts."""
    page = playwright.chromium.launch(executable_path=find_chromium()).new_page()
    page.route("**/*", serve)
    page.goto(f"{ADDRESS}/")
    return page


def table(total: Counts) -> str:
    """Write the counts as a table in Markdown."""
    lines = ["| edit | notes | right | loose | wrong | orphan | of them with their words left |"]
    lines.append("|---|---|---|---|---|---|---|")
    for kind, counts in total.items():
        notes = sum(counts[name] for name in KINDS[:4])
        shares = [f"{100 * counts[name] / notes:.1f} %" for name in ("right", "loose")]
        last = f"{100 * counts['orphan'] / notes:.1f} %"
        lines.append(
            f"| {kind} | {notes} | {' | '.join(shares)} | {counts['wrong']} | {last} "
            f"| {100 * counts['left'] / notes:.1f} % |"
        )
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 where a note went to a wrong place."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, help="a file of ClinicalTrials.gov studies")
    parser.add_argument("--pages", type=int, default=40, help="how many records (40)")
    parser.add_argument("--notes", type=int, default=20, help="notes for each page and edit (20)")
    parser.add_argument("--rounds", type=int, default=2, help="edits of each kind (2)")
    given = parser.parse_args()
    pages = corpus(given.records, given.pages)
    with sync_playwright() as playwright:
        page = open_page(playwright)
        texts = page.evaluate(READ, pages)
        total, wrong = run(page, texts, notes=given.notes, rounds=given.rounds)
    print(f"{len(texts)} pages, {sum(map(len, texts))} letters\n\n{table(total)}")
    for one in wrong:
        print(json.dumps(one, ensure_ascii=False), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
