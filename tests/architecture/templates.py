"""A small lint of the site's templates: `python -m tests.architecture.templates`.

It answers three questions that no permissively licensed, living linter answered: is every word
translatable, does nothing inline need a weaker Content-Security-Policy, does no page load anything
from elsewhere. Text that is the same in every language stands in an element with translate="no".
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.source import files, label

# What Django replaces. Each keeps its line breaks, so that line numbers stay true.
REPLACED = re.compile(
    r"{%\s*(?:blocktrans(?:late)?)\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = re.compile(r"\bTrialogue\b|&\w+;")
READ_ALOUD = {"alt", "title", "aria-label", "aria-description", "placeholder", "label"}
LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background"}
ELSEWHERE = re.compile(r"^\s*(?:[a-z]+:)?//", re.IGNORECASE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Lint(HTMLParser):
    """Collects the faults of one template as (line, what is wrong)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: list[tuple[int, str]] = []
        self._untranslated: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element's attributes."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID and (self._untranslated or given.get("translate") == "no"):
            self._untranslated.append(tag)
        if tag == "style" or (tag == "script" and not given.get("src") and not _is_data(given)):
            self._fault(f"inline <{tag}>: put it into a file")
        for name, value in given.items():
            self._attribute(tag, name, value)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element that is not translated."""
        if self._untranslated and self._untranslated[-1] == tag:
            self._untranslated.pop()

    def handle_data(self, data: str) -> None:
        """Look at the words between the elements."""
        if not self._untranslated and WORD.search(NAMES.sub("", data)):
            self._fault(f"words outside translate: {' '.join(data.split())[:60]!r}")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style" or name.startswith("on"):
            self._fault(f"inline {name}= on <{tag}>: put it into a file")
        if (name in LOADING or (name == "href" and tag == "link")) and ELSEWHERE.match(value):
            self._fault(f"<{tag} {name}> loads from elsewhere: {value}")
        if name in READ_ALOUD and WORD.search(NAMES.sub("", value)):
            self._fault(f"words outside translate in {name}=: {value[:60]!r}")

    def _fault(self, what: str) -> None:
        self.faults.append((self.getpos()[0], what))


def _is_data(given: dict[str, str]) -> bool:
    return given.get("type") in {"application/json", "application/ld+json"}


def faults_of(text: str) -> list[tuple[int, str]]:
    """List the faults of a template's text, each with its line."""
    lint = Lint()
    lint.feed(REPLACED.sub(lambda match: "% " + "\n" * match[0].count("\n"), text))
    lint.close()
    return lint.faults


def templates() -> list[Path]:
    """List the site's page templates."""
    return [path for path in files() if path.suffix == ".html" and "templates" in path.parts]


def main() -> int:
    """Print every fault; 1 if there is one."""
    found = 0
    for path in templates():
        for line, what in faults_of(path.read_text(encoding="utf-8")):
            print(f"{label(path)}:{line}: {what}")
            found += 1
    print(f"{len(templates())} templates, {found} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
