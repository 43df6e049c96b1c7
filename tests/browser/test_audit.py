"""The typography of the real document, or of the samples where it is not there: six widths, six sizes (U1.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext

from essays.management.commands.demo import samples
from essays.models import Revision
from tests.conftest import Cast
from tests.shared import SHARED

from .faces import faults_of_lines

# What a browser makes of a page does not depend on the database: once is enough.
pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.sqlite]

WIDTHS = (320, 360, 390, 430, 768, 1280)
SIZES = (16, 18, 20, 22, 26, 30)
REAL = SHARED / "documents" / "shanghai.txt"
MOST_ESSAYS = 3


@pytest.fixture
def essays(db: None) -> list[Revision]:
    paths = [REAL] if REAL.is_file() else samples()
    call_command("import_documents", *map(str, paths), publish=True, yes=True, verbosity=0)
    return list(Revision.objects.live().select_related("essay").order_by("-free_words", "pk")[:MOST_ESSAYS])


def test_no_line_breaks_a_rule_at_any_width_and_size(
    new_context: Callable[..., BrowserContext], cast: Cast, log_in: Callable[..., None], essays: list[Revision]
) -> None:
    page = new_context().new_page()
    log_in(page, cast.reader)
    rows: list[tuple[int, int, Counter[str]]] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        for size in SIZES:
            found: Counter[str] = Counter()
            for revision in essays:
                page.goto(revision.essay.get_absolute_url())
                page.evaluate("size => document.documentElement.style.setProperty('--body', size + 'px')", size)
                found += faults_of_lines(page)
            rows.append((width, size, found))
    print(table(rows))
    assert len(essays) == MOST_ESSAYS
    assert min(found["lines"] for _width, _size, found in rows) > 100
    assert [(width, size, dict(found)) for width, size, found in rows if set(+found) != {"lines"}] == []


def table(rows: Any) -> str:
    """Lines looked at, and how many of them break a rule."""
    names = ("begins wrong", "ends wrong", "one character", "sideways")
    head = f"\n{'width':>6} {'size':>5} {'lines':>7} " + " ".join(f"{name:>14}" for name in names)
    body = [
        f"{width:>6} {size:>5} {found['lines']:>7,} " + " ".join(f"{found[name]:>14}" for name in names)
        for width, size, found in rows
    ]
    return "\n".join([head, *body])
