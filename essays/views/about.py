"""The page 关于: what the editors have written about the site, or a sentence where they have written nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.documents.html import paragraphs, plain
from essays.models import About
from essays.reading.blocks import LONGEST_DESCRIPTION, Piece

from .head import Head, public_address


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    text = paragraphs(About.text())
    described = " ".join(" ".join(plain(row) for row in text).split())[:LONGEST_DESCRIPTION] or _("About")
    context = {
        "head": Head(_("About"), public_address(request, "about"), described),
        "paragraphs": [(f"p-{number}", [Piece(markup)]) for number, markup in enumerate(text, start=1)],
    }
    return render(request, "about.html", context)
