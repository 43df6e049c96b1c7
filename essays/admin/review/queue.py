"""What waits for review, cut into tabs, searched, and in turn: the queue and the way from one item to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from essays.models import Revision
from essays.workflow import LEVELS, Permission

EVERYTHING, OPEN = "all", "open"
LONGEST_SEARCH = 100
SEARCHED = (
    "title",
    "subtitle",
    "essay__collection__title",
    "submitted_by__username",
    "submitted_by__last_name",
    "submitted_by__first_name",
)
NEEDED = ("essay__collection", "submitted_by", "assignee")


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    words: Any
    count: int
    is_chosen: bool
    address: str


def tabs_of(user: Any) -> Mapping[str, tuple[Any, Q]]:
    """The tabs `user` has use for, as words and conditions on revisions `for_reviewer(user)`."""
    reviewing = {
        OPEN: (_("I may approve"), Q(is_open=True)),
        "mine": (_("Mine"), Q(assignee=user)),
        "free": (_("To be claimed"), Q(assignee__isnull=True, is_open=True)),
    }
    submitting = {"sent": (_("Submitted by me"), Q(submitted_by=user))}
    last = settings.REVIEW_LEVELS
    levels = {
        f"level{level}": (words, Q(level__gte=level) if level == last else Q(level=level))
        for level, words in enumerate(LEVELS[last], start=1)
    }
    return {
        EVERYTHING: (_("All"), Q()),
        **(reviewing if user.has_perm(Permission.REVIEW) else {}),
        **(submitting if user.has_perm(Permission.SUBMIT) else {}),
        "late": (_("Late"), Q(due_at__lte=timezone.now())),
        "blocked": (_("With blocking issues"), Q(blocks__gt=0)),
        **(levels if last > 1 else {}),
    }


class Queue:
    """The queue as one user has it before them: a tab of it, what was searched for, what texts are compared with."""

    def __init__(self, user: Any, data: QueryDict, default: str = EVERYTHING) -> None:
        self.user = user
        self.tabs = tabs_of(user)
        asked = data.get("tab", "")
        self.tab = asked if asked in self.tabs else default if default in self.tabs else EVERYTHING
        self.versus = data.get("with", "")[:LONGEST_SEARCH]
        self.search = data.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]

    @cached_property
    def query(self) -> str:
        """Tab and search as the query of an address."""
        return urlencode({"tab": self.tab, **({"q": self.search} if self.search else {})})

    @property
    def address(self) -> str:
        return f"{reverse('admin:essays_revision_queue')}?{self.query}"

    def screen_of(self, revision: Revision, versus: str = "") -> str:
        """The address of a revision's review as one of this queue, compared as the one before it was."""
        choice = versus or self.versus
        query = self.query + (f"&{urlencode({'with': choice})}" if choice else "")
        return f"{reverse('admin:essays_revision_review', args=[revision.pk])}?{query}"

    def _found(self) -> QuerySet[Revision]:
        rows = Revision.objects.waiting().for_reviewer(self.user)
        for word in self.search.split():
            together = Q()
            for field in SEARCHED:
                together |= Q(**{f"{field}__icontains": word})
            rows = rows.filter(together)
        return rows

    def rows(self) -> QuerySet[Revision]:
        """The chosen tab, the longest waiting first."""
        _words, condition = self.tabs[self.tab]
        rows: Any = self._found().filter(condition)
        return rows.in_turn().select_related(*NEEDED)

    def counted_tabs(self) -> Iterator[Tab]:
        counts = self._found().aggregate(
            **{name: Count("pk", filter=condition) for name, (_words, condition) in self.tabs.items()}
        )
        search = {"q": self.search} if self.search else {}
        for name, (words, _condition) in self.tabs.items():
            address = "?" + urlencode({"tab": name, **search})
            yield Tab(name, words, counts[name], name == self.tab, address)

    def after(self, revision: Revision) -> Revision | None:
        """The next of the tab; past the last one the first again, unless it is `revision` itself."""
        others = self.rows().exclude(pk=revision.pk)
        return others.filter(_behind(revision)).first() or others.first()

    def before(self, revision: Revision) -> Revision | None:
        others = self.rows().exclude(pk=revision.pk)
        return others.exclude(_behind(revision)).last() or others.last()

    def place_of(self, revision: Revision) -> tuple[int, int]:
        """Which one it is, from 1 (0: none of this tab), and of how many."""
        rows = self.rows().order_by()
        counts = rows.aggregate(
            all=Count("pk"), itself=Count("pk", filter=Q(pk=revision.pk)), later=Count("pk", filter=_behind(revision))
        )
        return (counts["all"] - counts["later"]) * counts["itself"], counts["all"]


def _behind(revision: Revision) -> Q:
    if revision.submitted_at is None:
        return Q()
    return Q(submitted_at__gt=revision.submitted_at) | Q(submitted_at=revision.submitted_at, pk__gt=revision.pk)
