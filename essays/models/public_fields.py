"""What readers see of a collection beside its texts: changed only by somebody who may publish, and logged.

That is every field of a public collection and the place and number of a public essay, whatever door the change
comes through: a form, or a file imported again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from essays.workflow import Move, Permission, actor

from .collection import Collection
from .essay import Essay
from .searching import index_essays


def may_change_public(by: Any) -> bool:
    return actor(by).may(Permission.PUBLISH)


def settle_public_change(row: Collection | Essay, names: Sequence[str], by: Any) -> None:
    """Name the changed fields of a public collection, or of a public essay's place in it, in the audit log, and let
    searches find what stands there now.
    """
    if isinstance(row, Essay):
        index_essays([row.pk])
    elif {"title", "outline_public"} & set(names):
        index_essays(row.essays.values_list("pk", flat=True))
    labels = ", ".join(str(getattr(type(row)._meta.get_field(name), "verbose_name", name)) for name in names)
    collection = row if isinstance(row, Collection) else row.collection
    why = labels if isinstance(row, Collection) else f"{row}: {labels}"
    collection.log(Move.CHANGE, by=by, why=why)


def log_new_order(collection: Collection, by: Any) -> None:
    """Note in the audit log that public essays of the collection have other numbers now."""
    collection.log(Move.CHANGE, by=by, why=gettext("Order of the essays"))
