"""The site's catalogues of words, without GNU gettext: `python -m tests.web.messages`.

Each app has its own, in each language. It finds every message in the app's templates and
modules, brings the .po up to date (new entries without a translation, entries that nothing
uses any more removed) and builds the .mo. `--check` changes nothing and says what is missing.
"""

from __future__ import annotations

import ast
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.conf import settings
from django.template import Template
from django.template.base import Node
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import to_locale

from tests.architecture.source import PACKAGE, tree

WEB = PACKAGE / "web"
CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2}
PLURALS = {
    "zh_Hans": "nplurals=1; plural=0;",
    "es": "nplurals=2; plural=(n != 1);",
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message; `plural` is empty where it has none."""

    text: str
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one app in one language."""

    app: str
    locale: str

    @property
    def path(self) -> Path:
        """Name the file that people write."""
        return WEB / self.app / "locale" / self.locale / "LC_MESSAGES" / "django.po"

    @property
    def built(self) -> Path:
        """Name the file that Django reads."""
        return self.path.with_suffix(".mo")


def catalogues() -> list[Catalogue]:
    """List the catalogues that there must be: one for each app with words, and language."""
    locales = [to_locale(code) for code, _ in settings.LANGUAGES if code != "en"]
    apps = sorted(path.name for path in WEB.iterdir() if path.is_dir() and messages(path.name))
    return [Catalogue(app, locale) for app in apps for locale in locales]


@cache
def messages(app: str) -> dict[Message, list[str]]:
    """Find every message of an app with the files that use it, in order."""
    found: dict[Message, list[str]] = {}
    for path in sorted((WEB / app).rglob("*.html")):
        for message in _of_template(path):
            found.setdefault(message, []).append(_place(path))
    for path in sorted((WEB / app).rglob("*.py")):
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


def load(catalogue: Catalogue) -> polib.POFile:
    """Read a catalogue, or begin one."""
    if catalogue.path.exists():
        return polib.pofile(str(catalogue.path), wrapwidth=100)
    return _empty(catalogue)


def renewed(catalogue: Catalogue) -> polib.POFile:
    """Make the catalogue of today's messages with the translations that are known."""
    known = {Message(entry.msgid, entry.msgid_plural): entry for entry in load(catalogue)}
    after = _empty(catalogue)
    for message, places in messages(catalogue.app).items():
        entry = polib.POEntry(
            msgid=message.text, occurrences=[(place, "") for place in dict.fromkeys(places)]
        )
        old = known.get(message)
        if message.plural:
            entry.msgid_plural = message.plural
            forms = int(PLURALS[catalogue.locale][len("nplurals=")])
            entry.msgstr_plural = old.msgstr_plural if old else dict.fromkeys(range(forms), "")
        elif old:
            entry.msgstr = old.msgstr
        after.append(entry)
    return after


def _empty(catalogue: Catalogue) -> polib.POFile:
    empty = polib.POFile(wrapwidth=100)
    empty.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": catalogue.locale,
        "Plural-Forms": PLURALS[catalogue.locale],
    }
    return empty


def untranslated(words: polib.POFile) -> list[str]:
    """List the messages without a translation."""
    return [entry.msgid for entry in words if not entry.translated()]


def main() -> int:
    """Renew the catalogues, or with --check only compare; 1 where something is missing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trialogue.web.config.settings")
    django.setup()
    missing = False
    for catalogue in catalogues():
        after = renewed(catalogue)
        for text in untranslated(after):
            print(f"{catalogue.app}, {catalogue.locale}: no translation of {text!r}")
        if "--check" in sys.argv:
            missing |= bool(untranslated(after)) or str(load(catalogue)) != str(after)
            continue
        catalogue.path.parent.mkdir(parents=True, exist_ok=True)
        after.save(str(catalogue.path))
        after.save_as_mofile(str(catalogue.built))
    return int(missing)


if __name__ == "__main__":
    sys.exit(main())
