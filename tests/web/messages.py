"""The site's catalogue of words, without GNU gettext: `python -m tests.web.messages`.

It finds every message in the templates and modules, brings the .po up to date (new entries
without a translation, entries that nothing uses any more removed) and builds the .mo.
`--check` changes nothing and says what is missing.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path

import polib
from django.template import Template
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from tests.architecture.source import PACKAGE, tree

WEB = PACKAGE / "web"
CATALOGUE = WEB / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2}
HEAD = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hans",
    "Plural-Forms": "nplurals=1; plural=0;",
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `plural` is empty where it has none."""

    text: str
    plural: str = ""


def messages() -> dict[Message, list[str]]:
    """Find every message with the files that use it, in order."""
    found: dict[Message, list[str]] = {}
    for path in sorted(WEB.rglob("*.html")):
        for message in _of_template(path):
            found.setdefault(message, []).append(_place(path))
    for path in sorted(WEB.rglob("*.py")):
        for message in _of_module(path):
            found.setdefault(message, []).append(_place(path))
    return found


def _place(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def _of_template(path: Path) -> list[Message]:
    template = Template(path.read_text(encoding="utf-8"))
    found = []
    for node in template.nodelist.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            found.append(Message(getattr(node.filter_expression.var, "literal", None) or ""))
        elif isinstance(node, BlockTranslateNode):
            singular, _ = node.render_token_list(node.singular)
            plural, _ = node.render_token_list(node.plural) if node.plural else ("", [])
            found.append(Message(singular, plural))
    return [message for message in found if message.text]


def _of_module(path: Path) -> list[Message]:
    found = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = CALLS.get(node.func.id, 0)
        words = [arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant)]
        if wanted and len(words) == wanted:
            found.append(Message(*map(str, words)))
    return found


def load() -> polib.POFile:
    """Read the catalogue, or begin one."""
    if CATALOGUE.exists():
        return polib.pofile(str(CATALOGUE), wrapwidth=100)
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = dict(HEAD)
    return catalogue


def renewed(before: polib.POFile) -> polib.POFile:
    """Make the catalogue of today's messages with the translations that are known."""
    known = {Message(entry.msgid, entry.msgid_plural): entry for entry in before}
    after = polib.POFile(wrapwidth=100)
    after.metadata = dict(HEAD)
    for message, places in messages().items():
        entry = polib.POEntry(
            msgid=message.text, occurrences=[(place, "") for place in dict.fromkeys(places)]
        )
        old = known.get(message)
        if message.plural:
            entry.msgid_plural = message.plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: ""}
        elif old:
            entry.msgstr = old.msgstr
        after.append(entry)
    return after


def untranslated(catalogue: polib.POFile) -> list[str]:
    """List the messages without a translation."""
    return [entry.msgid for entry in catalogue if not entry.translated()]


def main() -> int:
    """Renew the catalogue, or with --check only compare; 1 where something is missing."""
    import django

    django.setup()
    before, after = load(), renewed(load())
    for text in untranslated(after):
        print(f"no translation: {text!r}")
    if "--check" not in sys.argv:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        after.save(str(CATALOGUE))
        after.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
        return 0
    return 1 if untranslated(after) or str(before) != str(after) else 0


if __name__ == "__main__":
    sys.exit(main())
