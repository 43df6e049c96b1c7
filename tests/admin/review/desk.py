"""The addresses of the review, and what a browser posts to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essays.models import Collection, Comment, Essay, Revision
from essays.workflow import Review

QUEUE = "/admin/essays/revision/queue/"


def screen(revision: Revision) -> str:
    return reverse("admin:essays_revision_review", args=[revision.pk])


def page(client: Client, revision: Revision, query: str = "") -> Any:
    return client.get(f"{screen(revision)}?{query}")


def decide(client: Client, revision: Revision, move: str, **more: Any) -> Any:
    return client.post(screen(revision), {"do": move, "level": revision.level, **more})


def say(client: Client, revision: Revision, text: str, **more: Any) -> Any:
    return client.post(reverse("admin:essays_revision_comment", args=[revision.pk]), {"text": text, **more})


def settle(client: Client, revision: Revision, comment: Comment, do: str) -> Any:
    return client.post(reverse("admin:essays_revision_resolve", args=[revision.pk, comment.pk]), {"do": do})


def bulk(client: Client, move: str, *revisions: Revision, **more: Any) -> Any:
    chosen = [f"{revision.pk}.{revision.level}" for revision in revisions]
    return client.post(QUEUE, {"do": move, "chosen": chosen, **more}, follow=True)


def state(revision: Revision) -> str:
    return str(Revision.objects.get(pk=revision.pk).review)


def many(number: int, by: Any) -> None:
    """So many revisions in review, each of its own essay."""
    now = timezone.now()
    collection = Collection.objects.create(title="一册")
    essays = Essay.objects.bulk_create(Essay(collection=collection, number=n, title=f"第{n}篇") for n in range(number))
    Revision.objects.bulk_create(
        Revision(
            essay=essay,
            number=1,
            title=essay.title,
            digest=str(n),
            review=Review.IN_REVIEW,
            submitted_at=now - timedelta(minutes=n),
            submitted_by=by,
            blocks=n % 7 == 0,
        )
        for n, essay in enumerate(essays)
    )
