"""Filters that are conditions, so that the counts of all of them together cost a list one query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.workflow import LEVELS, Publication, Review

from .states import IS_WARNED, is_of, revision_conditions

Conditions = Mapping[str, tuple[Any, Q]]


class ConditionFilter(admin.SimpleListFilter):
    """Values that stand for conditions; `default` is what holds while none is chosen."""

    default = Q()

    def conditions(self) -> Conditions:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, words) for value, (words, _condition) in self.conditions().items()]

    def chosen(self) -> Q:
        choice = self.conditions().get(self.value() or "")
        return choice[1] if choice else self.default

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(self.chosen())

    def expected_parameters(self) -> list[str | None]:
        """The same for all of these filters: Django then leaves all of them out of the rows they are counted in."""
        return ["condition"]

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        counts = changelist.condition_counts(self.request)
        values = self.conditions()
        return {f"{n}__c": counts[f"{self.parameter_name}__{value}"] for n, value in enumerate(values)}


class CountingChangeList(ChangeList):
    """Counts the choices of all ConditionFilters at once, each among the rows that the other filters leave."""

    _counted: dict[str, int] | None = None

    def condition_counts(self, request: HttpRequest) -> dict[str, int]:
        """How many rows a choice would show, by `parameter__value`."""
        if self._counted is None:
            rows = self.get_queryset(request, exclude_parameters=["condition"])
            filters = [spec for spec in self.filter_specs if isinstance(spec, ConditionFilter)]
            self._counted = rows.aggregate(
                **{
                    f"{spec.parameter_name}__{value}": Count("pk", filter=condition & _others(spec, filters))
                    for spec in filters
                    for value, (_words, condition) in spec.conditions().items()
                }
            )
        return self._counted


def _others(spec: ConditionFilter, filters: Sequence[ConditionFilter]) -> Q:
    """What the filters beside `spec` have chosen."""
    together = Q()
    for other in filters:
        together &= Q() if other is spec else other.chosen()
    return together


class ReviewFilter(ConditionFilter):
    title, parameter_name = _("review"), "review"

    def conditions(self) -> Conditions:
        return {review.value: (review.label, Q(review=review)) for review in Review}


class RevisionPublicationFilter(ConditionFilter):
    title, parameter_name = _("publication"), "publication"

    def conditions(self) -> Conditions:
        return {state.value: (state.label, condition) for state, condition in revision_conditions().items()}


class StandingFilter(ConditionFilter):
    """Publication, and the recycle bin for those who may empty or restore it."""

    title, parameter_name = _("publication"), "publication"
    stands = Q(deleted_at__isnull=True)

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.may_see_bin = model_admin.may_see_bin(request)
        self.default = self.stands
        super().__init__(request, params, model, model_admin)

    def states(self) -> Conditions:
        raise NotImplementedError

    def conditions(self) -> Conditions:
        standing = {value: (words, condition & self.stands) for value, (words, condition) in self.states().items()}
        return standing | ({"bin": (_("Recycle bin"), ~self.stands)} if self.may_see_bin else {})


class EssayPublicationFilter(StandingFilter):
    stands = Q(deleted_at__isnull=True, collection__deleted_at__isnull=True)

    def states(self) -> Conditions:
        return {state.value: (state.label, Q(publication=state)) for state in Publication}


class MineFilter(ConditionFilter):
    title, parameter_name = _("mine"), "mine"

    def conditions(self) -> Conditions:
        return {"yes": (_("Written or submitted by me"), is_of(self.request.user))}


class OwnRevisionFilter(ConditionFilter):
    title, parameter_name = _("mine"), "mine"

    def conditions(self) -> Conditions:
        user = self.request.user.pk
        return {"yes": (_("Written or submitted by me"), Q(created_by=user) | Q(submitted_by=user))}


class AssigneeFilter(ConditionFilter):
    """Of what is in review: when it has left review, nobody has it any more."""

    title, parameter_name = _("assignee"), "assignee"

    def conditions(self) -> Conditions:
        waits = Q(review=Review.IN_REVIEW)
        return {
            "me": (_("Assigned to me"), waits & Q(assignee=self.request.user.pk)),
            "somebody": (_("Assigned to somebody"), waits & Q(assignee__isnull=False)),
            "nobody": (_("To be claimed"), waits & Q(assignee__isnull=True)),
            "late": (_("Overdue"), waits & Q(due_at__lte=timezone.now())),
        }


class LevelFilter(ConditionFilter):
    """Which level of review a text waits at."""

    title, parameter_name = _("level of review"), "level"

    def conditions(self) -> Conditions:
        waits, last = Q(review=Review.IN_REVIEW), settings.REVIEW_LEVELS
        return {
            str(level): (words, waits & (Q(level__gte=level) if level == last else Q(level=level)))
            for level, words in enumerate(LEVELS[last], start=1)
        }


class IssuesFilter(ConditionFilter):
    """What the checks said when it was submitted."""

    title, parameter_name = _("checks"), "checks"

    def conditions(self) -> Conditions:
        return {
            "blocked": (_("With blocking issues"), Q(blocks__gt=0)),
            "warned": (_("With warnings"), Q(warnings__gt=0)),
            "none": (_("None"), Q(blocks=0, warnings=0)),
        }


class UnsettledFilter(ConditionFilter):
    title, parameter_name = _("quotes to settle"), "unsettled"

    def conditions(self) -> Conditions:
        waiting = Q(has_unsettled_quotes=True)
        return {"yes": (_("Some"), waiting), "no": (_("None"), ~waiting)}


class WarningFilter(ConditionFilter):
    title, parameter_name = _("warnings"), "warnings"

    def conditions(self) -> Conditions:
        return {"yes": (_("With warnings"), IS_WARNED), "no": (_("None"), ~IS_WARNED)}


class PaidQuoteFilter(ConditionFilter):
    title, parameter_name = _("paid text"), "paid"

    def conditions(self) -> Conditions:
        return {"yes": (_("Paid"), Q(is_paid=True)), "no": (_("Free"), Q(is_paid=False))}


class LostFilter(ConditionFilter):
    title, parameter_name = _("warnings"), "lost"

    def conditions(self) -> Conditions:
        return {"yes": (_("Lost: no longer in the text"), Q(is_lost=True)), "no": (_("None"), Q(is_lost=False))}


class PaidFilter(ConditionFilter):
    title, parameter_name = _("paid text"), "paid"

    def conditions(self) -> Conditions:
        return {"yes": (_("Some"), Q(paid_words__gt=0)), "no": (_("None"), Q(paid_words=0))}


class WorkingCopyFilter(ConditionFilter):
    """Rows of the working copy, unless frozen ones are asked for."""

    title, parameter_name = _("copy"), "copy"
    default = Q(revision__isnull=True)

    def conditions(self) -> Conditions:
        return {"frozen": (_("Frozen in revisions"), Q(revision__isnull=False))}

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Working copy")}
        yield from others


class CollectionFilter(admin.SimpleListFilter):
    """The collections most of what is found lies in, and the one chosen; a thousand of them would bury the list."""

    title, parameter_name = _("collection"), "collection"
    most = 12
    path = "collection"  # from a row of the list to its collection

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def has_output(self) -> bool:
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.path: self._chosen()}) if self.value() else queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": _("All"),
        }
        for pk, title, found in self._largest(changelist):
            yield {
                "selected": self.value() == str(pk),
                "query_string": changelist.get_query_string({self.parameter_name: pk}),
                "display": f"{title} ({found})",
            }

    def _largest(self, changelist: Any) -> list[tuple[int, str, int]]:
        rows = changelist.get_queryset(self.request, exclude_parameters=self.expected_parameters())
        title = f"{self.path}__title"
        grouped = rows.order_by().values(self.path, title).annotate(found=Count("pk")).filter(found__gt=0)
        chosen = Case(When(**{self.path: self._chosen(), "then": Value(0)}), default=Value(1))
        return list(
            grouped.order_by(chosen, "-found", f"-{self.path}").values_list(self.path, title, "found")[: self.most]
        )

    def _chosen(self) -> int:
        value = self.value() or ""
        return int(value[:9]) if value.isdecimal() else 0


class CollectionOfEssayFilter(CollectionFilter):
    """For rows of an essay: its quotes, sections and revisions."""

    path = "essay__collection"
