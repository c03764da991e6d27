"""Tables of names: lines of names that mean the same, as shipped in `names/` and `synonyms/`.

    renal cell carcinoma | RCC | 肾细胞癌
    kidney cancer | renal cancer > renal cell carcinoma, wilms tumor
    acute lymphoblastic leukemia | ALL!
    ~ relapsed | came back

The first name leads its group. `>` names the leaders of narrower groups. `!` after a name: it
counts only where a person types it in capitals, and is never looked for in a record, since
it is a word of every day ("all") or two letters. `~`: the group is soft, see `concepts`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name; `only_typed` for an abbreviation that is not looked for in records."""

    text: str
    only_typed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Names that mean the same thing, the leading one first, and leaders of narrower groups."""

    names: tuple[Name, ...]
    narrower: tuple[str, ...] = ()
    is_soft: bool = False

    @property
    def leader(self) -> str:
        """Give the name that stands for the group."""
        return self.names[0].text

    @property
    def texts(self) -> tuple[str, ...]:
        """Give all names as texts."""
        return tuple(name.text for name in self.names)


def parse_groups(text: str, file: str) -> tuple[Group, ...]:
    """Read a table, leaving out empty lines and those that begin with `#`.

    Raises ValueError naming file and line for an empty name.
    """
    groups = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            groups.append(_parse_line(line, f"{file}:{number}"))
    return tuple(groups)


def check_groups(groups: tuple[Group, ...]) -> None:
    """Check that no name stands in two groups, and that every narrower leader exists.

    Raises ValueError that lists all such names.
    """
    seen = Counter(
        text if name.only_typed else text.casefold()
        for group in groups
        for name in group.names
        for text in (name.text,)
    )
    leaders = {group.leader for group in groups}
    twice = sorted(name for name, times in seen.items() if times > 1)
    unknown = sorted({one for group in groups for one in group.narrower} - leaders)
    if twice or unknown:
        raise ValueError(f"names in two groups: {twice}; narrower, but no group: {unknown}")


def shipped_groups(*tables: str) -> tuple[Group, ...]:
    """Read and check tables of this package, such as `names/cities.txt`, as one."""
    package = files("trialogue.registry")
    groups = tuple(
        group
        for table in tables
        for group in parse_groups(package.joinpath(table).read_text(encoding="utf-8"), table)
    )
    check_groups(groups)
    return groups


def _parse_line(line: str, place: str) -> Group:
    stated, _, narrower = line.partition(">")
    is_soft = stated.startswith("~")
    names = [part.strip() for part in stated.removeprefix("~").split("|")]
    below = [part.strip() for part in narrower.split(",")] if narrower else []
    if not all(names) or not all(below) or "!" in names:
        raise ValueError(f"{place}: found an empty name; put a name between all | and ,")
    return Group(
        names=tuple(
            Name(text=name.removesuffix("!"), only_typed=name.endswith("!")) for name in names
        ),
        narrower=tuple(below),
        is_soft=is_soft,
    )
