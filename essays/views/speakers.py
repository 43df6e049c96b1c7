"""Who is quoted: an index, and for each the posts met, the quotations, and what is reported of them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.models import Speaker
from essays.reading.speakers import MOST_REPORTS, Profile, speaker_counts, speaker_rows

from .head import Head, Thing, breadcrumb, public_address
from .quotes import cards, rows_of

SPEAKERS_A_PAGE = 60
QUOTES_A_PAGE = 20


@require_safe
def speakers(request: HttpRequest) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    page = Paginator(speaker_counts(reader, now), SPEAKERS_A_PAGE).get_page(request.GET.get("page"))
    address, described = public_address(request, "speakers"), _("Everybody who is quoted, with their posts.")
    context = {
        "head": Head(_("Speakers"), address, described, things=(_trail(request),)),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "speakers": speaker_rows(reader, now, page.object_list),
    }
    return render(request, "speakers.html", context)


@require_safe
def speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever was merged into another leads to that one; nobody is here whom the reader may not know of."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    stands = Speaker.objects.filter(pk=pk).values_list(Coalesce("head", "pk"), flat=True).first()
    profile = Profile(stands or 0, reader, now)
    if not profile.is_public:
        raise Http404(f"Speaker {pk} is not public.")
    if stands != pk:
        return redirect("speaker", stands)
    found = Speaker.objects.get(pk=pk)
    paginator = Paginator(profile.quotes(), QUOTES_A_PAGE)
    paginator.count = profile.counts["quotes"]
    page = paginator.get_page(request.GET.get("page"))
    address = public_address(request, "speaker", found.pk)
    person: Thing = {
        "@context": "https://schema.org",
        "@type": "Person" if found.kind == Speaker.Kind.PERSON else "Organization",
        "name": found.name,
        "url": address,
    }
    context = {
        "head": Head(str(found), address, str(found), things=(person, _trail(request, (str(found), address)))),
        "speaker": found,
        "profile": profile,
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number),
        "cards": cards(request, profile.quotes().for_reader(reader, rows_of(page))),
        "reports": list(profile.statements().for_reader(reader, slice(MOST_REPORTS))) if page.number == 1 else (),
    }
    return render(request, "speaker.html", context)


def _trail(request: HttpRequest, *more: tuple[str, str]) -> Thing:
    home = (_("Home"), public_address(request, "home"))
    return breadcrumb([home, (_("Speakers"), public_address(request, "speakers")), *more])
