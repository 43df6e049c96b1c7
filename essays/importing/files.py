"""One file into the working copy: the same preparation for the dry run and for the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essays.documents.batch import Outcome
from essays.documents.messages import DocumentError, Level, Message, Place
from essays.documents.plan import (
    Conflict,
    Imported,
    Names,
    Plan,
    Side,
    essays_of,
    imported_to_data,
    list_changes,
    plan_import,
)
from essays.documents.plan.messages import message_of
from essays.documents.tree import Document
from essays.models import Collection, Revision, Source
from essays.models.locking import lock
from essays.models.public_fields import may_change_public
from essays.workflow import COMMAND_LINE, Actor, TransitionNotAllowed

from .cleaning import clean_document
from .existing import Existing, read_existing
from .publishing import Step, carry
from .repeating import repeated
from .writing import Written, write

MOST_MESSAGES = 1000  # kept in the report of a Source; a broken file can have one a line


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: into which collection (its id), how far to carry the essays, and who does it.

    `choices` are by the key of a conflict. With `expected`, the digest of the plan that somebody was shown,
    another plan is refused. `reads_again`: bytes that were imported before may still change something, since
    the program reads them better now.
    """

    into: int | None = None
    step: Step = Step.IMPORT
    by: Actor = COMMAND_LINE
    choices: Mapping[str, Side] = field(default_factory=dict)
    expected: str = ""
    reads_again: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What an import would do: the cleaned tree, the plan, and all there is to say.

    `digest` is that of the plan as it is without any choice.
    """

    document: Document
    plan: Plan
    existing: Existing
    messages: tuple[Message, ...]
    digest: str = ""


class PlanChangedError(Exception):
    """The plan is no longer the one that was expected: somebody has changed the working copy meanwhile."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file. `published` counts the revisions that went live or into review."""

    status: Status
    messages: tuple[Message, ...] = ()
    collection_id: int | None = None
    plan: Plan | None = None
    document: Document | None = None
    published: int = 0


def prepare(outcome: Outcome, options: Options) -> Prepared:
    """Read what stands and plan; writes nothing.

    Raises DocumentError for a tree that cannot be stored, Collection.DoesNotExist when `into` names none.
    """
    if outcome.parsed is None:
        raise DocumentError(*outcome.errors)
    document, left_out = clean_document(outcome.parsed.document)
    return _plan(outcome, document, left_out, options, read_existing(outcome.task.key, options.into))


def _plan(
    outcome: Outcome, document: Document, left_out: tuple[Message, ...], options: Options, existing: Existing
) -> Prepared:
    is_publishing = options.step is Step.PUBLISH
    trees = existing.base, document, existing.working
    keeps_public = not may_change_public(options.by)
    plan = plan_import(*trees, is_publishing=is_publishing, keeps_public=keeps_public)
    digest = plan.digest
    if options.choices:
        plan = plan_import(*trees, is_publishing=is_publishing, choices=options.choices, keeps_public=keeps_public)
    parsed = outcome.parsed.messages if outcome.parsed else ()
    clashes = map(message_of, _undecided(plan, options))
    return Prepared(
        document,
        plan,
        existing,
        (
            *parsed,
            *left_out,
            *clashes,
            *_about_collection(existing, document),
            *_known_elsewhere(plan, document, existing),
        ),
        digest,
    )


def _known_elsewhere(plan: Plan, document: Document, existing: Existing) -> Iterator[Message]:
    return repeated(plan, document, existing.collection.pk if existing.collection else None)


def _undecided(plan: Plan, options: Options) -> Sequence[Conflict]:
    """The conflicts nobody has looked at who may decide them."""
    return [conflict for conflict in plan.conflicts if conflict.is_fixed or conflict.key not in options.choices]


def _about_collection(existing: Existing, document: Document) -> tuple[Message, ...]:
    if existing.collection is not None:
        is_in_bin = existing.collection.deleted_at is not None
        return (Message("W292", params={"id": existing.collection.pk}),) if is_in_bin else ()
    twins = list(
        Collection.objects.standing().filter(title=document.title).order_by("pk").values_list("pk", flat=True)
    )
    params = {"ids": ", ".join(map(str, twins[:5])), "id": twins[0]} if twins else {}
    return (Message("W291", Place(), params, document.title),) if twins else ()


def import_file(outcome: Outcome, options: Options) -> Report:
    """Import one file in one transaction; the tree is cleaned before it begins.

    Raises as `prepare` does, and PlanChangedError.
    """
    if outcome.parsed is None and not outcome.is_unchanged:
        return Report(Status.FAILED, outcome.errors)
    if outcome.parsed is None:
        return _carry_unchanged(outcome, options)
    try:
        document, left_out = clean_document(outcome.parsed.document)
    except DocumentError as error:
        return Report(Status.FAILED, (*outcome.parsed.messages, *error.messages))
    with transaction.atomic():
        lock(f"import {outcome.task.key}")
        existing = read_existing(outcome.task.key, options.into, locks=True)
        prepared = _plan(outcome, document, left_out, options, existing)
        if options.expected not in ("", prepared.digest):
            raise PlanChangedError(outcome.task.key)
        if prepared.existing.is_same(outcome.sha256) and not (options.reads_again and changes_something(prepared)):
            return _carry(Status.UNCHANGED, replace(prepared, messages=()), options, None)
        written = write(prepared.plan, prepared.existing, options.by)
        Revision.objects.freeze(written.touched, by=options.by, note=_note(outcome))
        _store(outcome, prepared, written, options)
        return _carry(_status(prepared), prepared, options, written)


def changes_something(prepared: Prepared) -> bool:
    return bool(not prepared.plan.is_all_keep or prepared.plan.conflicts)


def _status(prepared: Prepared) -> Status:
    if prepared.existing.collection is None:
        return Status.CREATED
    return Status.UNCHANGED if prepared.plan.is_all_keep else Status.UPDATED


def _note(outcome: Outcome) -> str:
    return _("Import of %(name)s") % {"name": outcome.task.name[-200:]}


def _carry(status: Status, prepared: Prepared, options: Options, written: Written | None) -> Report:
    """Submit or publish the file's essays, if that was asked for."""
    collection = written.collection if written else prepared.existing.collection
    published, said = 0, prepared.messages
    if options.step is not Step.IMPORT:
        essays = written.essays if written else _essays_of(prepared)
        undecided = [conflict for conflict in _undecided(prepared.plan, options) if not conflict.is_fixed]
        clashing = {conflict.essay for conflict in undecided} - {None}
        free = [essay for essay in essays if essay.number not in clashing]
        said += tuple(Message("W294", params={"essay": essay.number}) for essay in essays if essay not in free)
        try:
            with transaction.atomic():
                published = carry(free, options.step, options.by)
        except TransitionNotAllowed as refusal:
            said += (Message("E185", params={"reason": str(refusal)}),)
    return Report(status, said, collection.pk if collection else None, prepared.plan, prepared.document, published)


def _essays_of(prepared: Prepared) -> list[Any]:
    ids = [step.id for step in prepared.plan.essays if step.source is not None and step.id]
    return [essay for id_ in ids if (essay := prepared.existing.rows.essays[id_]).deleted_at is None]


def _carry_unchanged(outcome: Outcome, options: Options) -> Report:
    """A file that was not even parsed again: the last import says which essays are its own."""
    if options.step is Step.IMPORT:
        return Report(Status.UNCHANGED)
    with transaction.atomic():
        existing = read_existing(outcome.task.key, options.into, locks=True)
        if existing.base is None:
            return Report(Status.UNCHANGED)
        document = existing.base.document
        plan = plan_import(existing.base, document, existing.working)
        return _carry(Status.UNCHANGED, Prepared(document, plan, existing, ()), options, None)


def _store(outcome: Outcome, prepared: Prepared, written: Written, options: Options) -> None:
    """Keep the file, what was said about it, and its tree with the names of the rows it became."""
    parsed = outcome.parsed
    count = len(essays_of(prepared.document))
    imported = Imported(prepared.document, tuple(written.names.get(index, Names()) for index in range(count)))
    Source.objects.create(
        key=outcome.task.key,
        name=PurePath(outcome.task.name).name[:255] or outcome.task.key[-255:],
        sha256=outcome.sha256,
        encoding=parsed.encoding if parsed else "",
        size=len(outcome.data),
        collection=written.collection,
        imported_by=options.by.user,
        imported_by_name=options.by.printed,
        warnings=sum(message.level is Level.WARNING for message in prepared.messages),
        report=_report(prepared, options, parsed.coverage if parsed else 0.0),
        tree=imported_to_data(imported),
        data=outcome.data,
    )


def _report(prepared: Prepared, options: Options, coverage: float) -> dict[str, Any]:
    """Messages untranslated, by code and place; how many rows of each kind were created, kept and so on."""
    counts = Counter(f"{change.kind}.{change.action}" for change in list_changes(prepared.plan))
    return {
        "version": 1,
        "coverage": coverage,
        "counts": dict(sorted(counts.items())),
        "messages": [
            {
                "level": message.level.value,
                "code": message.code,
                "line": message.place.line,
                "column": message.place.column,
                "end": message.place.end,
                "params": {name: _plain(value) for name, value in message.params.items()},
            }
            for message in prepared.messages[:MOST_MESSAGES]
        ],
        "conflicts": [_conflict(conflict, options) for conflict in prepared.plan.conflicts],
    }


def _conflict(conflict: Conflict, options: Options) -> dict[str, Any]:
    """`side` once somebody has decided; the others wait to be settled."""
    side = None if conflict.is_fixed else options.choices.get(conflict.key)
    return {
        "key": conflict.key,
        "clash": conflict.clash.value,
        "essay": conflict.essay,
        "heading": conflict.heading,
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "base": conflict.base,
        "line": conflict.line,
        **({"side": Side.OURS.value} if side else {}),
    }


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
