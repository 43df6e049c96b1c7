"""The real document, from the command to the pages: golden numbers, a crawl for every locked 12 characters."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from essays.documents.html import plain_body
from essays.models import Collection, Essay, Quote, Revision, Section
from tests.shared import REAL_DOCUMENT, needs_shared
from tests.wall.crawl import answers, unpacked

GRAM = 12  # characters (U2.2)
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)

pytestmark = [pytest.mark.django_db, needs_shared]


@pytest.fixture
def essays() -> list[Essay]:
    call_command("import_documents", str(REAL_DOCUMENT), "--publish", "--yes", stdout=StringIO(), stderr=StringIO())
    return list(Collection.objects.get().essays.order_by("number"))


def page(client: Client, essay: Essay) -> str:
    return client.get(essay.get_absolute_url()).content.decode()


def text_of(markup: str) -> str:
    return unescape(TAGS.sub("", markup))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def grams(text: str) -> set[str]:
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


def test_words_and_quotes_are_those_of_the_design(essays: list[Essay]) -> None:
    live = Revision.objects.live().order_by("essay__number")
    assert [(one.words, one.free_words) for one in live] == [(2719, 2719), (4936, 560), (3706, 0)]
    assert [(one.free_quotes, one.paid_quotes) for one in live] == [(17, 0), (1, 15), (0, 11)]


def test_a_strangers_free_text_ends_at_the_marker(essays: list[Essay], stranger: Client) -> None:
    free = list(Section.objects.live().filter(essay=essays[1], is_paid=False))
    assert plain_body(free[-1].body).endswith("创新发展先行者，奋力")
    shown = squeezed(text_of(page(stranger, essays[1])))
    assert "创新发展先行者，奋力" in shown
    assert "奋力展现" not in shown


def test_the_gate_tells_the_real_remainder(essays: list[Essay], stranger: Client) -> None:
    shown = squeezed(text_of(page(stranger, essays[1])))
    assert "本篇余下4,376字、3个小节、15则引语。" in shown
    assert "登录后回到“……创新发展先行者，奋力”这一处" in shown


def test_a_readers_sentence_is_unbroken(essays: list[Essay], reader: Client) -> None:
    markup = page(reader, essays[1])
    assert "奋力展现中国式现代化建设的新气象" in text_of(markup)
    assert markup.count('id="continue"') == 1


@pytest.mark.sqlite  # the canary crawl asks the same of both databases
def test_a_stranger_meets_no_twelve_locked_characters(essays: list[Essay], stranger: Client) -> None:
    rows = list(Section.objects.live().values_list("is_paid", "heading", "body"))
    locked = squeezed("\n".join(plain_body(body) for is_paid, _heading, body in rows if is_paid))
    captions = Quote.objects.live().confirmed().values_list("organisation", "title", "speaker")
    public = [plain_body(body) for is_paid, _heading, body in rows if not is_paid]
    public += [heading for _paid, heading, _body in rows]
    public += [f"{title}{subtitle}" for title, subtitle in Revision.objects.values_list("title", "subtitle")]
    public += ["".join(caption) for caption in captions]
    forbidden = grams(locked) - set().union(*(grams(squeezed(text)) for text in public))
    assert len(forbidden) > 7000
    seen: set[bytes] = set()
    for asked, response in answers(stranger, ways=1):
        content = unpacked(response.content)
        if content in seen:
            continue
        seen.add(content)
        body = content.decode(errors="replace")
        for shown in (squeezed(body), squeezed(text_of(body))):
            assert not grams(shown) & forbidden, asked


def test_a_reader_finds_every_character(essays: list[Essay], reader: Client) -> None:
    for essay in essays:
        shown = squeezed(text_of(page(reader, essay)))
        for body in Section.objects.live().filter(essay=essay).values_list("body", flat=True):
            for paragraph in plain_body(body).split("\n"):
                assert squeezed(paragraph) in shown


def test_importing_the_same_file_again_writes_nothing(essays: list[Essay]) -> None:
    before = list(Section.objects.order_by("pk").values()), list(Essay.objects.values_list("version", "updated_at"))
    call_command("import_documents", str(REAL_DOCUMENT), "--publish", "--yes", stdout=StringIO(), stderr=StringIO())
    after = list(Section.objects.order_by("pk").values()), list(Essay.objects.values_list("version", "updated_at"))
    assert after == before
