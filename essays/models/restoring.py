"""An earlier revision brought back into the working copy, row by row under the lasting names; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.workflow import Actor, Move, TransitionNotAllowed, actor, require

from .freezing import QUOTE_FIELDS, SECTION_FIELDS, digest_of, working_copies
from .quote import Quote
from .section import Section
from .tidying import keep_quotes

if TYPE_CHECKING:
    from .essay import Essay
    from .revision import Revision

CHANGE_ESSAY = "essays.change_essay"


def restore(essay: Essay, revision: Revision, *, by: Any, why: str = "", version: int | None = None) -> Any:
    """Make the working copy say what `revision` says; returns the new revision that holds it.

    What stood before is frozen first. With `version`, only while it is still the essay's own: StaleVersionError
    otherwise. Raises TransitionNotAllowed.
    """
    who = actor(by)
    with transaction.atomic():
        _check(essay, revision, who)
        essay.claim_version(version)
        essay.refresh_from_db()
        if digest_of(essay, working_copies([essay])[essay.pk]) == revision.digest:
            raise TransitionNotAllowed(_("The working copy says what “%(revision)s” says.") % {"revision": revision})
        names = {"number": revision.number}
        before = essay.freeze(who, note=gettext("Before restoring r%(number)s") % names)
        essay.title, essay.subtitle = revision.title, revision.subtitle
        essay.save(update_fields=["title", "subtitle", "updated_at"])
        _restore_rows(essay, revision)
        restored = essay.freeze(who, note=gettext("Restored from r%(number)s") % names)
        restored._log(Move.REVERT, f"r{before.number}", f"r{revision.number}", who, why)
    return restored


def _check(essay: Essay, revision: Revision, who: Actor) -> None:
    require(who, CHANGE_ESSAY)
    if revision.essay_id != essay.pk:
        raise TransitionNotAllowed(_("“%(revision)s” is of another essay.") % {"revision": revision})
    revision._check_stands()


def _restore_rows(essay: Essay, revision: Revision) -> None:
    sections = _restore_sections(essay, revision)
    working = list(Quote.objects.working().filter(essay=essay).select_related("attribution").order_by("position"))
    by_uid = {quote.uid: quote for quote in working}
    section_of = {section.uid: section for section in sections}
    restored = []
    for frozen in Quote.objects.filter(revision=revision).select_related("attribution", "section"):
        quote = by_uid.pop(frozen.uid, None) or Quote(essay=essay)
        for name in QUOTE_FIELDS:
            setattr(quote, name, getattr(frozen, name))
        quote.attribution = frozen.attribution
        quote.section = section_of[frozen.section.uid] if frozen.section else None
        restored.append(quote)
    keep_quotes(restored, list(by_uid.values()), sections)
    Section.objects.working().filter(essay=essay).exclude(uid__in=section_of).delete()


def _restore_sections(essay: Essay, revision: Revision) -> Sequence[Section]:
    """The rows of the working copy that stand for those of the revision, in order; others are left as they are."""
    working = {section.uid: section for section in Section.objects.working().filter(essay=essay)}
    sections = []
    for frozen in Section.objects.filter(revision=revision).order_by("position", "id"):
        section = working.get(frozen.uid) or Section(essay=essay)
        for name in SECTION_FIELDS:
            setattr(section, name, getattr(frozen, name))
        sections.append(section)
    Section.objects.bulk_create(section for section in sections if section.pk is None)
    Section.objects.bulk_update((section for section in sections if section.uid in working), list(SECTION_FIELDS))
    return sections
