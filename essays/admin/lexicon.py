"""The lexicon of wrong wordings: a list that editors keep, pasted in and taken out as plain lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.documents.lexicon_lines import MOST_LINES, LineError, as_line, read_lines
from essays.models import LexiconEntry

from .base import DeskAdmin
from .states import badge

BADGES = {
    LexiconEntry.Level.BLOCK: ("error", "■"),
    LexiconEntry.Level.WARNING: ("warning", "▲"),
    LexiconEntry.Level.HINT: ("hint", "·"),
}


class PasteForm(forms.Form):
    lines = forms.CharField(
        label=_("Lines"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("One a line: wrong→right, perhaps →level (阻断, 警告, 提示) →note; # begins a remark."),
    )
    level = forms.ChoiceField(
        label=_("Level of lines that name none"),
        choices=LexiconEntry.Level.choices,
        initial=LexiconEntry.Level.WARNING,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "lines" in cleaned and "level" in cleaned:
            try:
                cleaned["entries"] = read_lines(cleaned["lines"], cleaned["level"])
            except LineError as error:
                faults = [gettext(fault.template) % dict(fault.params) for fault in error.faults]
                self.add_error("lines", ValidationError(faults))
        return cleaned


@admin.register(LexiconEntry)
class LexiconAdmin(DeskAdmin):
    list_display = ("wrong", "right", "level_badge", "is_active", "note", "updated_on")
    list_filter = ("level", "is_active")
    search_fields = ("wrong", "right", "note")
    search_help_text = _("Wrong or right wording, or note")
    actions = ("switch_on", "switch_off", "remove")
    change_list_template = "admin/essays/lexicon/list.html"

    @admin.display(description=_("level"), ordering="level")
    def level_badge(self, entry: LexiconEntry) -> SafeString:
        name, icon = BADGES[LexiconEntry.Level(entry.level)]
        return badge(name, entry.get_level_display(), icon)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("paste/", wrap(self.paste_view), name="essays_lexiconentry_paste"),
            path("export/", wrap(self.export_view), name="essays_lexiconentry_export"),
            *super().get_urls(),
        ]

    # -- In and out as lines -----------------------------------------------------------------------------

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """All lines or none: a line that cannot be read is named, and nothing is lost."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = PasteForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            added, changed = store(form.cleaned_data["entries"])
            words = gettext("Added %(added)d, changed %(changed)d.") % {"added": added, "changed": changed}
            self.message_user(request, words, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:essays_lexiconentry_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Paste lines into the lexicon"),
            "opts": self.opts,
            "form": form,
            "most": MOST_LINES,
        }
        return TemplateResponse(request, "admin/essays/lexicon/paste.html", context)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """What can be pasted in again as it is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = LexiconEntry.objects.filter(is_active=True)
        text = "".join(as_line(row.wrong, row.right, row.level, row.note) + "\n" for row in rows)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="lexicon.txt"'
        return response

    # -- Actions -----------------------------------------------------------------------------------------

    @admin.action(description=_("Use"), permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[LexiconEntry]) -> None:
        self._switch(request, queryset, is_active=True)

    @admin.action(description=_("Do not use"), permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[LexiconEntry]) -> None:
        self._switch(request, queryset, is_active=False)

    @admin.action(description=_("Delete"), permissions=["delete"])
    def remove(self, request: HttpRequest, queryset: QuerySet[LexiconEntry]) -> None:
        self.log_deletions(request, queryset)
        count, _by_model = queryset.delete()
        self._tell(request, count)

    def _switch(self, request: HttpRequest, queryset: QuerySet[LexiconEntry], *, is_active: bool) -> None:
        self._tell(request, queryset.update(is_active=is_active, updated_at=timezone.now()))

    def _tell(self, request: HttpRequest, count: int) -> None:
        words = ngettext("%(count)d entry is done.", "%(count)d entries are done.", count) % {"count": count}
        self.message_user(request, words, messages.SUCCESS)


def store(entries: Any) -> tuple[int, int]:
    """Write entries by their wrong wording; how many are new, and how many were there and say something else now."""
    with transaction.atomic():
        known = {row.wrong: row for row in LexiconEntry.objects.select_for_update()}
        fresh: list[LexiconEntry] = []
        changed: list[LexiconEntry] = []
        for entry in entries:
            row = known.get(entry.wrong) or LexiconEntry(wrong=entry.wrong)
            said = (row.right, row.level, row.note, row.is_active)
            row.right, row.level, row.note, row.is_active = entry.right, entry.severity.value, entry.note, True
            if row.pk is None:
                fresh.append(row)
            elif said != (row.right, row.level, row.note, True):
                row.updated_at = timezone.now()
                changed.append(row)
        LexiconEntry.objects.bulk_create(fresh)
        LexiconEntry.objects.bulk_update(changed, ["right", "level", "note", "is_active", "updated_at"])
    return len(fresh), len(changed)
