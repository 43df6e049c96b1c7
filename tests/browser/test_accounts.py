"""Accounts in a real browser: passkeys on a virtual authenticator, every page of an account by axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import Cast
from tests.factories import PASSWORD

from .faces import THEMES, choose_theme

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

STRANGERS = ("login/", "signup/", "password/reset/", "password/reset/done/", "confirm-email/x/")
OWNERS = (
    "", "email/", "password/change/", "delete/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/",
)  # fmt: skip


@pytest.fixture
def device(context: BrowserContext, page: Page) -> Any:
    """A device with a fingerprint reader that always agrees."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def at(live_server: Any, address: str) -> str:
    """A passkey belongs to a name; an address of numbers is none."""
    return f"http://localhost:{live_server.thread.port}{address}"


def confirm(page: Page) -> None:
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="继续").click()


def test_a_passkey_is_added_and_logs_in_alone(
    live_server: Any, page: Page, device: Any, cast: Cast, log_in: Callable[..., None], complaints: list[str]
) -> None:
    log_in(page, cast.reader, at(live_server, "/accounts/login/"))
    page.goto(at(live_server, "/accounts/2fa/webauthn/add/"))
    confirm(page)
    page.fill("input[name=name]", "办公室电脑")
    page.get_by_label("只用这把密钥登录").check()
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")

    page.get_by_role("button", name="退出").click()
    page.goto(at(live_server, "/accounts/login/?next=/quotes/"))
    page.get_by_role("button", name="用通行密钥登录").click()
    expect(page).to_have_url(at(live_server, "/quotes/"))
    expect(page.get_by_role("link", name="账号")).to_be_visible()
    assert complaints == []


def test_a_passkey_beside_the_password(
    live_server: Any, page: Page, device: Any, cast: Cast, log_in: Callable[..., None]
) -> None:
    log_in(page, cast.reader, at(live_server, "/accounts/login/"))
    page.goto(at(live_server, "/accounts/2fa/webauthn/add/"))
    confirm(page)
    page.get_by_role("button", name="添加").click()
    page.get_by_role("button", name="退出").click()

    log_in(page, cast.reader, at(live_server, "/accounts/login/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("两步验证")
    page.get_by_role("button", name="使用通行密钥").click()
    expect(page.get_by_role("link", name="账号")).to_be_visible()


def test_a_device_that_does_not_answer_is_said(live_server: Any, page: Page, device: Any, cast: Cast) -> None:
    page.goto(at(live_server, "/accounts/login/"))
    page.get_by_role("button", name="用通行密钥登录").click()

    expect(page.get_by_role("alert")).to_have_text("密钥没有应答，请重试。")


def test_without_scripts_no_passkey_is_offered(new_context: Callable[..., BrowserContext], cast: Cast) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="用通行密钥登录")).to_be_hidden()
    page.fill("input[name=login]", "reader")
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    expect(page.get_by_text("此处无法使用通行密钥")).to_be_visible()


@pytest.mark.parametrize("theme", THEMES)
def test_every_page_of_an_account_is_accessible_and_fits(
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    cast: Cast,
    log_in: Callable[..., None],
    theme: str,
) -> None:
    context = new_context(viewport={"width": 320, "height": 700})
    choose_theme(context, theme, live_server.url)
    page = context.new_page()
    for address in STRANGERS:
        _is_sound(page, f"/accounts/{address}")
    log_in(page, cast.reader)
    page.goto("/accounts/reauthenticate/")
    confirm(page)
    for address in OWNERS:
        _is_sound(page, f"/accounts/{address}")


def _is_sound(page: Page, address: str) -> None:
    page.goto(address)
    found = Axe().run(page).response["violations"]
    assert [(address, one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
