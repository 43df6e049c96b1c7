from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.workflow import Actor, Move, Permission, Review, TransitionNotAllowed, actor, require

from .revision import Revision

SALT = "essays.review-link"
MOST_DAYS = 30


def new_key() -> str:
    return secrets.token_urlsafe(24)


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    def open(self) -> ReviewLinkQuerySet:
        """Neither expired, revoked, nor used for a decision."""
        return self.filter(expires_at__gt=timezone.now(), revoked_at__isnull=True, decided_at__isnull=True)

    def valid(self) -> ReviewLinkQuerySet:
        """Open ones that still lead somewhere: the essay stands, and what is to be decided waits at its level."""
        waits = models.Q(revision__review=Review.IN_REVIEW, revision__level=models.F("level"))
        standing = visible_to(STRANGER, "revision__essay__")
        return self.open().filter(standing, models.Q(may_decide=False) | waits)

    def of_token(self, token: str) -> ReviewLink | None:
        """The valid link whose address holds this token; None for anything else, whatever is wrong with it."""
        try:
            key = _signer().unsign(token)
        except BadSignature:
            return None
        return self.valid().filter(key=key).select_related("revision__essay__collection").first()

    def invite(self, revision: Revision, *, name: str, days: int, may_decide: bool, by: Any) -> ReviewLink:
        """Make a link for one person, valid for 1 to 30 days. Raises TransitionNotAllowed."""
        who = actor(by)
        with transaction.atomic():
            check_invitation(revision, who, may_decide=may_decide)
            if not 1 <= days <= MOST_DAYS:
                raise TransitionNotAllowed(_("A link is valid for 1 to %(most)d days.") % {"most": MOST_DAYS})
            if not name.strip():
                raise TransitionNotAllowed(_("Say who the link is for."))
            link = self.create(
                revision=revision,
                name=name.strip(),
                may_decide=may_decide,
                level=revision.level,
                created_by=who.user,
                expires_at=timezone.now() + timedelta(days=days),
            )
            revision._log(Move.INVITE, "", link.name, who, "", link.expires_at, link.level)
        return link


def check_invitation(revision: Revision, who: Actor, *, may_decide: bool) -> None:
    """Raise TransitionNotAllowed unless `who` may make a link to it: a deciding one gives no more than they have."""
    require(who, Permission.INVITE)
    if may_decide and (objection := revision.objection(by=who)):
        raise TransitionNotAllowed(objection)
    revision._check_stands()


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")


class ReviewLink(models.Model):
    """A link by which one person without an account reads one revision, and may decide on it with `may_decide`."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="links", verbose_name=_("revision"))
    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=100, help_text=_("Who the link is for; logged with what they do."))
    may_decide = models.BooleanField(_("may approve or return"), default=True)
    level = models.PositiveSmallIntegerField(_("level of review"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    expires_at = models.DateTimeField(_("expires at"))
    opened_at = models.DateTimeField(_("last opened at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("review link")
        verbose_name_plural = _("review links")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} · {self.revision}"

    def get_absolute_url(self) -> str:
        return reverse("review_link", args=[self.token])

    @property
    def token(self) -> str:
        return _signer().sign(self.key)

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.decided_at is None and self.expires_at > timezone.now()

    def revoke(self, *, by: Any) -> None:
        who = actor(by)
        with transaction.atomic():
            require(who, Permission.REVOKE)
            if not ReviewLink.objects.open().filter(pk=self.pk).update(revoked_at=timezone.now()):
                raise TransitionNotAllowed(_("This link is closed already."))
            self.refresh_from_db()
            self.revision._log(Move.REVOKE, self.name, "", who, "", level=self.level)

    def decide(self, move: Move, *, why: str = "") -> Revision:
        """Approve or return the revision in this person's name, once; of two at the same time one is refused."""
        who = Actor(name=self.name, grants=frozenset({Permission.REVIEW}))
        with transaction.atomic():
            valid = ReviewLink.objects.valid().filter(pk=self.pk, may_decide=True)
            used = ReviewLink.objects.open().filter(pk__in=valid.values("pk"))
            if not used.update(decided_at=timezone.now()):
                raise TransitionNotAllowed(_("This link is closed already."))
            revision = Revision.objects.select_related("essay").get(pk=self.revision_id)
            if move is Move.APPROVE:
                return revision.approve(by=who, why=why, level=self.level)
            if move is Move.RETURN and revision.level == self.level:
                return revision.return_to_editor(by=who, why=why)
            raise TransitionNotAllowed(_("Somebody else has moved this revision meanwhile."))
