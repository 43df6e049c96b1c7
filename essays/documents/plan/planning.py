"""From three trees to a Plan: the last import, the new file, and the site as the editors have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from essays.documents.tree import Document, Essay

from .arranging import Arranged, arrange
from .choices import ALL_THEIRS, KEEP_OURS, Choices, Side, key_of
from .groups import groups_of_file, groups_of_site
from .pairing import EssayTriple, pair_essays, text_of
from .sections import pair_sections
from .speeches import plan_quotes
from .standing import keep_whole
from .steps import Action, Clash, CollectionStep, Conflict, EssayStep, Plan
from .working import Imported, Working, WorkingEssay

_CLASHES = {"number": Clash.NUMBER, "title": Clash.TITLE, "subtitle": Clash.SUBTITLE}
_OF_COLLECTION = {"title": Clash.TITLE, "declared_count": Clash.COUNT}
_COLLECTION = "c"  # what the collection is called in the keys of its conflicts


def plan_import(
    base: Imported | None,
    theirs: Document,
    ours: Working | None,
    *,
    is_publishing: bool = False,
    choices: Mapping[str, Side] | None = None,
    keeps_public: bool = False,
) -> Plan:
    """Merge three ways. `base` is None for a file never imported, `ours` for a collection that is not there yet.

    An essay the file no longer has goes to the recycle bin if no editor has changed it; one that readers see
    only with `is_publishing`, since an import without it changes nothing for readers. Nothing is deleted for good.
    `choices` are by `Conflict.key`: a conflict decided for the file is a change like any other and none any more.
    With `keeps_public` the title and count of a public collection and the numbers of public essays stay as they are.
    """
    decided = Choices(choices or {}, keeps_public=keeps_public)
    return _plan(base, theirs, ours, decided, is_publishing=is_publishing)


def plan_settlement(
    imported: Imported,
    ours: Working,
    standing: Iterable[str],
    choices: Mapping[str, Side] | None = None,
    *,
    keeps_public: bool = False,
) -> Plan:
    """What becomes of conflicts the import `imported` has left, named by their keys; nothing else changes.

    The plan's conflicts are those that still stand and are not decided for the file; `keeps_public` as above.
    """
    decided = Choices(choices or {}, frozenset(standing), keeps_public=keeps_public)
    return _plan(imported, imported.document, ours, decided, is_publishing=False)


def _plan(
    base: Imported | None, theirs: Document, ours: Working | None, choices: Choices, *, is_publishing: bool
) -> Plan:
    collection, conflicts = _plan_collection(base, theirs, ours, choices)
    triples = pair_essays(base, theirs, ours)
    roles = [_role(triple, choices, is_publishing) for triple in triples]
    merged = [(triple, role) for triple, role in zip(triples, roles, strict=True) if role.has_sections]
    arranged = iter(
        arrange(
            [triple for triple, _role in merged],
            pair_sections([triple for triple, _role in merged]),
            [role.is_written for _triple, role in merged],
            [role.choices for _triple, role in merged],
        )
    )
    steps = []
    for triple, role in zip(triples, roles, strict=True):
        own = next(arranged) if role.has_sections else None
        conflicts += role.conflicts
        if own is not None and role.is_written:
            step, clashes = _merge_essay(triple, own, role.choices)
            conflicts += clashes
            steps.append(step)
        elif triple.ours is not None:
            steps.append(keep_whole(triple, role.action))
    return Plan(collection, tuple(steps), tuple(conflicts))


@dataclass(frozen=True, slots=True)
class _Role:
    """What an essay is to the merge.

    `is_written`: its sections are merged. `has_sections`: they are, or may have moved to another essay.
    """

    action: Action
    choices: Choices = KEEP_OURS
    is_written: bool = False
    has_sections: bool = False
    conflicts: tuple[Conflict, ...] = ()


def _role(triple: EssayTriple, choices: Choices, is_publishing: bool) -> _Role:
    if triple.theirs is None:
        return _role_of_missing(triple, choices, is_publishing)
    if triple.was_deleted:
        return _role_of_deleted(triple, triple.theirs, choices)
    is_written = choices.concern(triple.things) if choices.is_settling else not triple.is_same_in_file
    return _Role(Action.UPDATE, choices, is_written, has_sections=is_written)


def _role_of_deleted(triple: EssayTriple, theirs: Essay, choices: Choices) -> _Role:
    """An editor has taken the essay away: it stays away, unless the file has changed it and they choose the file."""
    key = key_of(Clash.DELETED_HERE, triple.thing)
    if not choices.is_open(key, clashes=not triple.is_same_in_file):
        return _Role(Action.KEEP)
    if choices.takes_theirs(key):
        return _Role(Action.UPDATE, ALL_THEIRS, is_written=True, has_sections=True)
    before = text_of(triple.base) if triple.base else ""
    clash = Conflict(Clash.DELETED_HERE, theirs.number, "", "", text_of(theirs), theirs.line, before, key)
    return _Role(Action.KEEP, conflicts=(clash,))


def _role_of_missing(triple: EssayTriple, choices: Choices, is_publishing: bool) -> _Role:
    """An essay the file does not have, or no longer."""
    ours = triple.ours
    if ours is None or ours.is_discarded:
        return _Role(Action.KEEP)
    is_seen = ours.is_published and not is_publishing
    edited, published = (key_of(clash, triple.thing) for clash in (Clash.DELETED_THERE, Clash.PUBLISHED))
    is_edited = choices.is_open(edited, clashes=triple.base is not None and not _is_untouched(triple, ours))
    is_shown = choices.is_open(published, clashes=triple.base is not None and is_seen)
    if is_edited and not choices.takes_theirs(edited):
        clash, key = Clash.DELETED_THERE, edited
    elif is_shown and (is_seen or not choices.takes_theirs(published)):
        clash, key = Clash.PUBLISHED, published
    elif not (is_edited or is_shown) and (triple.base is None or choices.is_settling):
        return _Role(Action.KEEP)
    else:
        return _Role(Action.DISCARD, choices, has_sections=True)
    text = "\n".join(group.text for group in groups_of_site(ours.sections))
    before = text_of(triple.base) if triple.base else ""
    clashes = (Conflict(clash, ours.number, "", text, base=before, key=key),)
    return _Role(Action.KEEP, choices, has_sections=True, conflicts=clashes)


def _is_untouched(triple: EssayTriple, ours: WorkingEssay) -> bool:
    if triple.base is None:
        return False
    before = [group.content for group in groups_of_file(triple.base.sections)]
    fields = (triple.base.number, triple.base.title, triple.base.subtitle)
    here = [group.content for group in groups_of_site(ours.sections)]
    return before == here and fields == (ours.number, ours.title, ours.subtitle)


def _plan_collection(
    base: Imported | None, theirs: Document, ours: Working | None, choices: Choices
) -> tuple[CollectionStep, list[Conflict]]:
    if ours is None:
        return CollectionStep(Action.CREATE, theirs.title, theirs.declared_count), []
    if base is None:
        return CollectionStep(Action.KEEP, ours.title, ours.declared_count), []
    is_public = any(essay.is_published for essay in ours.essays)
    values, changed, conflicts = {}, [], []
    for name, clash in _OF_COLLECTION.items():
        key = key_of(clash, _COLLECTION)
        before, there, here = (getattr(one, name) for one in (base.document, theirs, ours))
        found = choices.merge_public(key, before, there, here, is_public=is_public)
        values[name] = found.value
        changed += [name] if found.value != here else []
        if found.is_conflict:
            said = [str(one or "") for one in (here, there, before)]
            conflicts.append(Conflict(clash, None, "", said[0], said[1], 1, said[2], key, found.is_fixed))
    action = Action.UPDATE if changed else Action.KEEP
    return CollectionStep(action, **values, changed=tuple(changed)), conflicts


def _merge_essay(triple: EssayTriple, arranged: Arranged, choices: Choices) -> tuple[EssayStep, list[Conflict]]:
    values, changed, conflicts = _merge_fields(triple, choices)
    scene = arranged.scene(values["number"], choices)
    spoken = plan_quotes(scene, triple.base, triple.theirs, arranged.quotes)
    step = EssayStep(
        Action.KEEP,
        **values,
        id=triple.ours.id if triple.ours else 0,
        changed=changed,
        sections=tuple(arranged.rows),
        quotes=tuple(spoken.steps),
        deleted=tuple(arranged.deleted),
        moved_quotes=tuple(arranged.moved_quotes),
        origins=tuple(arranged.origins),
        source=triple.source,
    )
    if triple.ours is None:
        step = replace(step, action=Action.CREATE)
    elif changed or step.touches_rows:
        step = replace(step, action=Action.UPDATE)
    return step, [*conflicts, *arranged.conflicts(values["number"]), *spoken.conflicts]


def _merge_fields(triple: EssayTriple, choices: Choices) -> tuple[dict[str, Any], tuple[str, ...], Sequence[Conflict]]:
    """Number, title and subtitle as they shall be, the names of those that change, and what clashed."""
    base, theirs, ours = triple.base, triple.theirs, triple.ours
    if ours is None:
        return {name: getattr(theirs, name) for name in _CLASHES}, (), ()
    values, changed, conflicts = {}, [], []
    for name, clash in _CLASHES.items():
        there, here = getattr(theirs, name), getattr(ours, name)
        key, before = key_of(clash, triple.thing), getattr(base, name) if base else here
        is_public = name == "number" and ours.is_published
        found = choices.merge_public(key, before, there, here, is_public=is_public)
        values[name] = found.value
        changed += [name] if found.value != here else []
        if found.is_conflict:
            line = theirs.line if theirs else 0
            said = str(here), str(there), str(before)
            number, fixed = ours.number, found.is_fixed
            conflicts.append(Conflict(clash, number, "", said[0], said[1], line, said[2], key, fixed))
    if ours.is_discarded:
        changed.append("deleted_at")
    return values, tuple(changed), conflicts
