"""Which headed section of the file is which of the last import, and which on the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .groups import Group, groups_of_file, groups_of_site
from .likeness import Matching
from .pairing import EssayTriple


@dataclass(slots=True)
class Entry:
    """A headed section of one side; `home` is the index of its essay's triple."""

    home: int
    group: Group


@dataclass(slots=True)
class Triple:
    """One headed section in the last import, in the file and on the site."""

    base: Entry | None = None
    theirs: Entry | None = None
    ours: Entry | None = None


def pair_sections(essays: Sequence[EssayTriple]) -> list[Triple]:
    """By text in the same essay, then by text in any, then by heading; the site's by the rows they became."""
    old = [
        Entry(home, group)
        for home, one in enumerate(essays)
        if one.base
        for group in groups_of_file(one.base.sections)
    ]
    new = [
        Entry(home, group)
        for home, one in enumerate(essays)
        if one.theirs
        for group in groups_of_file(one.theirs.sections)
    ]
    site = [
        Entry(home, group)
        for home, one in enumerate(essays)
        if one.ours
        for group in groups_of_site(one.ours.sections)
    ]
    triples = [Triple(theirs=entry) for entry in new]
    based = {at: triples[index] for at, index in _match(old, new)}
    for at, entry in enumerate(old):
        if at not in based:
            based[at] = Triple()
            triples.append(based[at])
        based[at].base = entry
    left = _find_rows(essays, list(based.values()), site)
    left = _find_strangers([one for one in triples if one.base is None], left)
    return triples + [Triple(ours=entry) for entry in left]


def _match(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[int, int]]:
    matching = Matching(old, new)
    matching.equal(lambda entry: (entry.home, entry.group.content))
    matching.equal(lambda entry: (entry.home, entry.group.key))
    matching.alike(lambda entry: entry.group.text, scope=lambda entry: entry.home)
    matching.equal(lambda entry: entry.group.text or None)
    matching.alike(lambda entry: entry.group.text)
    return matching.equal(lambda entry: (entry.home, entry.group.heading)).pairs


def _find_rows(essays: Sequence[EssayTriple], based: Iterable[Triple], site: Sequence[Entry]) -> list[Entry]:
    """Find the rows the last import made, by their uids; returns the rows it did not make."""
    holders = {(entry.home, run.uid): entry for entry in site for run in entry.group.runs}
    taken: set[int] = set()
    for triple in based:
        if triple.base is None:
            continue
        names = essays[triple.base.home].names.sections
        uids = [names[run.index] for run in triple.base.group.runs if run.index < len(names)]
        found = (holders.get((triple.base.home, uid)) for uid in uids if uid)
        triple.ours = next((entry for entry in found if entry is not None and id(entry) not in taken), None)
        taken.add(id(triple.ours))
    return [entry for entry in site if id(entry) not in taken]


def _find_strangers(fresh: Sequence[Triple], left: Sequence[Entry]) -> list[Entry]:
    """A section new in the file that an editor has added too; returns the rows that only the site has."""
    new = [triple.theirs for triple in fresh if triple.theirs is not None]
    matching = Matching(left, new).equal(lambda entry: (entry.home, entry.group.key))
    matching.alike(lambda entry: entry.group.text, scope=lambda entry: entry.home)
    for at, index in matching.pairs:
        fresh[index].ours = left[at]
    return [left[at] for at in matching.old_left]
