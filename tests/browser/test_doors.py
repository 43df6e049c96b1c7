"""Doors in Chromium: a decision by link without an account, and publication planned on the page that asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import ReviewLink, Revision, Transition
from essays.workflow import Move, Publication, Review
from tests.conftest import Cast
from tests.factories import PAID, make_essay

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_person_without_an_account_approves_by_link(
    cast: Cast, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    """Only a browser shows that the policy on referrers lets the form through the check against forgery."""
    revision = make_essay().submit(by=cast.editor)
    link = ReviewLink.objects.invite(revision, name="周主任", days=7, may_decide=True, by=cast.reviewer)
    context = new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    referers = []
    page.on("request", lambda request: referers.append(request.headers.get("referer", "")))

    page.goto(link.get_absolute_url())
    expect(page.locator(".prose")).to_contain_text(PAID)
    page.fill("textarea[name=remark]", "同意发布")
    page.click("button[value=approve]")

    page.wait_for_url("**/review/thanks/")
    assert not any(link.key in referer for referer in referers)
    assert "sessionid" not in {cookie["name"] for cookie in context.cookies()}
    revision.refresh_from_db()
    assert revision.review == Review.APPROVED
    assert Transition.objects.get(move=Move.APPROVE).by_name == "周主任"
    assert complaints == []


def test_publication_is_planned_on_the_page_that_asks(
    cast: Cast, page: Page, log_in: Callable[..., None], complaints: list[str]
) -> None:
    essay = make_essay()
    essay.submit(by=cast.editor).approve(by=cast.reviewer)
    log_in(page, cast.publisher)
    soon = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.click("button.door-publish")
    page.fill("input[name=at]", soon)
    page.locator(".door-form input[type=submit]").press("Enter")

    expect(page.locator(".public-now .badge, .public-now .sentence").first).to_be_visible()
    assert Revision.objects.get().publication is Publication.SCHEDULED
    assert complaints == []
