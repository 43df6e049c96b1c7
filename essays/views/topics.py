"""What essays are about: an index of topics, and for each the essays."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.access import Reader
from essays.reading import topics as topical
from essays.search.rebuilding import stamp_of_index

from .head import Head, Thing, breadcrumb, public_address
from .kept import kept

ESSAYS_A_PAGE = 20


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Counted anew for a stranger once a minute at most."""
    reader: Reader = request.reader  # type: ignore[attr-defined]
    if not reader.is_stranger:
        return _index(request, reader)
    return kept(request, stamp_of_index(), lambda: _index(request, reader))


def _index(request: HttpRequest, reader: Reader) -> HttpResponse:
    found = topical.topics(reader, timezone.now())
    address, described = public_address(request, "topics"), _("What the essays are about, word by word.")
    head = Head(_("Topics"), address, described, things=(_trail(request),))
    return render(request, "topics.html", {"head": head, "topics": found})


@require_safe
def topic(request: HttpRequest, word: str) -> HttpResponse:
    reader = request.reader  # type: ignore[attr-defined]
    page = Paginator(topical.essays_about(word, reader, timezone.now()), ESSAYS_A_PAGE).get_page(
        request.GET.get("page")
    )
    if not page.paginator.count:
        raise Http404("No public essay is about this.")
    address, described = public_address(request, "topic", word), _("Essays about “%(word)s”") % {"word": word}
    context = {
        "head": Head(described, address, described, things=(_trail(request, (word, address)),)),
        "word": word,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "lines": [(revision, reader.may_read_paid(revision.essay.collection)) for revision in page],
    }
    return render(request, "topic.html", context)


def _trail(request: HttpRequest, *more: tuple[str, str]) -> Thing:
    home = (_("Home"), public_address(request, "home"))
    return breadcrumb([home, (_("Topics"), public_address(request, "topics")), *more])
