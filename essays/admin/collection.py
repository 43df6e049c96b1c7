"""The collection, with its essays as rows that lead to their own forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.models import Collection, Essay, Quote, Revision, Section, Source, Verdict
from essays.models.public_fields import may_change_public
from essays.workflow import Publication, Review

from .base import DeskAdmin
from .bin import RecycleBin, bin_badge, in_bin
from .buttons import DoorButtons
from .exporting import JsonExport
from .filters import ConditionFilter, Conditions, StandingFilter
from .history import timeline
from .importing.collection import ImportedFiles
from .moves import MoveActions
from .numbering import LARGEST, PREFIX, EssayNumbers, public_essays
from .public_fields import PublicFields
from .searching import TextSearch
from .states import ICONS, badge, empty_sections, lost_quotes, publication_badge, review_badge, with_states

TOTALS = ("words", "paid_words", "quotes", "confirmed")
MOST_ROWS = 200  # of essays on one form; the list shows the rest


class NewEssayForm(forms.ModelForm):
    """A row for a new essay: without a number it comes last, without a title it takes the collection's."""

    class Meta:
        model = Essay
        fields = ("number", "title", "subtitle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("number", "title"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].widget.is_required = False
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label  # the table's head is no label

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"number", "title"}  # type: ignore[misc]


class NewEssayInline(admin.TabularInline):
    """Only for adding. Essays that are there have a form of their own, and a table leads to it."""

    model = Essay
    form = NewEssayForm
    extra = 1
    verbose_name_plural = _("new essays")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Essay]:
        return Essay.objects.none()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not in_bin(obj)


class CollectionPublicationFilter(StandingFilter):
    def states(self) -> Conditions:
        public = Q(pk__in=Revision.objects.live().order_by().values("essay__collection"))
        return {
            Publication.LIVE.value: (Publication.LIVE.label, public),
            Publication.UNPUBLISHED.value: (Publication.UNPUBLISHED.label, ~public),
        }


class WaitingFilter(ConditionFilter):
    title, parameter_name = _("review"), "review"

    def conditions(self) -> Conditions:
        revisions = Revision.objects.filter(essay__deleted_at__isnull=True).order_by()
        return {
            review.value: (review.label, Q(pk__in=revisions.filter(review=review).values("essay__collection")))
            for review in (Review.IN_REVIEW, Review.RETURNED)
        }


class CollectionPaidFilter(ConditionFilter):
    title, parameter_name = _("paid text"), "paid"

    def conditions(self) -> Conditions:
        paid = Section.objects.working().filter(is_paid=True, essay__deleted_at__isnull=True).order_by()
        holds = Q(pk__in=paid.values("essay__collection"))
        return {"yes": (_("Some"), holds), "no": (_("None"), ~holds)}


class CollectionQuotesFilter(ConditionFilter):
    title, parameter_name = _("quotes to settle"), "unsettled"

    def conditions(self) -> Conditions:
        quotes = Quote.objects.working().quotations().filter(is_lost=False).order_by()
        unsettled = quotes.filter(attribution__verdict=Verdict.UNSETTLED)
        waiting = Q(pk__in=unsettled.values("essay__collection"))
        return {"yes": (_("Some"), waiting), "no": (_("None"), ~waiting)}


class CollectionWarningFilter(ConditionFilter):
    """Of its essays, or of the last import of one of its files."""

    title, parameter_name = _("warnings"), "warnings"

    def conditions(self) -> Conditions:
        essays = Essay.objects.filter(deleted_at__isnull=True).order_by()
        warned = essays.filter(Q(pk__in=lost_quotes().values("essay")) | Q(pk__in=empty_sections().values("essay")))
        imported = Source.objects.latest_of_each_key().filter(warnings__gt=0).order_by()
        holds = Q(pk__in=warned.values("collection")) | Q(
            pk__in=imported.filter(collection__isnull=False).values("collection")
        )
        return {"yes": (_("With warnings"), holds), "no": (_("None"), ~holds)}


@admin.register(Collection)
class CollectionAdmin(
    ImportedFiles, EssayNumbers, PublicFields, DoorButtons, MoveActions, JsonExport, RecycleBin, TextSearch, DeskAdmin
):
    quoted_in = "essay__collection"
    holding = "essays__in"
    inlines = (NewEssayInline,)
    list_display = ("title", "essays_found", "review_states", "publication_states", "words", "quotes", "updated_on")
    list_filter = (
        WaitingFilter,
        CollectionPublicationFilter,
        CollectionQuotesFilter,
        CollectionWarningFilter,
        CollectionPaidFilter,
        "outline_public",
        "updated_at",
    )
    search_fields = ("title", "issued_by")
    search_help_text = _("Title, issuer, speaker or text")
    actions = (
        "submit_for_review",
        "approve",
        "return_to_editor",
        "recall",
        "publish",
        "withdraw",
        "export_json",
        "discard",
        "restore",
    )
    change_form_template = "admin/essays/collection/change_form.html"
    formfield_overrides = {**DeskAdmin.formfield_overrides, models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ("public_now",)
    public_fields = (
        "title",
        "declared_count",
        "position",
        "issued_by",
        "issued_on",
        "source_url",
        "outline_public",
        "free_from",
        "free_until",
    )
    fields = (
        "public_now",
        "title",
        "declared_count",
        "position",
        "issued_by",
        "issued_on",
        "source_url",
        "outline_public",
        "free_from",
        "free_until",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Collection]:
        essays = with_states(Essay.objects.filter(deleted_at__isnull=True)).order_by("number", "id")
        return super().get_queryset(request).prefetch_related(Prefetch("essays", essays, to_attr="rows"))

    def is_public(self, obj: Any) -> bool:
        return Revision.objects.current().filter(essay__collection=obj).exists()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        is_list = request.resolver_match is None or request.resolver_match.url_name != "autocomplete"
        return (found if is_list else found.prefetch_related(None)), duplicates

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        collection = form.instance
        last = collection.essays.order_by("-number").values_list("number", flat=True).first() or 0
        for essay in formset.save(commit=False):
            essay.title = essay.title or collection.title
            if essay.number is None:
                essay.number = last + 1
            last = max(last, essay.number)
            essay.save()
        formset.save_m2m()

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            rows = obj.rows[:MOST_ROWS]
            context["rows"] = [(row, review_badge(row.review), publication_badge(row.publication)) for row in rows]
            may_order = self.has_change_permission(request, obj) and request.user.has_perm("essays.change_essay")
            fixed = set() if may_change_public(request.user) else set(public_essays(obj))
            context["orderable"] = {row.pk for row in rows if may_order and row.pk not in fixed}
            context["number_prefix"], context["largest_number"] = PREFIX, LARGEST
            context["total"] = {name: sum(getattr(row, name) for row in obj.rows) for name in TOTALS}
            context["transitions"] = timeline(obj)
            context["more"] = max(len(obj.rows) - MOST_ROWS, 0)
        return super().render_change_form(request, context, add, change, form_url, obj)

    # -- What the list shows: sums over the essays already fetched ---------------------------------------

    @admin.display(description=_("essays"))
    def essays_found(self, collection: Any) -> str:
        found = sum(essay.number > 0 for essay in collection.rows)
        declared = collection.declared_count
        return f"{found}/{declared}" if declared not in (None, found) else str(found)

    @admin.display(description=_("review"))
    def review_states(self, collection: Any) -> SafeString:
        return _counted(Review, [essay.review for essay in collection.rows])

    @admin.display(description=_("publication"))
    def publication_states(self, collection: Any) -> SafeString:
        if in_bin(collection):
            return bin_badge(collection)
        return _counted(Publication, [essay.publication for essay in collection.rows])

    @admin.display(description=_("字数"))
    def words(self, collection: Any) -> str:
        return f"{sum(essay.words for essay in collection.rows):,}"

    @admin.display(description=_("quotes confirmed"))
    def quotes(self, collection: Any) -> str:
        confirmed, found = (sum(getattr(essay, name) for essay in collection.rows) for name in ("confirmed", "quotes"))
        return f"{confirmed}/{found}"


def _counted(states: Any, values: list[str]) -> SafeString:
    """One badge a state that occurs, with how often when there are several essays."""
    found = [(state, values.count(state.value)) for state in states if state.value in values]
    badges = (
        (badge(state.value, state.label, ICONS[state], f" {n}" if len(values) > 1 else ""),) for state, n in found
    )
    return format_html_join(" ", "{}", badges)
