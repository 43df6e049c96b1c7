"""axe finds no serious violation on any page of the desk, nor on what a review link shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page

from essays.models import Collection, Comment, Essay, Revision, Source, Speaker
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast
from tests.factories import make_collection, make_quote

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.sqlite]

LISTS = ("collection", "essay", "section", "quote", "speaker", "attribution", "revision", "source", "transition")
WIDTHS = (1280, 768)


@pytest.fixture
def collection(cast: Cast) -> Collection:
    """One essay live and changed since, with a revision in review, comments and quotes; another published as it is."""
    collection = make_collection(essays=2)
    changed, _other = collection.essays.order_by("number")
    make_quote(changed, "桥下的水慢慢地流。", "林长河", confirmed=True)
    make_quote(changed, "水流得再慢也会到海。", "沈望")
    collection.publish(by=COMMAND_LINE)
    Essay.objects.filter(pk=changed.pk).update(subtitle="桥与路：走过一遍再说")
    changed.refresh_from_db()
    revision = changed.submit(by=cast.editor, why="改了副题")
    Comment.objects.create(essay=changed, revision=revision, text="副题太长了。", by=cast.reviewer)
    Source.objects.create(key="a.txt", name="a.txt", sha256="0" * 64, collection=collection, data=b"x", size=1)
    return collection


def pages(collection: Collection) -> list[str]:
    essay = collection.essays.order_by("number")[0]
    revision = Revision.objects.in_review().get()
    source = Source.objects.get()
    of_revision = ("review", "compare", "preview", "links", "change")
    of_essay = ("change", "versions", "source", "check", "typeset", "history", "delete")
    return [
        reverse("admin:index"),
        *(
            reverse(f"admin:essays_{name}_changelist")
            for name in (*LISTS, "notice", "lexiconentry", "houseword", "missedsearch")
        ),
        *(reverse(f"admin:essays_revision_{name}") for name in ("queue", "changes")),
        *(reverse(f"admin:essays_revision_{name}", args=[revision.pk]) for name in of_revision),
        *(reverse(f"admin:essays_essay_{name}", args=[essay.pk]) for name in of_essay),
        *(reverse(f"admin:essays_collection_{name}", args=[collection.pk]) for name in ("change", "delete")),
        reverse("admin:essays_quote_desk"),
        reverse("admin:essays_quote_certain"),
        reverse("admin:essays_speaker_split", args=[Speaker.objects.get().pk]),
        reverse("admin:essays_source_import"),
        reverse("admin:essays_source_change", args=[source.pk]),
        reverse("admin:essays_collection_add"),
        reverse("admin:essays_essay_add"),
    ]


def violations(page: Page) -> list[str]:
    """What axe calls serious or critical: its rule, and the elements."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url} · {one['id']}: {[node['target'] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_has_a_serious_violation(
    scheme: str,
    cast: Cast,
    collection: Collection,
    new_context: Callable[..., BrowserContext],
    log_in: Callable[..., Any],
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    log_in(page, cast.superuser)
    found = []
    for address in pages(collection):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            found += violations(page)
    assert found == []
