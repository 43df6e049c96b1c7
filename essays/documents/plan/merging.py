"""The three-way merge of one headed section: what only one side changed is taken, what both changed is a conflict
and stays as it is on the site, unless an editor chose the file's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .choices import KEEP_OURS, Choices, key_of
from .groups import Group, Run, group
from .likeness import Matching
from .steps import Clash

_NEVER: Any = object()  # a base that equals nothing: both sides are new


@dataclass(frozen=True, slots=True)
class MergedGroup:
    """A headed section as it shall be (None: it does not stand), and what clashed on the way.

    Runs carry the uid of the row they go on from. `follows_file` when the text is the file's, so that the
    file's quotes are right in it; `is_chosen` when an editor chose that. `gone` are the rows that go.
    """

    group: Group | None
    follows_file: bool = False
    is_chosen: bool = False
    clashes: tuple[Clash, ...] = ()
    gone: tuple[Run, ...] = ()


def merge_groups(
    base: Group | None, theirs: Group | None, ours: Group | None, choices: Choices = KEEP_OURS, thing: str = ""
) -> MergedGroup:
    """`thing` is what the section is called in the keys of its conflicts."""
    if ours is None:
        return _without_ours(base, theirs, choices, thing)
    if theirs is None:
        return _without_theirs(base, ours, choices, thing)
    return _merge_all(base, theirs, ours, choices, thing)


def _without_ours(base: Group | None, theirs: Group | None, choices: Choices, thing: str) -> MergedGroup:
    """New in the file, or taken away by an editor: that stays away unless the file has changed it."""
    if theirs is None:
        return MergedGroup(None)
    if base is None and not choices.is_settling:
        return MergedGroup(theirs, follows_file=True)
    key = key_of(Clash.DELETED_HERE, thing)
    is_open = choices.is_open(key, clashes=base is None or theirs.content != base.content)
    if choices.is_all_theirs or (is_open and choices.takes_theirs(key)):
        return MergedGroup(theirs, follows_file=True, is_chosen=True)
    return MergedGroup(None, clashes=(Clash.DELETED_HERE,) if is_open else ())


def _without_theirs(base: Group | None, ours: Group, choices: Choices, thing: str) -> MergedGroup:
    """Made by an editor, or taken out of the file: then it goes if no editor has changed it."""
    key = key_of(Clash.DELETED_THERE, thing)
    is_open = choices.is_open(key, clashes=base is not None and ours.content != base.content)
    if is_open and not choices.takes_theirs(key):
        return MergedGroup(ours, clashes=(Clash.DELETED_THERE,))
    is_kept = not is_open and (base is None or choices.is_settling)
    return MergedGroup(ours) if is_kept else MergedGroup(None, gone=ours.runs)


def _merge_all(base: Group | None, theirs: Group, ours: Group, choices: Choices, thing: str) -> MergedGroup:
    before = base.heading if base else _NEVER
    heading = choices.merge(key_of(Clash.HEADING, thing), before, theirs.heading, ours.heading)
    content, clashes = _merge_content(base, theirs, ours, choices, thing)
    if heading.is_conflict:
        clashes = (Clash.HEADING, *clashes)
    runs = [replace(run, heading=heading.value) for run in content]
    kept = {run.uid for run in runs}
    follows_file = tuple(run.body for run in runs) == theirs.bodies
    return MergedGroup(
        group(runs),
        follows_file=follows_file,
        is_chosen=follows_file and theirs.bodies != ours.bodies and choices.takes_theirs(key_of(Clash.TEXT, thing)),
        clashes=clashes,
        gone=tuple(run for run in ours.runs if run.uid not in kept),
    )


def _merge_content(
    base: Group | None, theirs: Group, ours: Group, choices: Choices, thing: str
) -> tuple[Sequence[Run], tuple[Clash, ...]]:
    """Texts and access apart where the boundaries are the same ones, else both as one thing."""
    words = key_of(Clash.TEXT, thing)
    if len(theirs.runs) != len(ours.runs) or (base and len(base.runs) != len(ours.runs)):
        before: Any = (base.access, base.bodies) if base else _NEVER
        whole = choices.merge(words, before, (theirs.access, theirs.bodies), (ours.access, ours.bodies))
        if whole.value == (ours.access, ours.bodies):
            return ours.runs, (Clash.TEXT,) if whole.is_conflict else ()
        return _with_uids(theirs.runs, ours.runs), ()
    access = choices.merge(key_of(Clash.ACCESS, thing), base.access if base else _NEVER, theirs.access, ours.access)
    bodies = choices.merge(words, base.bodies if base else _NEVER, theirs.bodies, ours.bodies)
    clashes = (*((Clash.TEXT,) if bodies.is_conflict else ()), *((Clash.ACCESS,) if access.is_conflict else ()))
    chosen = theirs.runs if bodies.value != ours.bodies else ours.runs
    first = ours.runs[0].continues
    return [
        replace(
            text,
            uid=row.uid,
            is_paid=is_paid,
            continues=continues if number else first,
            line=theirs.runs[number].line if text is not row else row.line,
        )
        for number, (text, row, (is_paid, continues)) in enumerate(zip(chosen, ours.runs, access.value, strict=True))
    ], clashes


def _with_uids(theirs: Sequence[Run], ours: Sequence[Run]) -> list[Run]:
    """The file's runs under the names of the rows they go on from: by text, then by access, then in order."""
    matching = Matching(ours, theirs).equal(lambda run: run.body).alike(lambda run: run.text)
    pairs = matching.equal(lambda run: run.is_paid).equal(lambda run: True).pairs
    uids = {index: ours[at].uid for at, index in pairs}
    return [replace(run, uid=uids.get(index, "")) for index, run in enumerate(theirs)]
