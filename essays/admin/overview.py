"""The desk's first page: what waits for whom, as numbers that lead to their lists, and what has happened lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.importing import Step, missing_permissions
from essays.models import Comment, Essay, Source, Transition, Verdict
from essays.workflow import Move, Permission, Publication, Review, actor

from .public_now import coming_changes
from .quote_desk.page import JUDGING
from .review.queue import Queue
from .states import IS_WARNED, is_of, with_states

MOST_ROWS = 5  # of each list
COMING_DAYS = 7
WORK = ("Collection", "Essay", "Quote", "Speaker", "Source", "Revision", "Transition", "Attribution", "Section")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number that is the length of the list at `address`; `tone` is the badge whose colour it has."""

    words: Any
    count: int
    address: str
    tone: str = ""


def with_waiting(index: Callable[..., TemplateResponse]) -> Callable[..., TemplateResponse]:
    """Django's index page, told besides what waits for somebody and what has happened."""

    @wraps(index)
    def shown(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return index(request, {**_overview(request.user), **(extra_context or {})})

    return shown


def in_order_of_work(get_app_list: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    """Django's menu with what is worked on first; sorted by name, Chinese words stand in no order at all."""

    def rank(model: dict[str, Any]) -> int:
        return WORK.index(model["object_name"]) if model["object_name"] in WORK else len(WORK)

    @wraps(get_app_list)
    def ordered(request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=rank)
        return apps

    return ordered


def _overview(user: Any) -> dict[str, Any]:
    """Seven queries, whatever there is."""
    sees_essays, sees_files = user.has_perm("essays.view_essay"), user.has_perm("essays.view_source")
    counts = _counts(user) if sees_essays else {}
    coming = coming_changes(COMING_DAYS) if sees_essays else []
    return {
        "tasks": list(_tasks(user, counts)) if sees_essays else [],
        "desk": list(_desk(user, counts)) if sees_essays else [],
        "imports": list(_imports()) if sees_files else [],
        "publications": list(_publications()) if sees_essays else [],
        "coming": coming[:MOST_ROWS],
        "more_coming": len(coming) - MOST_ROWS,
        "may_import": not missing_permissions(Step.IMPORT, actor(user)),
        "comments": list(_comments(user)) if user.has_perm("essays.view_comment") else [],
    }


def _counts(user: Any) -> dict[str, int]:
    """Over all essays that stand; `binned` are the others."""
    stands = Q(deleted_at__isnull=True, collection__deleted_at__isnull=True)
    found = with_states(Essay.objects.all()).aggregate(
        returned=Count("pk", filter=stands & Q(review=Review.RETURNED) & is_of(user)),
        drafts=Count("pk", filter=stands & Q(review=Review.DRAFT) & is_of(user)),
        approved=Count("pk", filter=stands & Q(review=Review.APPROVED, publication=Publication.UNPUBLISHED)),
        warned=Count("pk", filter=stands & IS_WARNED),
        unsettled=Sum("unsettled_quotes", filter=stands),
        binned=Count("pk", filter=~stands),
    )
    return {name: count or 0 for name, count in found.items()}


def _tasks(user: Any, counts: dict[str, int]) -> Iterator[Waiting]:
    """What waits for `user` in person."""
    tabs = {tab.name: tab.count for tab in Queue(user, QueryDict()).counted_tabs()}
    queue = reverse("admin:essays_revision_queue")
    essays = reverse("admin:essays_essay_changelist")
    reviewing: tuple[tuple[str, Any, str], ...] = (
        ("open", _("To be reviewed by me"), "in_review"),
        ("mine", _("Assigned to me"), "in_review"),
        ("late", _("Overdue"), "returned"),
        ("sent", _("Submitted by me"), ""),
    )
    for name, words, tone in reviewing:
        if name in tabs and (name != "late" or user.has_perm(Permission.REVIEW)):
            yield Waiting(words, tabs[name], f"{queue}?tab={name}", tone)
    if user.has_perm("essays.change_essay"):
        yield Waiting(_("Returned to me"), counts["returned"], f"{essays}?review=returned&mine=yes", "returned")
        yield Waiting(_("My drafts"), counts["drafts"], f"{essays}?review=draft&mine=yes")


def _desk(user: Any, counts: dict[str, int]) -> Iterator[Waiting]:
    """What waits for anybody."""
    essays, quotes = reverse("admin:essays_essay_changelist"), reverse("admin:essays_quote_changelist")
    to_publish = f"{essays}?review=approved&publication=unpublished"
    unsettled = f"{quotes}?attribution__verdict__exact={Verdict.UNSETTLED.value}"
    yield Waiting(_("To be published"), counts["approved"], to_publish, "approved")
    if user.has_perm("essays.view_quote"):
        desk = reverse("admin:essays_quote_desk") if user.has_perms(JUDGING) else unsettled
        yield Waiting(_("Quotes to settle"), counts["unsettled"], desk, "warning")
    yield Waiting(_("With warnings"), counts["warned"], f"{essays}?warnings=yes", "warning")
    if counts["binned"] and user.has_perm("essays.delete_essay"):
        yield Waiting(_("In the recycle bin"), counts["binned"], f"{essays}?publication=bin")


def _imports() -> Any:
    return Source.objects.light().select_related("collection").order_by("-imported_at", "-id")[:MOST_ROWS]


def _publications() -> Any:
    """What has gone public; what is to go public comes among the changes."""
    now = timezone.now()
    moves = Transition.objects.filter(move=Move.PUBLISH, effective_at__lte=now, essay__in=Essay.objects.standing())
    return moves.select_related("by", "essay__collection").order_by("-effective_at", "-id")[:MOST_ROWS]


def _comments(user: Any) -> Any:
    """Open conversations `user` has begun or joined, or about a text of theirs."""
    joined = Comment.objects.filter(by=user, parent__isnull=False).order_by().values("parent")
    mine = Q(by=user) | Q(pk__in=joined) | Q(revision__submitted_by=user) | Q(revision__created_by=user)
    threads = Comment.objects.open().filter(mine, essay__in=Essay.objects.standing())
    return threads.select_related("revision", "by").order_by("-at", "-id")[:MOST_ROWS]
