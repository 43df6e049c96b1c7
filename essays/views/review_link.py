"""Approve by link: one revision, read and decided on by one person without an account.

The signed link is a log-in to that revision and to nothing else: no session, nothing that may be kept, and every
reason for which a link does not hold answers alike.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from essays.access import reader_by_link
from essays.documents.diff import compare
from essays.models import ReviewLink, Revision, Section
from essays.models.versions import version_of_revision
from essays.reading.listing import Listing
from essays.reading.page import essay_page
from essays.workflow import SHORTEST_REASON, Move, TransitionNotAllowed

View = Callable[..., HttpResponse]


class DecisionForm(forms.Form):
    """Approve or return; a return needs its reason."""

    decision = forms.ChoiceField(
        choices=[(Move.APPROVE.value, Move.APPROVE.label), (Move.RETURN.value, Move.RETURN.label)]
    )
    remark = forms.CharField(label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        is_short = len(cleaned.get("remark", "")) < SHORTEST_REASON
        if cleaned.get("decision") == Move.RETURN and is_short and "remark" not in self.errors:
            words = _("Say in at least %(count)d characters why it is returned.") % {"count": SHORTEST_REASON}
            self.add_error("remark", words)
        return cleaned


def unkept(view: View) -> View:
    """No search engine notes such a page, and its address goes out in no Referer.

    The policy is `strict-origin`, not `no-referrer`: under that one browsers send `Origin: null` with a form, and
    the check against forged forms would refuse it. The path, and with it the token, is sent by neither.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    return answered


@unkept
@require_http_methods(["GET", "HEAD", "POST"])
def review_link(request: HttpRequest, token: str) -> HttpResponse:
    link = ReviewLink.objects.of_token(token)
    if link is None or (request.method == "POST" and not link.may_decide):
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _decided(link, form)
    if request.method == "GET":
        ReviewLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return render(request, "review_link/essay.html", _context(link, form), status=400 if form.is_bound else 200)


def _decided(link: ReviewLink, form: DecisionForm) -> HttpResponse:
    try:
        link.decide(Move(form.cleaned_data["decision"]), why=form.cleaned_data["remark"])
    except TransitionNotAllowed as refusal:
        raise Http404 from refusal
    return HttpResponseRedirect(reverse("review_thanks"))


def _context(link: ReviewLink, form: DecisionForm) -> dict[str, Any]:
    """The whole revision, read as the gate gives it to this link; of its collection nothing but the name."""
    revision = link.revision
    sections = tuple(Section.objects.of(revision).for_reader(reader_by_link(revision.pk)))
    listing = Listing(revision.essay.collection, [revision], may_read_paid=True)
    live = Revision.objects.live().filter(essay=revision.essay_id).exclude(pk=revision.pk).first()
    return {
        **essay_page(revision, sections, listing),
        "link": link,
        "form": form,
        "live": live,
        "diff": compare(version_of_revision(live), version_of_revision(revision)) if live else None,
    }


@unkept
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "review_link/thanks.html")
