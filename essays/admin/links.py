"""Links by which people without an account read one revision, or decide on it: made, listed, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essays.models import ReviewLink, Revision
from essays.models.review_link import MOST_DAYS, check_invitation
from essays.workflow import Permission, TransitionNotAllowed, actor

USUAL_DAYS = 7


class LinkForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Who the link is for; logged with what they do.")
    )
    days = forms.IntegerField(label=_("Days of validity"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS)
    may_decide = forms.BooleanField(label=_("may approve or return"), required=False, initial=True)

    def offer_reading_only(self) -> None:
        self.initial["may_decide"] = False
        self.fields["may_decide"].widget.attrs["disabled"] = True


@dataclass(frozen=True, slots=True)
class Row:
    """A link in the list; its address is "" for those who could not have made it."""

    link: ReviewLink
    state: str
    words: Any
    address: str


class LinkViews(admin.ModelAdmin):
    """For the revisions' admin."""

    def get_urls(self) -> list[URLPattern]:
        listed = self.admin_site.admin_view(self.links_view)
        revoked = self.admin_site.admin_view(require_POST(self.revoke_view))
        return [
            path("<path:object_id>/links/<int:link_id>/revoke/", revoked, name="essays_revision_revoke"),
            path("<path:object_id>/links/", listed, name="essays_revision_links"),
            *super().get_urls(),
        ]

    def links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        revision = self._revision_of_links(request, object_id)
        form = LinkForm(request.POST if request.method == "POST" else None)
        objection = _objection(revision, request.user, may_decide=True)
        if objection:
            form.offer_reading_only()
        if request.method == "POST":
            if not request.user.has_perm(Permission.INVITE):
                raise PermissionDenied
            if form.is_valid() and self._invite(request, revision, form):
                return HttpResponseRedirect(_page_of(revision))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Links for review"),
            "revision": revision,
            "form": form,
            "objection": objection,
            "may_invite": request.user.has_perm(Permission.INVITE),
            "may_revoke": request.user.has_perm(Permission.REVOKE),
            "rows": list(_rows(request, revision)),
        }
        return TemplateResponse(request, "admin/essays/links/list.html", context)

    def revoke_view(self, request: HttpRequest, object_id: str, link_id: int) -> HttpResponse:
        revision = self._revision_of_links(request, object_id)
        link = get_object_or_404(revision.links.select_related("revision__essay"), pk=link_id)
        if not request.user.has_perm(Permission.REVOKE):
            raise PermissionDenied
        try:
            link.revoke(by=request.user)
        except TransitionNotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            words = gettext("The link for %(name)s leads nowhere any more.") % {"name": link.name}
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(_page_of(revision))

    def _revision_of_links(self, request: HttpRequest, object_id: str) -> Revision:
        revision = self.get_object(request, unquote(object_id))
        if revision is None:
            raise Http404
        if not (self.has_view_permission(request, revision) and request.user.has_perm("essays.view_reviewlink")):
            raise PermissionDenied
        return revision

    def _invite(self, request: HttpRequest, revision: Revision, form: LinkForm) -> bool:
        try:
            link = ReviewLink.objects.invite(revision, by=request.user, **form.cleaned_data)
        except TransitionNotAllowed as refusal:
            form.add_error(None, str(refusal))
            return False
        words = gettext("The link for %(name)s is made. Copy its address below and send it.") % {"name": link.name}
        self.message_user(request, words, messages.SUCCESS)
        return True


def _page_of(revision: Revision) -> str:
    return reverse("admin:essays_revision_links", args=[revision.pk])


def _objection(revision: Revision, user: Any, *, may_decide: bool) -> str:
    try:
        check_invitation(revision, actor(user), may_decide=may_decide)
    except TransitionNotAllowed as refusal:
        return str(refusal)
    return ""


def _rows(request: HttpRequest, revision: Revision) -> Iterator[Row]:
    """An address is a log-in: a deciding one is shown only to who could decide, lest one approve their own text."""
    may_read = not _objection(revision, request.user, may_decide=False)
    may_decide = may_read and not _objection(revision, request.user, may_decide=True)
    for link in revision.links.select_related("created_by"):
        state, words = _state(link)
        shown = state == "open" and (may_decide if link.may_decide else may_read)
        yield Row(link, state, words, request.build_absolute_uri(link.get_absolute_url()) if shown else "")


def _state(link: ReviewLink) -> tuple[str, Any]:
    if link.decided_at:
        return "used", _("Used")
    if link.revoked_at:
        return "revoked", _("Revoked")
    if link.expires_at <= timezone.now():
        return "expired", _("Expired")
    return "open", _("Valid")
