"""Whether a page is valid HTML: its syntax by a strict parser, its structure by the standard.

The parser is tinyhtml5, which knows every parse error of the standard. What a parser lets pass
(a list in a span, a button in a link, an item without a list) is asked here, from the HTML
Living Standard, section 4 (content models) and 3.2.5 (kinds of content).

The Nu checker, which the W3C uses, knows more and needs Java. Where `VNU_JAR` names its file,
`test_validity.py` asks it, too: https://github.com/validator/validator (npm: vnu-jar).
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

XHTML = "{http://www.w3.org/1999/xhtml}"
_PHRASING = """
a abbr audio b bdi bdo br button canvas cite code data datalist del dfn em embed i iframe img
input ins kbd label link map mark math meta meter noscript object output picture progress q ruby
s samp script select slot small span strong sub sup svg template textarea time u var video wbr
"""
PHRASING = frozenset(_PHRASING.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hgroup"})
_OF_PHRASING = """
abbr b bdi bdo button cite code data dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark meter
output p pre progress q s samp small span strong sub summary sup time u var
"""
OF_PHRASING = frozenset(_OF_PHRASING.split())
"""Elements that hold phrasing content alone; `legend` and `summary` a heading besides."""
WITH_HEADING = frozenset({"legend", "summary"})
SCRIPTING = frozenset({"script", "template"})
CHILDREN = {
    "ul": {"li"}, "ol": {"li"}, "menu": {"li"}, "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"}, "optgroup": {"option"},
}  # fmt: skip
PARENTS = {
    "li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "summary": {"details"},
    "legend": {"fieldset"}, "caption": {"table"}, "figcaption": {"figure"},
}  # fmt: skip
FIRST = {"details": "summary"}
INTERACTIVE = frozenset({"a", "button", "details", "iframe", "label", "select", "textarea"})
CLOSED_TO_INTERACTIVE = frozenset({"a", "button"})
ONCE = frozenset({"main", "h1", "title"})
NEEDED = {"img": ("alt",), "html": ("lang",), "link": ("rel",)}
OBSOLETE = frozenset(
    {"acronym", "big", "center", "dir", "font", "frame", "marquee", "strike", "tt"}
)
POINTING = (
    "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "popovertarget",
    "form", "list", "headers",
)  # fmt: skip


def faults_of(html: str) -> list[str]:
    """List what is invalid about a page; nothing where nothing was found."""
    parser = HTMLParser()
    root = parser.parse(html)
    wrong = [f"line {at[0]}: {code} {about or ''}" for at, code, about in parser.errors]
    wrong += _structure(root, ())
    return [*wrong, *_references(root)]


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(XHTML)


def _structure(element: Element, above: tuple[str, ...]) -> Iterator[str]:
    name = _name(element)
    if not isinstance(element.tag, str) or name.startswith("{"):
        return  # a comment, or a drawing, which has rules of its own
    yield from _itself(element, name, above)
    names = [_name(child) for child in element if isinstance(child.tag, str)]
    yield from _children(name, names, above)
    for child in element:
        yield from _structure(child, (*above, name))


def _itself(element: Element, name: str, above: tuple[str, ...]) -> Iterator[str]:
    parent = above[-1] if above else ""
    if name in PARENTS and parent not in PARENTS[name] | {"template"}:
        yield f"<{name}> in <{parent}>"
    if name in OBSOLETE:
        yield f"<{name}> is obsolete"
    for attribute in NEEDED.get(name, ()):
        if attribute not in element.attrib:
            yield f"<{name}> without {attribute}"
    if name == "a" and "href" not in element.attrib:
        return
    is_hidden = name == "input" and element.get("type") == "hidden"
    active = name in INTERACTIVE or (name == "input" and not is_hidden)
    if active and (outer := CLOSED_TO_INTERACTIVE & set(above)):
        yield f"<{name}> in <{min(outer)}>"
    if name == "label" and "label" in above:
        yield "<label> in <label>"
    if name == "form" and "form" in above:
        yield "<form> in <form>"


def _children(name: str, names: list[str], above: tuple[str, ...]) -> Iterator[str]:
    allowed = CHILDREN.get(name)
    if name == "div" and above[-1:] == ("dl",):
        allowed = {"dt", "dd"}
    if name in OF_PHRASING:
        allowed = PHRASING | (HEADINGS if name in WITH_HEADING else frozenset())
    if allowed is not None:
        for child in names:
            if child not in allowed and child not in SCRIPTING and not child.startswith("{"):
                yield f"<{child}> in <{name}>"
    first = FIRST.get(name)
    if first and names[:1] != [first]:
        yield f"<{name}> does not begin with <{first}>"


def _references(root: Element) -> Iterator[str]:
    """Find ids that stand twice, and what points to an id that is not there."""
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    ids = [one.attrib["id"] for one in elements if "id" in one.attrib]
    for id in dict.fromkeys(ids):
        if ids.count(id) > 1 or not id or " " in id:
            yield f"id {id!r} is not one id"
    for one in elements:
        for attribute in POINTING:
            for id in one.attrib.get(attribute, "").split():
                if id not in ids:
                    yield f"<{_name(one)} {attribute}> points to #{id}"
    for name in sorted(ONCE):
        if sum(_name(one) == name for one in elements) != 1:
            yield f"not one <{name}>"
