"""The headed sections of each essay merged and put in order, with the rows they become."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .choices import Choices, key_of
from .flow import Flow
from .groups import Group, Run
from .merging import MergedGroup, merge_groups
from .ordering import merge_order
from .pairing import EssayTriple
from .sections import Entry, Triple
from .speeches import Scene, Standing
from .steps import Action, Clash, Conflict, SectionStep


@dataclass(slots=True)
class Arranged:
    """One essay's rows as they shall be, and what its quotes need to find their places."""

    essay: EssayTriple
    rows: list[SectionStep] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    from_file: dict[int, int] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    old_texts: dict[str, str] = field(default_factory=dict)
    origins: list[int | None] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    quotes: list[Standing] = field(default_factory=list)
    moved_quotes: list[str] = field(default_factory=list)
    clashes: list[Conflict] = field(default_factory=list)
    chosen: set[int] = field(default_factory=set)

    def scene(self, number: int, choices: Choices) -> Scene:
        by_uid = {row.uid: index for index, row in enumerate(self.rows) if row.uid}
        id_ = self.essay.ours.id if self.essay.ours else 0
        return Scene(
            self.rows,
            self.flows,
            self.from_file,
            by_uid,
            frozenset(self.kept),
            self.old_texts,
            id_,
            number,
            frozenset(self.chosen),
            choices,
        )

    def conflicts(self, number: int) -> list[Conflict]:
        return [replace(one, essay=number) for one in self.clashes]


@dataclass(slots=True)
class _Placed:
    """A triple merged; `home` is the essay it shall stand in."""

    triple: Triple
    merged: MergedGroup
    home: int
    thing: str

    @property
    def is_from_elsewhere(self) -> bool:
        return self.triple.ours is not None and self.triple.ours.home != self.home


def arrange(
    essays: Sequence[EssayTriple],
    triples: Sequence[Triple],
    is_written: Sequence[bool],
    choices: Sequence[Choices],
) -> list[Arranged]:
    """Merge and order; essays that are not written give their sections away but change in nothing."""
    placed = [_place(one, essays, choices) for one in triples]
    found = []
    for home, essay in enumerate(essays):
        arranged = Arranged(essay)
        found.append(arranged)
        if is_written[home]:
            _arrange(arranged, home, placed, essays, choices[home])
    return found


def _place(triple: Triple, essays: Sequence[EssayTriple], choices: Sequence[Choices]) -> _Placed:
    home = _home(triple)
    thing = _thing(triple, essays)
    if choices[home].is_settling and triple.ours is not None:
        home = triple.ours.home  # the file was merged before: nothing moves any more
    merged = merge_groups(_group(triple.base), _group(triple.theirs), _group(triple.ours), choices[home], thing)
    return _Placed(triple, merged, home, thing)


def _home(triple: Triple) -> int:
    entry = triple.theirs or triple.ours or triple.base
    return entry.home if entry else -1


def _thing(triple: Triple, essays: Sequence[EssayTriple]) -> str:
    """A section's name in the keys of its conflicts: its first row's, or its place in the file."""
    if triple.ours is not None:
        return triple.ours.group.runs[0].uid
    if triple.theirs is None:
        return ""
    return f"f{essays[triple.theirs.home].source}.{triple.theirs.group.runs[0].index}"


def _group(entry: Entry | None) -> Group | None:
    return entry.group if entry else None


def _arrange(
    arranged: Arranged, home: int, placed: Sequence[_Placed], essays: Sequence[EssayTriple], choices: Choices
) -> None:
    order = _order(arranged, home, placed, choices)
    moved = _moved(order, home, placed)
    if arranged.essay.theirs:
        arranged.origins = [None] * len(arranged.essay.theirs.sections)
    for index in order:
        one = placed[index]
        ours = essays[one.triple.ours.home].ours if one.triple.ours else None
        _add_rows(arranged, one, ours.id if ours else 0, index in moved)
    for one in placed:
        _note_the_rest(arranged, one, home)
    _gather_quotes(arranged, home, placed, essays)


def _order(arranged: Arranged, home: int, placed: Sequence[_Placed], choices: Choices) -> list[int]:
    standing = [index for index, one in enumerate(placed) if one.home == home and one.merged.group]
    base, theirs, ours = (
        _in_order([(index, entry) for index in standing if (entry := getattr(placed[index].triple, side))], home)
        for side in ("base", "theirs", "ours")
    )
    key = key_of(Clash.ORDER, arranged.essay.thing)
    merged = merge_order(base, theirs, ours, choices, key)
    if merged.is_conflict:
        here, there, before = (" / ".join(_title(placed[index]) for index in side) for side in (ours, theirs, base))
        arranged.clashes.append(Conflict(Clash.ORDER, None, "", here, there, base=before, key=key))
    return merged.value


def _in_order(entries: list[tuple[int, Entry]], home: int) -> list[int]:
    own = [(entry.group.runs[0].index, index) for index, entry in entries if entry.home == home]
    return [index for _place, index in sorted(own)]


def _title(one: _Placed) -> str:
    return one.merged.group.heading if one.merged.group else ""


def _moved(order: Sequence[int], home: int, placed: Sequence[_Placed]) -> set[int]:
    """The sections that changed places: all that stand outside the longest run still in the old order."""
    old = {
        index: entry.group.runs[0].index
        for index in order
        if (entry := placed[index].triple.ours) is not None and entry.home == home
    }
    own = [index for index in order if index in old]
    ends: list[int] = []
    lengths = []
    for index in own:
        at = bisect_left(ends, old[index])
        ends[at : at + 1] = [old[index]]
        lengths.append(at)
    stays, wanted = set(), len(ends) - 1
    for index, length in zip(reversed(own), reversed(lengths), strict=True):
        if length == wanted:
            stays.add(index)
            wanted -= 1
    return set(own) - stays


def _add_rows(arranged: Arranged, one: _Placed, essay_id: int, is_moved: bool) -> None:
    group = one.merged.group
    if group is None:
        return
    first = len(arranged.rows)
    arranged.flows.append(Flow(group, first))
    old = {run.uid: run for run in one.triple.ours.group.runs} if one.triple.ours else {}
    for run in group.runs:
        arranged.rows.append(_row(run, old.get(run.uid), essay_id, is_moved or one.is_from_elsewhere))
    arranged.old_texts |= {uid: run.text for uid, run in old.items()}
    if one.triple.theirs:
        runs = one.triple.theirs.group.runs
        for number, run in enumerate(runs):
            arranged.origins[run.index] = first + (number if len(runs) == len(group.runs) else 0)
            if one.merged.follows_file:
                arranged.from_file[run.index] = first + number
            if one.merged.is_chosen:
                arranged.chosen.add(run.index)
    if not one.merged.follows_file:
        arranged.kept |= set(old)


def _row(run: Run, old: Run | None, essay_id: int, is_moved: bool) -> SectionStep:
    changed: tuple[str, ...] = ()
    if old is not None:
        names = ("heading", "body", "is_paid", "continues")
        changed = tuple(name for name in names if getattr(run, name) != getattr(old, name))
    action = Action.UPDATE if changed else Action.MOVE if is_moved else Action.KEEP
    return SectionStep(
        Action.CREATE if old is None else action,
        run.heading,
        run.body,
        run.text,
        run.is_paid,
        run.continues,
        run.line,
        run.uid if old else "",
        essay_id if old else 0,
        changed,
    )


def _note_the_rest(arranged: Arranged, one: _Placed, home: int) -> None:
    """Rows that leave this essay, and what clashed in it."""
    ours = one.triple.ours
    if ours is not None and ours.home == home:
        gone = ours.group.runs if one.is_from_elsewhere else one.merged.gone
        arranged.deleted += [run.uid for run in gone]
        arranged.old_texts |= {run.uid: run.text for run in ours.group.runs}
    if one.home == home:
        arranged.clashes += [_conflict(clash, one) for clash in one.merged.clashes]


def _conflict(clash: Clash, one: _Placed) -> Conflict:
    here, there, before = (_group(entry) for entry in (one.triple.ours, one.triple.theirs, one.triple.base))
    ours, theirs, base = (_shown(clash, side) if side else "" for side in (here, there, before))
    known = there or here or before
    line = there.runs[0].line if there else 0
    return Conflict(clash, None, known.heading if known else "", ours, theirs, line, base, key_of(clash, one.thing))


def _shown(clash: Clash, group: Group) -> str:
    if clash is Clash.HEADING:
        return group.heading
    if clash is Clash.ACCESS:
        return "".join(f"[{run.text}]" if run.is_paid else run.text for run in group.runs)
    return group.text


def _gather_quotes(arranged: Arranged, home: int, placed: Sequence[_Placed], essays: Sequence[EssayTriple]) -> None:
    """The essay's quotes without those whose section has left it, and with those that came with theirs."""
    entries = [one for one in placed if one.is_from_elsewhere and one.triple.ours]
    arrived = {
        (one.triple.ours.home, run.uid)
        for one in entries
        if one.home == home and one.triple.ours
        for run in one.triple.ours.group.runs
    }
    left = {
        run.uid
        for one in entries
        if one.triple.ours and one.triple.ours.home == home
        for run in one.triple.ours.group.runs
    }
    for at, essay in enumerate(essays):
        if essay.ours is None:
            continue
        for quote in essay.ours.quotes:
            first = quote.parts[0][0] if quote.parts else ""
            if at == home and first in left:
                arranged.moved_quotes.append(quote.uid)
            elif at == home or (at, first) in arrived:
                arranged.quotes.append(Standing(quote, essay.ours.id))
