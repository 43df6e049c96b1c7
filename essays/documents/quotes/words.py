"""The word lists of this room, read once when first asked for, and as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

MANY, GROUPS = 12, 8  # branches beyond which they are grouped, and into how many
DATA = Path(__file__).with_name("data")


@cache
def words(name: str) -> frozenset[str]:
    """The entries of `data/<name>.txt`: one a line, blank lines and lines that begin with # left out."""
    lines = (line.strip() for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def alternation(entries: Iterable[str]) -> str:
    """A pattern that matches the longest of the entries first, branching by character so that it stays fast."""
    tree: dict[str, dict] = {}
    for entry in entries:
        node = tree
        for character in entry:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branches(tree)


def _branches(node: dict[str, dict]) -> str:
    leaves = [character for character, below in node.items() if character and below.keys() == {""}]
    longer = {
        character: re.escape(character) + _branches(below)
        for character, below in node.items()
        if character and below.keys() != {""}
    }
    parts = _guarded(longer) if len(longer) > MANY else list(longer.values())
    if leaves:
        parts.append(_one_character(leaves))
    pattern = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    if "" in node:
        return pattern + "?"
    return f"(?={_one_character([*longer, *leaves])}){pattern}" if len(longer) > MANY else pattern


def _guarded(branches: dict[str, str]) -> list[str]:
    """Many branches in groups, and groups of groups, behind a look at the first character: the engine tries them one
    by one.
    """
    items = list(branches.items())
    if len(items) <= MANY:
        return list(branches.values())
    size = -(-len(items) // GROUPS)
    groups = (dict(items[start : start + size]) for start in range(0, len(items), size))
    return [f"(?={_one_character([*group])})(?:{'|'.join(_guarded(group))})" for group in groups]


def _one_character(characters: Sequence[str]) -> str:
    return f"[{''.join(map(re.escape, characters))}]" if len(characters) > 1 else re.escape(characters[0])


@cache
def one_of(*names: str) -> str:
    """The alternation of one or more word lists."""
    return alternation(sorted(frozenset().union(*(words(name) for name in names))))


def first_characters(*names: str) -> str:
    """What the entries of word lists begin with, for a character class: looking at it first saves the rest."""
    return "".join(sorted(re.escape(first) for first in {entry[0] for name in names for entry in words(name)}))
