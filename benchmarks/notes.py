"""What the notes cost: bytes on a trial's page, and the time to open and to place 200 of them.

    python -m benchmarks.notes

Bytes are gzip's. Times are of one Chromium on this machine: deriving key and proof from the
passcode (600,000 rounds), opening the sealed notes and reading them, and finding the place of
each on the reference trial's page, unchanged and with a paragraph put before everything.
"""

from __future__ import annotations

import gzip
import statistics

from playwright.sync_api import sync_playwright

from benchmarks.anchoring import corpus, open_page
from tests.journeys.edited_pages import READ
from trialogue.web.notes.scripts import FOLDER, modules_of

MEASURE = """async text => {
  const { describe, place } = await import('/anchor.js');
  const { fromAnnotations, toAnnotations } = await import('/w3c.js');
  const { freshShare, keysOf, seal, unseal } = await import('/sealing.js');
  const notes = Array.from({ length: 200 }, (_, index) => {
    const start = Math.floor(index * (text.length - 200) / 200);
    const now = new Date().toISOString();
    return { id: crypto.randomUUID(), trial: 'NCT06836505', language: 'en', answer: '',
      body: 'What does this mean for a child of four? '.repeat(4), question: true,
      created: now, modified: now, ...describe(text, start, start + 20 + index % 150) };
  });
  const share = await freshShare();
  const written = JSON.stringify(toAnnotations(notes, 'https://notes.test'));
  const sealed = await seal(written, 'k7mf2xqp9rtd', share, 'NCT06836505');
  const began = performance.now();
  const { key } = await keysOf('k7mf2xqp9rtd', share);
  const derived = performance.now();
  const read = fromAnnotations(JSON.parse(await unseal(sealed, key, share, 'NCT06836505')), 'X');
  const opened = performance.now();
  notes.forEach(note => place(text, note));
  const placed = performance.now();
  const found = notes.map(note => place(`Something new stands here.\\n${text}`, note));
  const moved = performance.now();
  return { notes: read.notes.length, kilobytes: sealed.sealed.length * 3 / 4 / 1000,
    derive: derived - began, open: opened - derived, place: placed - opened,
    again: moved - placed, found: found.filter(one => one.how !== 'orphan').length };
}"""


def packed(*files: str) -> int:
    """Count the bytes of files on the wire."""
    return sum(len(gzip.compress((FOLDER / name).read_bytes())) for name in files)


def main() -> None:
    """Print bytes and times."""
    html = corpus(None, 0)[0]
    start = html.index('<section class="leaf" id="notes"')
    part = html[start : html.index("</script>", html.index('id="notes-settings"'))]
    inside = len(gzip.compress(html.encode())) - len(gzip.compress(html.replace(part, "").encode()))
    print(f"always: {inside} bytes in the page, {packed('start.js')} for start.js")
    print(f"when used: {packed('notes.css', *modules_of('panel'))} bytes")
    print(f"page to share: {packed('notes.css', 'start.js', *modules_of('share'))} bytes")
    with sync_playwright() as playwright:
        page = open_page(playwright)
        (text,) = page.evaluate(READ, [html])
        runs = [page.evaluate(MEASURE, text) for _ in range(5)]
    for name in runs[0]:
        print(f"{name}: {statistics.median(run[name] for run in runs):.0f}")


if __name__ == "__main__":
    main()
