"""What a reader keeps: the place in each essay, essays and quotations put aside, and passages marked with notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .preferences import Preferences

LONGEST_NOTE = 2000
LONGEST_PASSAGE = 2000  # characters
MOST_HIGHLIGHTS = 5000  # of one reader


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a reader's tools say of one essay: whether it is put aside, and whether places are kept."""

    is_bookmarked: bool
    keeps_place: bool


class Kept(models.Model):
    """A row of one reader about one essay. It goes with the account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"))
    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="+", verbose_name=_("essay"))

    class Meta:
        abstract = True


class Place(Kept):
    """Where reading broke off: `anchor` is a paragraph's or a section's on the essay's page."""

    anchor = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [models.UniqueConstraint(fields=["user", "essay"], name="place_one_an_essay")]
        indexes = [models.Index(fields=["user", "-at"], name="place_newest")]

    def __str__(self) -> str:
        return f"{self.essay_id}#{self.anchor}"

    @classmethod
    def keep(cls, user: Any, essay: int, anchor: str) -> None:
        cls.objects.update_or_create(user=user, essay_id=essay, defaults={"anchor": anchor, "at": timezone.now()})


class ReadingList(models.Model):
    """A reader's own list of what is put aside."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("reading list")
        verbose_name_plural = _("reading lists")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="reading_list_name_once")]

    def __str__(self) -> str:
        return self.name


class Bookmark(Kept):
    """An essay put aside, or one of its quotations: `quote` is the quotation's lasting uid."""

    quote = models.CharField(max_length=10, blank=True)
    reading_list = models.ForeignKey(ReadingList, models.SET_NULL, null=True, blank=True, related_name="bookmarks")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "essay", "quote"], name="bookmark_once")]

    def __str__(self) -> str:
        return self.quote or str(self.essay_id)


class Highlight(Kept):
    """A marked passage inside one paragraph, found again by the section's uid and by its words.

    `start` is the offset of `text` in the paragraph that bore the name `s-<section>-<number>` when it was marked.
    """

    section = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    text = models.TextField(max_length=LONGEST_PASSAGE)
    note = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("highlight")
        verbose_name_plural = _("highlights")
        ordering = ["essay_id", "created_at", "id"]
        indexes = [models.Index(fields=["user", "essay"], name="highlight_of_reader")]

    def __str__(self) -> str:
        return f"{self.essay_id}#s-{self.section}-{self.number}"

    @property
    def paragraph(self) -> str:
        """The name of the paragraph it was marked in."""
        return f"s-{self.section}-{self.number}"


def keeping(user: Any, essay: int) -> Keeping:
    """One query."""
    own = {"user": models.OuterRef("pk")}
    row = (
        get_user_model()
        .objects.filter(pk=user.pk)
        .values_list(
            models.Exists(Bookmark.objects.filter(**own, essay=essay, quote="")),
            models.Exists(Preferences.objects.filter(**own, keeps_place=False)),
        )
        .get()
    )
    return Keeping(row[0], not row[1])
