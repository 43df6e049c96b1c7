"""Rearrange the rows of a working copy: cut, joined and fenced where an editor points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from essays.documents.fencing import Typed
from essays.documents.restructure import Rearranged

from .section import Section
from .tidying import store_rows, typed_row

if TYPE_CHECKING:
    from .essay import Essay


def rearrange(essay: Essay, change: Callable[[Sequence[Typed]], Rearranged]) -> None:
    """Store what `change` makes of the working rows; `essay.tidy()` finds the quotes again behind it.

    A row cut in two keeps its name in the first half. Raises what `change` raises, with nothing written.
    """
    with transaction.atomic():
        sections = list(Section.objects.working().filter(essay=essay).order_by("position", "id"))
        typed = [typed_row(section, index) for index, section in enumerate(sections)]
        store_rows(essay, sections, change(typed).rows)
