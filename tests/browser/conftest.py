"""Debian's Chromium, driven by Playwright, on Django's live server."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.factories import PASSWORD

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60  # seconds: machines that run tests are shared
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`CSP: ${event.effectiveDirective} forbids ${event.blockedURI} at ${event.sourceFile}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="needs Chromium (Debian: apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's synchronous interface keeps a loop running in this thread; Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=FLAGS,
            # Playwright switches the back/forward cache off, and a page shown again from it would not be noticed.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """Console errors, uncaught errors and CSP violations of every page opened in the test."""
    return []


@pytest.fixture
def new_context(browser: Browser, live_server: Any, complaints: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Makes contexts on the live server: `new_context(viewport={"width": 390, "height": 844}, …)`."""
    opened: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        defaults = {"base_url": live_server.url, "locale": "zh-CN", "viewport": {"width": 1280, "height": 900}}
        context = browser.new_context(**{**defaults, **options})
        context.set_default_timeout(1000 * PATIENCE)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", lambda message: _note(complaints, message.type, message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.set_offline(True)  # what a page sends when it closes would meet a database that is being emptied
        context.close()
    _wait_until_quiet(live_server.thread)


def _wait_until_quiet(server: Any) -> None:
    """Let the server answer what it was asked: to empty tables that a request holds is a deadlock."""
    # Whoever connected before this is accepted before it, and has a thread from then on.
    socket.create_connection((server.host, server.port)).close()
    deadline = time.monotonic() + PATIENCE
    while busy := [thread.name for thread in threading.enumerate() if "process_request_thread" in thread.name]:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the live server is still busy {PATIENCE} s after the last page closed: {busy}")
        time.sleep(0.005)


def _note(complaints: list[str], kind: str, text: str) -> None:
    if kind == "error":
        complaints.append(text)


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def log_in() -> Callable[..., None]:
    """`log_in(page, user)` through the real form; `at` is the page it starts from."""

    def through_form(page: Page, user: Any, at: str = "/accounts/login/") -> None:
        page.goto(at)
        page.fill("input[name=login]", user.get_username())
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")

    return through_form
