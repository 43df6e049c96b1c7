"""The dictionary of the house, and what readers looked for in vain, of which its words may be made."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.documents.keywords import LONGEST
from essays.models import HouseWord, MissedSearch
from essays.models.house_word import check_word
from essays.search.keywording import AT_ONCE, renew_keywords

from .base import DeskAdmin, ReadOnlyAdmin


@admin.register(HouseWord)
class HouseWordAdmin(DeskAdmin):
    list_display = ("word", "use", "note", "updated_on")
    list_filter = ("use",)
    search_fields = ("word", "note")
    search_help_text = _("Word or note")
    fields = ("word", "use", "note")
    actions = ("offer", "never_offer", "remove")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = [form.initial["word"]] if change and "word" in form.changed_data else []
        super().save_model(request, obj, form, change)
        if {"word", "use"} & set(form.changed_data):
            self._renew(request, [*before, obj.word])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._renew(request, [obj.word])

    @admin.action(description=_("Keep whole, and offer as a topic"), permissions=["change"])
    def offer(self, request: HttpRequest, queryset: QuerySet[HouseWord]) -> None:
        self._use(request, queryset, HouseWord.Use.WHOLE)

    @admin.action(description=_("Never a topic"), permissions=["change"])
    def never_offer(self, request: HttpRequest, queryset: QuerySet[HouseWord]) -> None:
        self._use(request, queryset, HouseWord.Use.NEVER)

    @admin.action(description=_("Delete"), permissions=["delete"])
    def remove(self, request: HttpRequest, queryset: QuerySet[HouseWord]) -> None:
        words = [row.word for row in queryset]
        self.log_deletions(request, queryset)
        queryset.delete()
        self._renew(request, words)

    def _use(self, request: HttpRequest, queryset: QuerySet[HouseWord], use: HouseWord.Use) -> None:
        words = [row.word for row in queryset.exclude(use=use)]
        queryset.update(use=use, updated_at=timezone.now())
        self._renew(request, words)

    def _renew(self, request: HttpRequest, words: list[str]) -> None:
        count = renew_keywords(words)
        told = ngettext(
            "The topics of %(count)d essay were made anew.", "The topics of %(count)d essays were made anew.", count
        ) % {"count": count}
        if count == AT_ONCE:
            told += gettext(" Older ones follow with “manage.py rebuild_search --keywords”.")
        self.message_user(request, told, messages.SUCCESS)


@admin.register(MissedSearch)
class MissedSearchAdmin(ReadOnlyAdmin):
    list_display = ("words", "count", "last_on", "in_dictionary", "search_again")
    list_display_links = None
    search_fields = ("words",)
    search_help_text = _("Searched for")
    actions = ("add_to_dictionary", "forget")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedSearch]:
        same = HouseWord.objects.filter(word=OuterRef("words"))
        return super().get_queryset(request).annotate(is_known=Exists(same))

    def has_add_words_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("essays.add_houseword")

    def has_forget_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("essays.delete_missedsearch")

    @admin.display(description=_("last"), ordering="last_at")
    def last_on(self, row: MissedSearch) -> str:
        return timezone.localtime(row.last_at).date().isoformat()

    @admin.display(description=_("in the dictionary"), boolean=True)
    def in_dictionary(self, row: Any) -> bool:
        return bool(row.is_known)

    @admin.display(description=_("search again"))
    def search_again(self, row: MissedSearch) -> SafeString:
        address = f"{reverse('search')}?{urlencode({'q': row.words})}"
        return format_html('<a href="{}">{}</a>', address, gettext("Search"))

    @admin.action(description=_("Put into the house dictionary"), permissions=["add_words"])
    def add_to_dictionary(self, request: HttpRequest, queryset: QuerySet[MissedSearch]) -> None:
        words = sorted({word for row in queryset for word in _words(row)})
        known = set(HouseWord.objects.filter(word__in=words).values_list("word", flat=True))
        fresh = [HouseWord(word=word) for word in words if word not in known]
        HouseWord.objects.bulk_create(fresh)
        renew_keywords([row.word for row in fresh])
        told = ngettext("%(count)d word was added.", "%(count)d words were added.", len(fresh)) % {"count": len(fresh)}
        self.message_user(request, told, messages.SUCCESS if fresh else messages.INFO)

    @admin.action(description=_("Forget"), permissions=["forget"])
    def forget(self, request: HttpRequest, queryset: QuerySet[MissedSearch]) -> None:
        count, _by_model = queryset.delete()
        told = ngettext("%(count)d search was forgotten.", "%(count)d searches were forgotten.", count)
        self.message_user(request, told % {"count": count}, messages.SUCCESS)


def _words(row: MissedSearch) -> list[str]:
    """What of the searched words may stand in the dictionary."""
    return [word for word in re.split(r"[\s“”\"]+", row.words) if len(word) <= LONGEST and _may_be_kept(word)]


def _may_be_kept(word: str) -> bool:
    try:
        check_word(word)
    except ValidationError:
        return False
    return True
