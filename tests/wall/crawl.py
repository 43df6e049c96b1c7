"""Every answer a client can get of the public site: known and guessed addresses, links, methods, headers."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import product

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from essays.models import Collection, Essay, Quote, Speaker
from essays.sitemaps import SITEMAPS
from tests.routes import ARGUMENTS

ARCHIVE = b"PK\x03\x04"
MADE = re.compile(rb"<dcterms:(?:created|modified)[^>]*>[^<]*")
CSRF_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
SIGNED = ("/review/", "/review/guess/", "/review/guess.guess/", "/en/review/guess/")  # without a signature
TWINS = (
    "/en/quotes/",
    "/en/speakers/",
    "/hant/",
)  # many pages of one making: their ways are tried in the other language
SLOW_TWINS = re.compile(r"\.(?:docx|txt)$|/collections/\d+\.\w+$")  # made as an essay's .epub is, whose ways are tried
NUMBER_OR_NAME = re.compile(r"/(?:\d+|[a-z2-9]{10})(?=[/.])")
TOPIC = re.compile(r"/topics/[^/]+/$")
FEW_TOPICS = 2  # of pages made alike, asked for in every way
SEARCHES = tuple(
    f"{language}/search/{what}?q={words}{more}"
    for language in ("", "/en", "/hant")
    for words in ("CANARY", "龘靐", "金丝雀", "讲话人:CANARY", "CANARY 龘")
    for what, more in [
        ("suggest/", ""),
        *(("", f"&page={page}") for page in range(1, 8)),
        *(("", f"&kind={kind}") for kind in ("text", "heading", "quote", "speaker", "title")),
    ]
)
LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")
QUERIES = (
    "?page=2", "?page=99999", "?page=-1", "?page=x", "?format=json", "?print=1", "?preview=1", "?revision=1",
    "?paid=1", "?speaker=1", "?collection=1&free=1", "?organisation=CANARY", "?q=CANARY", "?hl=CANARY",
    "?next=/essays/2/", "?ordering=body", "?is_paid=False", "?lang=en",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {"Accept": "*/*"},
    {"Accept": "application/json"},
    {"Accept": "text/markdown"},
    {"Range": "bytes=0-99999"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
    {"User-Agent": "GPTBot/1.2"},
    {"X-Requested-With": "XMLHttpRequest"},
    {"X-Forwarded-For": "127.0.0.1"},
    {"Accept-Encoding": "identity"},
    {"Accept-Language": "zh-TW"},
)


def addresses() -> Iterator[str]:
    """Each public route in both languages, with every id there is and some that are guessed."""
    ids = {
        "collection": _guesses(Collection),
        "essay": _guesses(Essay),
        "speaker": _guesses(Speaker),
        "sitemap": [*SITEMAPS, "nothing"],
        "word": ["CANARY"],
        "quote": ["guessguess", *Quote.objects.order_by("uid").values_list("uid", flat=True).distinct()],
    }
    for language, (name, arguments) in product(("zh-hans", "en"), ARGUMENTS.items()):
        for values in product(*(ids[argument] for argument in arguments)):
            with translation.override(language):
                yield reverse(name, args=values)


def _guesses(model: type[Model]) -> list[int]:
    """Every id there is, those beside it, and the first ones; a sequence may have begun anywhere."""
    known = set(model._default_manager.values_list("pk", flat=True))
    return sorted({1, 2, 3} | {pk + step for pk in known for step in range(4)})


def answers(client: Client, *, ways: int | None = None) -> Iterator[tuple[str, HttpResponse]]:
    """What `client` gets: (what was asked, answer).

    Pages that are there are asked for in every way: all of them, or `ways` of each route.
    """
    tried: Counter[str] = Counter()
    seen: set[str] = set()
    found: list[str] = []
    waiting = [
        *addresses(),
        "/robots.txt",
        "/sitemap.xml",
        "/feed/",
        "/llms.txt",
        "/essays/",
        "/nowhere/",
        *SIGNED,
        *SEARCHES,
    ]
    while waiting:
        address = waiting.pop(0)
        if address in seen or not address.startswith("/") or address.startswith(("/static/", "/admin/")):
            continue
        seen.add(address)
        response = client.get(address)
        yield f"GET {address}", response
        if not address.startswith(TWINS):
            yield f"HEAD {address}", client.head(address)
        if "html" in response.get("Content-Type", "") and "?" not in address:
            waiting += LINK.findall(response.content.decode())
        is_plain = "/accounts/" not in address and "?" not in address and not address.startswith(TWINS)
        is_plain = is_plain and not SLOW_TWINS.search(address)
        if response.status_code == 200 and is_plain:
            found.append(address)
    for address in found:
        route = TOPIC.sub("/topics/*/", NUMBER_OR_NAME.sub("/*", address))
        tried[route] += 1
        most = FEW_TOPICS if TOPIC.search(address) else ways
        if most is None or tried[route] <= most:
            yield from _variants(client, address)


def _variants(client: Client, address: str) -> Iterator[tuple[str, HttpResponse]]:
    for query in QUERIES:
        yield f"GET {address}{query}", client.get(address + query)
    for headers in HEADERS:
        yield f"GET {address} {headers}", client.get(address, headers=headers)
    forged = {"Cookie": "sessionid=forgedforgedforgedforged"}
    yield f"GET {address} {forged}", Client().get(address, headers=forged)
    for method in ("post", "put", "patch", "delete", "options"):
        yield f"{method.upper()} {address}", getattr(client, method)(address)


def whole(response: HttpResponse) -> bytes:
    """Headers and body as bytes, without the form token that is another in each answer."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return head.encode() + b"\n\n" + CSRF_TOKEN.sub(b"", unpacked(response.content))


def unpacked(content: bytes) -> bytes:
    """The files of an archive (Word, EPUB) one after the other; the moment at which it was made is left out."""
    if not content.startswith(ARCHIVE):
        return content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return b"\n".join(name.encode() + b"\n" + MADE.sub(b"", archive.read(name)) for name in archive.namelist())
