"""The desk speaks Chinese (U7.1), and English to who chose it: no word of the other language on any of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from lxml import html

from essays.models import Collection, Essay
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay, make_quote, publish
from tests.wall.matrix import a_row_of_each, doors

from .forms import action, words_of

pytestmark = pytest.mark.django_db

# Names that Chinese text writes in Latin letters too: formats, the marker's words, keys, the other language.
NAMES = {"CKEditor", "HTML", "JSON", "LDAP", "paidbegin", "paidend", "Control", "Ctrl", "Command", "English"}
# Alternative texts that Django writes into its pages untranslated: the search's glass, the tick, the cross.
FIXED_BY_DJANGO = {"Search", "True", "False"}
LATIN_WORD = re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{4,}(?![0-9A-Za-z])")
HAN = re.compile("[\u3400-\u9fff]+")
SILENT = {"script", "style", "template", "bdi"}  # Django sets what is left of a masked password in <bdi>
SPOKEN = ("title", "placeholder", "aria-label", "alt", "label")
PRESSED = {"submit", "button", "reset"}
# Not pages, and Django's own about accounts.
NO_PAGES = {"jsi18n", "autocomplete", "auth_group_delete", "auth_user_delete", "auth_user_password_change"}
DOCUMENT = """小路心得体会（3篇）
篇1：小路心得体会
“路是人走出来的。”王大山说，##paidbegin##句中断开。
"""


@pytest.fixture
def desk(cast: Cast, tmp_path: Path) -> Collection:
    """A little of everything the desk can show."""
    collection = make_collection("乡村小路心得体会", 2)
    first = collection.essays.get(number=1)
    make_quote(first, "路修好了。", "王大山")
    make_quote(first, "桥也修好了。", "王大山", confirmed=True)
    publish(collection)
    revision = make_essay(collection, 3).freeze(by=COMMAND_LINE)
    revision.submit(by=COMMAND_LINE)
    revision.return_to_editor(by=COMMAND_LINE, why="请补上小标题。")
    path = tmp_path / "小路.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    call_command("import_documents", str(path), lang="zh-hans", jobs=0, verbosity=0)
    return collection


def own_pages() -> Iterator[str]:
    """The pages that stand without a row: overview, password, each model's list and empty form."""
    yield reverse("admin:index")
    yield reverse("admin:password_change")
    for model in admin.site._registry:
        yield page_of(model, "changelist")
        yield page_of(model, "add")


def pages_of_rows() -> Iterator[str]:
    """Form and history of each model's first row, and its deletion.

    The deletion of accounts and roles is left out: Django lists what links them by the names of its classes.
    """
    for model in admin.site._registry:
        row = model._default_manager.order_by("pk").first()
        if row is None:
            continue
        pages = ("change", "history") if model._meta.app_label == "auth" else ("change", "history", "delete")
        yield from (page_of(model, page, row.pk) for page in pages)


def page_of(model: type[Model], page: str, *arguments: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def said(element: Any) -> Iterator[str]:
    """What an element shows or reads out: its text, its tooltips, the words on its buttons."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    yield element.text or ""
    yield from (element.get(name, "") for name in SPOKEN)
    if element.tag == "input" and element.get("type") in PRESSED:
        yield element.get("value", "")
    for child in element:
        yield from said(child)
        yield child.tail or ""


def words_in(response: Any, pattern: re.Pattern[str]) -> set[str]:
    tree = html.document_fromstring(response.content.decode())
    return {word for text in said(tree) for word in pattern.findall(text)}


def people() -> set[str]:
    return set(get_user_model().objects.values_list("username", flat=True))


def strangers(client: Client, pages: Iterable[str], pattern: re.Pattern[str], known: set[str]) -> dict[str, set[str]]:
    """Per page the words of `pattern` that are not known. Forms that the desk does not offer are skipped."""
    answers = {page: client.get(page, follow=True) for page in pages}
    assert {answer.status_code for answer in answers.values()} <= {200, 403}
    found = {page: words_in(answer, pattern) - known for page, answer in answers.items() if answer.status_code == 200}
    assert len(found) > len(admin.site._registry)
    return {page: words for page, words in found.items() if words}


def test_every_page_of_the_desk_is_in_chinese(superuser: Client, desk: Collection) -> None:
    known = NAMES | FIXED_BY_DJANGO | people()

    assert strangers(superuser, [*own_pages(), *pages_of_rows()], LATIN_WORD, known) == {}


def test_the_pages_of_each_role_are_in_chinese(cast: Cast, desk: Collection) -> None:
    known = NAMES | FIXED_BY_DJANGO | people()
    form = page_of(Essay, "change", desk.essays.get(number=1).pk)
    pages = [reverse("admin:index"), page_of(Essay, "changelist"), form]

    for user in cast.staff.values():
        client = client_of(user)
        assert [words_in(client.get(page), LATIN_WORD) - known for page in pages] == [set()] * len(pages), user


def test_every_other_address_of_the_desk_is_in_chinese(cast: Cast, superuser: Client) -> None:
    """The queue, the review, comparisons, imports, links and all the rest, whatever is added."""
    addresses = [door.address for door in doors(a_row_of_each(cast)) if door.name not in NO_PAGES]
    answers = {address: superuser.get(address, follow=True) for address in addresses}
    is_page = {address: one.status_code == 200 and "html" in one["Content-Type"] for address, one in answers.items()}
    pages = {address: one for address, one in answers.items() if is_page[address] and one.content}
    known = NAMES | FIXED_BY_DJANGO | people() | {"docx", "html", "markdown", "text", "example"}  # suffixes, a mail
    known |= {"Word", "EPUB", "Markdown", "http", "testserver", "essays"}  # of the public page behind a link

    assert len(pages) > 60
    found = {address: words_in(page, LATIN_WORD) - known for address, page in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("move", ["return_to_editor", "publish", "withdraw", "discard"])
def test_the_questions_before_a_move_are_in_chinese(superuser: Client, desk: Collection, move: str) -> None:
    live, essay = desk.essays.get(number=1), desk.essays.get(number=3)
    essay.submit(by=COMMAND_LINE)
    if move == "publish":
        essay.approve(by=COMMAND_LINE)
    page = superuser.post(page_of(Essay, "changelist"), action(move, live if move == "withdraw" else essay))

    assert "以下" in page.content.decode()
    assert words_in(page, LATIN_WORD) - NAMES - people() == set()


@pytest.mark.parametrize("move", ["submit_for_review", "approve"])
def test_what_the_desk_answers_is_in_chinese(superuser: Client, desk: Collection, move: str) -> None:
    page = superuser.post(page_of(Essay, "changelist"), action(move, *desk.essays.all(), warned="on"), follow=True)

    answers = words_of(page) + html.document_fromstring(page.content.decode()).text_content()
    assert HAN.search(words_of(page)) or "这些" in answers
    assert set(LATIN_WORD.findall(words_of(page))) <= {"strong"}


def test_the_desk_is_in_english_for_who_chose_it(superuser: Client) -> None:
    superuser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    roles = set(Group.objects.values_list("name", flat=True))
    known = {settings.SITE_NAME, settings.SITE_SEAL, "简体中文", *roles}
    pages = [page for page in own_pages() if "/lexiconentry/" not in page]  # a list of Chinese words

    assert strangers(superuser, pages, HAN, known) == {}
