"""What machines ask a site for: which addresses they may read, and its text without a page around it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.access import STRANGER
from essays.models import Collection, Section
from essays.reading.blocks import assemble
from essays.reading.listing import listings
from essays.reading.markdown import essay_markdown
from essays.reading.naming import essay_label

from .essay import live_revision
from .head import public_address

MARKDOWN = "text/markdown; charset=utf-8"
MOST_COLLECTIONS = 100  # told in llms.txt; the sitemap has all


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [reverse("admin:index"), "/accounts/", "/review/", "/settings/"]
    address = request.build_absolute_uri(reverse("sitemap"))
    context = {"closed": [*closed, *(f"/en{path}" for path in closed[1:])], "sitemap": address}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """The site for language models (llmstxt.org): the newest collections, each essay as Markdown."""
    newest = Collection.objects.visible_to(STRANGER)[:MOST_COLLECTIONS]
    shelves = [
        (listing, [(one, request.build_absolute_uri(twin_of(one.essay_id))) for one in listing.revisions])
        for listing in listings(newest, STRANGER)
    ]
    context = {"site_name": settings.SITE_NAME, "shelves": shelves, "sitemap": public_address(request, "sitemap")}
    return render(request, "llms.txt", context, content_type=MARKDOWN)


@require_safe
def essay_twin(request: HttpRequest, pk: int) -> HttpResponse:
    """An essay's text as Markdown, of which a stranger gets what is free."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    revision = live_revision(pk, reader, now)
    blocks = assemble(tuple(Section.objects.live(now).of(revision).for_reader(reader)))
    address, collection = public_address(request, "essay", pk), revision.essay.collection
    about = [f"{collection.title} · {essay_label(revision.essay.number)}", f"<{address}>"]
    left_out = _("%(count)s characters follow for readers who are logged in.") % {"count": "{words:,}"}
    return HttpResponse(essay_markdown(revision.display_title, about, blocks, left_out), content_type=MARKDOWN)


def twin_of(pk: int) -> str:
    return reverse("essay_twin", args=[pk])
