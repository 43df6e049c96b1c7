"""一键排版 (U7.15): what it would change is shown first, and written only when that is confirmed."""

from __future__ import annotations

from collections import Counter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.documents.diff import compare
from essays.documents.typesetting import typeset
from essays.documents.version import Version
from essays.models import Essay, StaleVersionError
from essays.models.typesetting import texts_of, typeset_essay

from .moves import AT_ONCE, change_form, confirmation
from .posted import whole_number
from .proofreading import seen


class Typesetting(admin.ModelAdmin):
    """For the essays' admin: a page for one essay, an action for several."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.typeset_view)
        return [path("<path:object_id>/typeset/", view, name="essays_essay_typeset"), *super().get_urls()]

    def typeset_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        essay = seen(self, request, object_id)
        if not self.has_change_permission(request, essay):
            raise PermissionDenied
        if request.method != "POST":
            return self._show(request, essay)
        opened = request.POST.get("version", "")
        if not self._typeset(request, essay, whole_number(opened, -1)):
            return self._show(request, essay, status=409)
        return HttpResponseRedirect(change_form(essay))

    def _show(self, request: HttpRequest, essay: Essay, status: int = 200) -> HttpResponse:
        essay.refresh_from_db()
        [stands] = texts_of([essay])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Typeset: %(essay)s") % {"essay": essay},
            "opts": self.opts,
            "essay": essay,
            "diff": compare(stands, typeset(stands)),
            "form_address": change_form(essay),
        }
        return TemplateResponse(request, "admin/essays/proofreading/typeset.html", context, status=status)

    def _typeset(self, request: HttpRequest, essay: Essay, version: int) -> bool:
        try:
            revision = typeset_essay(essay, by=request.user, version=version)
        except StaleVersionError:
            words = gettext("Somebody has saved “%(essay)s” meanwhile: nothing was typeset. Look at it once more.")
            self.message_user(request, words % {"essay": essay}, messages.ERROR)
            return False
        self.log_change(request, essay, gettext("Typeset"))
        words = gettext("“%(revision)s” is typeset.") % {"revision": revision}
        self.message_user(request, words, messages.SUCCESS)
        return True

    @admin.action(description=_("Typeset"), permissions=["change"])
    def typeset_chosen(self, request: HttpRequest, queryset: QuerySet[Essay]) -> HttpResponse | None:
        """Name the essays and how much would change in each; then typeset those that were not saved meanwhile."""
        essays = list(queryset.select_related("collection")[: AT_ONCE + 1])
        if len(essays) > AT_ONCE:
            words = gettext("Choose at most %(count)d rows at once.") % {"count": AT_ONCE}
            self.message_user(request, words, messages.ERROR)
            return None
        changing = [one for one in map(_Counted, essays, texts_of(essays)) if one.count]
        if "confirmed" not in request.POST:
            return self._ask_to_typeset(request, changing, len(essays))
        for one in changing:
            if self.has_change_permission(request, one.essay):
                opened = request.POST.get(f"version-{one.essay.pk}", "")
                self._typeset(request, one.essay, whole_number(opened, -1))
        return None

    def _ask_to_typeset(self, request: HttpRequest, changing: list[_Counted], chosen: int) -> HttpResponse | None:
        if not changing:
            self.message_user(request, gettext("Nothing to typeset in what you chose."), messages.INFO)
            return None
        response = confirmation(
            self,
            request,
            [one.essay for one in changing],
            title=gettext("Typeset these?"),
            action="typeset_chosen",
            verb=gettext("Typeset"),
            changing=changing,
            unchanged=chosen - len(changing),
        )
        response.template_name = "admin/essays/proofreading/typeset_chosen.html"  # type: ignore[attr-defined]
        return response


class _Counted:
    """An essay and how many of its lines typesetting would change."""

    def __init__(self, essay: Essay, stands: Version) -> None:
        self.essay = essay
        self.count = (_lines(stands) - _lines(typeset(stands))).total()


def _lines(version: Version) -> Counter[str]:
    blocks = (block for section in version.sections for block in (section.heading, *section.paragraphs))
    return Counter([version.title, version.subtitle, *blocks])
