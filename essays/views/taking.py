"""Files to take away: Word, EPUB and text of an essay or a collection, made for this reader and kept nowhere."""

from __future__ import annotations

import logging
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from essays.access import LEFTOVER_MARKER, NEVER_KEPT
from essays.models import Collection, Section
from essays.reading.blocks import assemble
from essays.reading.epub import MIME, epub_file
from essays.reading.listing import listings
from essays.reading.naming import essay_label
from essays.reading.plain_text import markdown_file, text_file
from essays.reading.taking import Leaf, TakeAway
from essays.reading.word import word_file

from .essay import live_revision
from .head import public_address

logger = logging.getLogger(__name__)

MAKERS = {
    "docx": (word_file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "epub": (epub_file, MIME),
    "md": (markdown_file, "text/markdown; charset=utf-8"),
    "txt": (text_file, "text/plain; charset=utf-8"),
}
ESSAY_FORMS = ("docx", "epub", "txt")  # its Markdown is the twin of its page, which machines read too
LONGEST_NAME = 80  # characters of a file's name


@require_safe
def essay_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    revision = live_revision(pk, reader, now)
    blocks = assemble(tuple(Section.objects.live(now).of(revision).for_reader(reader)))
    leaf = Leaf(essay_label(revision.essay.number), revision.display_title, blocks)
    author = revision.essay.collection.issued_by or settings.SITE_NAME
    address = public_address(request, "essay", pk)
    return _file(request, TakeAway(leaf.title, author, address, (leaf,), _left_out(), revision.live_from), form)


@require_safe
def collection_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    found = get_object_or_404(Collection.objects.visible_to(reader, now), pk=pk)
    [listing] = listings([found], reader, now)
    text = Section.objects.live(now).filter(essay__collection=found).for_reader(reader)
    sections = {essay_id: tuple(rows) for essay_id, rows in groupby(text, key=lambda row: row.essay_id)}
    leaves = [
        Leaf(essay_label(one.essay.number), one.display_title, assemble(sections.get(one.essay_id, ())))
        for one in listing.revisions
    ]
    changed = max((one.live_from for one in listing.revisions if one.live_from), default=None)
    address = public_address(request, "collection", pk)
    author = found.issued_by or settings.SITE_NAME
    return _file(request, TakeAway(found.title, author, address, leaves, _left_out(), changed), form)


def _left_out() -> str:
    return _("%(count)s characters follow for readers who are logged in.") % {"count": "{words:,}"}


def _file(request: HttpRequest, taken: TakeAway, form: str) -> HttpResponse:
    """In a packed file no middleware would see a leftover marker, so it is looked for before."""
    if LEFTOVER_MARKER.search(taken.text.encode()):
        logger.error("A paid marker stands in the text of %s; no file was made.", request.path_info)
        return server_error(request)
    make, mime = MAKERS[form]
    response = HttpResponse(make(taken), content_type=mime)
    name = f"{taken.title[:LONGEST_NAME]}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Cache-Control"] = NEVER_KEPT
    return response
