"""A reader's own shelf: where reading broke off, what is put aside, passages marked. Only for who is logged in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essays.models import Bookmark, Highlight, Place, Preferences, Quote, ReadingList, Revision, Section
from essays.models.shelf import LONGEST_NOTE, LONGEST_PASSAGE, MOST_HIGHLIGHTS
from essays.reading.blocks import Block, Passage, assemble
from essays.reading.highlights import PARAGRAPH, choose, sentences
from essays.reading.shelf import Labels, noted, resumed, shelf_markdown, shelved

from .essay import live_revision

LONGEST_NAME = 60
MOST_LISTS = 100
MOST_PASSAGES = 200  # marked at once


@require_safe
@login_required
def shelf(request: HttpRequest) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    context = {
        "places": resumed(reader, now),
        "bookmarks": shelved(reader, now),
        "lists": ReadingList.objects.filter(user=reader.user),
        "essays": noted(reader, now),
        "keeps_place": keeps_place(reader.user),
    }
    return render(request, "shelf/shelf.html", context)


@require_safe
@login_required
def shelf_file(request: HttpRequest) -> HttpResponse:
    """Everything as Markdown, with what this reader may read now."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    labels = Labels(
        _("My shelf"), _("Read on"), _("Put aside"), _("Marks and notes"), _("No longer public"), _("Not open now")
    )
    full = request.build_absolute_uri
    text = shelf_markdown(labels, resumed(reader, now), shelved(reader, now), noted(reader, now), full)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{labels.title}.md") or "attachment"
    return response


# -- Where reading broke off ---------------------------------------------------------------------------------


@require_POST
@login_required
def keep_place(request: HttpRequest) -> HttpResponse:
    """A beacon of the essay's page; 204 whether or not the reader wants it kept."""
    reader, anchor = request.reader, request.POST.get("anchor", "")  # type: ignore[attr-defined]
    if PARAGRAPH.fullmatch(anchor) is None:
        raise BadRequest("`anchor` names no paragraph.")
    if keeps_place(reader.user):
        Place.keep(reader.user, _asked(request).essay_id, anchor)
    return HttpResponse(status=204)


@require_POST
@login_required
def forget_places(request: HttpRequest) -> HttpResponse:
    """Forget every place, and keep none from now on; or keep them again."""
    user = request.reader.user  # type: ignore[attr-defined]
    keeps = "keep" in request.POST
    Preferences.objects.update_or_create(user=user, defaults={"keeps_place": keeps})
    if not keeps:
        Place.objects.filter(user=user).delete()
    return HttpResponseRedirect(reverse("shelf"))


def keeps_place(user: Any) -> bool:
    return not Preferences.objects.filter(user=user, keeps_place=False).exists()


# -- Put aside -----------------------------------------------------------------------------------------------


@require_POST
@login_required
def bookmark(request: HttpRequest) -> HttpResponse:
    """Put an essay, or one of its quotations, aside (`on`), or take it off again."""
    user, revision, uid = request.reader.user, _asked(request), request.POST.get("quote", "")  # type: ignore[attr-defined]
    if uid and not Quote.objects.filter(revision=revision, uid=uid).exists():
        raise Http404(f"No quote {uid} in essay {revision.essay_id}.")
    row: dict[str, Any] = {"user": user, "essay_id": revision.essay_id, "quote": uid}
    if request.POST.get("on"):
        Bookmark.objects.get_or_create(**row)
    else:
        Bookmark.objects.filter(**row).delete()
    return _back(request)


@require_POST
@login_required
def file_bookmark(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a bookmark to a list, an old one or a new one; or remove it."""
    user = request.reader.user  # type: ignore[attr-defined]
    row = get_object_or_404(Bookmark, pk=pk, user=user)
    name = " ".join(request.POST.get("new", "").split())[:LONGEST_NAME]
    if "remove" in request.POST:
        row.delete()
    elif name:
        row.reading_list = _list_called(user, name)
        row.save(update_fields=["reading_list"])
    else:
        chosen = request.POST.get("list", "")
        row.reading_list = get_object_or_404(ReadingList, pk=chosen, user=user) if chosen.isdecimal() else None
        row.save(update_fields=["reading_list"])
    return HttpResponseRedirect(reverse("shelf"))


def _list_called(user: Any, name: str) -> ReadingList:
    if ReadingList.objects.filter(user=user).count() >= MOST_LISTS:
        raise BadRequest("Too many lists.")
    return ReadingList.objects.get_or_create(user=user, name=name)[0]


@require_POST
@login_required
def change_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a list, or remove it: what stands in it stays put aside."""
    row = get_object_or_404(ReadingList, pk=pk, user=request.reader.user)  # type: ignore[attr-defined]
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    if "remove" in request.POST:
        row.delete()
    elif name:
        row.name = name
        try:
            with transaction.atomic():
                row.save(update_fields=["name"])
        except IntegrityError:
            raise BadRequest("There is a list of this name already.") from None
    return HttpResponseRedirect(reverse("shelf"))


# -- Marks and notes -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mark_essay(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark passages: chosen with the mouse on the essay's page, or sentence by sentence on this one."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    revision = live_revision(pk, reader, now)
    blocks = assemble(tuple(Section.objects.live(now).of(revision).for_reader(reader)))
    if request.method != "POST":
        return render(request, "shelf/mark.html", {"revision": revision, "passages": _sentences(blocks)})
    asked = request.POST.getlist("passage")[:MOST_PASSAGES]
    chosen = choose(blocks, asked, LONGEST_PASSAGE)
    if Highlight.objects.filter(user=reader.user).count() + len(chosen) > MOST_HIGHLIGHTS:
        raise BadRequest("Too many marks: remove some first.")
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    made = [
        Highlight.objects.create(
            user=reader.user, essay_id=pk, section=one.section, number=one.number, start=one.start, text=one.text,
            note=note if index == 0 else "",
        )
        for index, one in enumerate(chosen)
    ]  # fmt: skip
    anchor = f"#h-{made[0].pk}" if made else ""
    return HttpResponseRedirect(revision.essay.get_absolute_url() + anchor)


def _sentences(blocks: tuple[Block, ...]) -> list[tuple[str, list[tuple[str, list[tuple[int, int, str]]]]]]:
    return [
        (block.heading, [(row.name, sentences(row.text)) for row in block.paragraphs])
        for block in blocks
        if isinstance(block, Passage)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def highlight(request: HttpRequest, pk: int) -> HttpResponse:
    """One mark: its words as they may be read now, its note to be changed, or the mark to be removed."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    row = get_object_or_404(Highlight, pk=pk, user=reader.user)
    [essay] = noted(reader, now, row.essay_id)
    back = f"{essay.revision.essay.get_absolute_url()}#h-{pk}" if essay.revision else reverse("shelf")
    if request.method != "POST":
        [note] = [note for note in essay.notes if note.highlight.pk == pk]
        return render(request, "shelf/highlight.html", {"note": note, "essay": essay, "back": back})
    if "remove" in request.POST:
        row.delete()
        return HttpResponseRedirect(back.split("#")[0])
    row.note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    row.save(update_fields=["note"])
    return HttpResponseRedirect(back)


def _asked(request: HttpRequest) -> Revision:
    """The public essay that a form is about."""
    pk = request.POST.get("essay", "")
    if not pk.isdecimal() or len(pk) > 18:
        raise Http404("No essay is named.")
    return live_revision(int(pk), request.reader, timezone.now())  # type: ignore[attr-defined]


def _back(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(asked if own else reverse("shelf"))
