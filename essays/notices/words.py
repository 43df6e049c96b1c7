"""What notices say, in the language of whoever reads them now, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.models import Notice, Revision, Transition
from essays.workflow import Move, Review, level_label, name_in_words

RELATED = (
    "transition__by",
    "transition__collection",
    "transition__revision__essay",
    "comment__by",
    "comment__revision",
)
TEMPLATES: Mapping[Move, Any] = {
    Move.SUBMIT: _("%(who)s submitted “%(text)s” for review"),
    Move.RECALL: _("%(who)s took “%(text)s” back out of review"),
    Move.ASSIGN: _("%(who)s assigned “%(text)s” to you"),
    Move.APPROVE: _("%(who)s approved “%(text)s”"),
    Move.RETURN: _("%(who)s returned “%(text)s”"),
    Move.PUBLISH: _("%(who)s published “%(text)s”"),
    Move.WITHDRAW: _("%(who)s withdrew “%(text)s”"),
}
ASSIGNED_UNTIL = _("%(who)s assigned “%(text)s” to you, due %(when)s")
PASSED = _("%(who)s passed “%(text)s”: %(level)s")
SCHEDULED = _("%(who)s scheduled “%(text)s” for %(when)s")
Counts = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Saying:
    """One line for one reader. `more` are the words somebody wrote with it: never mailed, they may quote paid text.

    `move` is the Move it tells of, "" for a comment; `is_over` when nothing waits for this role any more; `ids` the
    notices it stands for.
    """

    words: str
    more: str
    address: str
    move: str
    at: datetime
    is_read: bool
    is_over: bool
    ids: tuple[int, ...]


def sayings(notices: Sequence[Notice]) -> list[Saying]:
    """The notices of one user, which come with `RELATED`, as lines in the same order; two queries at most.

    What a whole role was told of one collection is one line, as long as it is unread.
    """
    groups: dict[Any, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(_subject(notice), []).append(notice)
    counts = _counts(notices)
    return [_saying(group, counts) for group in groups.values()]


def role_told(notice: Notice) -> str:
    """The review state in which a text waits for anybody of this reader's role; "" when they are meant themselves."""
    transition = notice.transition
    revision = transition.revision if transition else None
    if transition is None or revision is None or transition.collection_id is None:
        return ""
    if transition.move == Move.SUBMIT and revision.assignee_id != notice.user_id:
        return Review.IN_REVIEW.value
    if transition.move == Move.APPROVE and revision.submitted_by_id != notice.user_id:
        return transition.to_state
    return ""


def _subject(notice: Notice) -> Any:
    state = role_told(notice)
    if not state or notice.transition is None or notice.read_at is not None:
        return notice.pk
    return state, notice.transition.move, notice.transition.collection_id


def _counts(notices: Iterable[Notice]) -> Counts:
    """How many texts of a collection wait in a state now, by both."""
    turns = {(role_told(notice), notice.transition.collection_id) for notice in notices if notice.transition}
    found: dict[tuple[str, int], int] = {}
    for state, waiting in WAITING.items():
        wanted = [collection for told, collection in turns if told == state]
        if wanted:
            rows = waiting().filter(essay__collection__in=wanted, essay__deleted_at__isnull=True).order_by()
            counted = rows.values_list("essay__collection").annotate(found=Count("pk"))
            found |= {(state, collection): number for collection, number in counted}
    return found


def _to_publish() -> Any:
    """Approved last of their essay, and never public."""
    later = Revision.objects.filter(
        essay=OuterRef("essay"), number__gt=OuterRef("number"), review=Review.APPROVED
    ).order_by()
    return Revision.objects.filter(~Exists(later), review=Review.APPROVED, live_from__isnull=True)


WAITING = {Review.IN_REVIEW.value: Revision.objects.in_review, Review.APPROVED.value: _to_publish}


def _saying(group: Sequence[Notice], counts: Counts) -> Saying:
    newest, ids = group[0], tuple(notice.pk for notice in group)
    is_read = newest.read_at is not None
    if newest.comment is not None:
        words, address = _of_comment(newest.comment)
        return Saying(words, newest.comment.text, address, "", newest.at, is_read, False, ids)
    transition: Any = newest.transition
    state, why = role_told(newest), transition.why
    waiting = counts.get((state, transition.collection_id), 0)
    is_many = state and waiting > 1
    words, address = _of_many(state, transition.collection, waiting) if is_many else _of_move(transition, state)
    is_over = bool(state) and not waiting
    return Saying(words, why, address, transition.move, newest.at, is_read, is_over, ids)


def _of_comment(comment: Any) -> tuple[str, str]:
    names = {"who": _who(comment), "text": comment.revision}
    if comment.parent_id:
        words = gettext("%(who)s answered on “%(text)s”") % names
    else:
        words = gettext("%(who)s commented on “%(text)s”") % names
    return words, f"{_review(comment.revision)}#c-{comment.parent_id or comment.pk}"


def _of_move(transition: Any, state: str) -> tuple[str, str]:
    names = {
        "who": _who(transition),
        "text": transition.label,
        "when": _moment(transition.effective_at),
        "level": level_label(transition.level or 1),
        "move": transition.get_move_display(),
    }
    return _template(transition) % names, _place(transition, state)


def _of_many(state: str, collection: Any, waiting: int) -> tuple[str, str]:
    names = {"count": waiting, "collection": collection}
    if state == Review.IN_REVIEW:
        words = ngettext(
            "%(count)d text of “%(collection)s” waits for review",
            "%(count)d texts of “%(collection)s” wait for review",
            waiting,
        )
        return words % names, f"{reverse('admin:essays_revision_queue')}?{urlencode({'q': collection.title})}"
    words = ngettext(
        "%(count)d text of “%(collection)s” waits for publication",
        "%(count)d texts of “%(collection)s” wait for publication",
        waiting,
    )
    query = "review=approved&publication=unpublished"
    return words % names, f"{reverse('admin:essays_essay_changelist')}?collection={collection.pk}&{query}"


def _template(transition: Transition) -> str:
    move, when = Move(transition.move), transition.effective_at
    if move is Move.ASSIGN and when:
        return str(ASSIGNED_UNTIL)
    if move is Move.APPROVE and transition.to_state != Review.APPROVED:
        return str(PASSED)
    if move is Move.PUBLISH and when and when > transition.at:
        return str(SCHEDULED)
    return str(TEMPLATES.get(move, "%(who)s · %(move)s · %(text)s"))


def _who(made: Any) -> str:
    """Who made a transition or a comment."""
    return name_in_words(made.by_name) or str(made.by or gettext("somebody"))


def _moment(when: datetime | None) -> str:
    return date_format(localtime(when), "SHORT_DATETIME_FORMAT") if when else ""


def _review(revision: Revision) -> str:
    return reverse("admin:essays_revision_review", args=[revision.pk])


def _place(transition: Transition, state: str) -> str:
    """Where something can be done about it: an editor's form, a publisher's form, a reviewer's screen."""
    revision = transition.revision
    if revision is None:
        return reverse("admin:essays_transition_change", args=[transition.pk])
    is_for_form = transition.move in (Move.RETURN, Move.PUBLISH, Move.WITHDRAW) or state == Review.APPROVED
    if is_for_form:
        return reverse("admin:essays_essay_change", args=[revision.essay_id])
    return _review(revision)
