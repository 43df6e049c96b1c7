"""A site full of canaries: one essay in every state, each text a stranger may not have marked by words of its own."""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

from django.utils import timezone

from essays.models import Collection, Essay, Quote, Section, Speaker
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote

RARE = "龘靐齉爩灪麤"  # characters no other text of the tests holds


@dataclass
class CanarySite:
    """`locked` may reach logged-in readers only, `hidden` nobody; `open` is what strangers must find.

    `quoted` strangers may find too, where a page shows it: confirmed speakers, and quotes of free text.
    """

    collection: Collection
    essays: list[Essay] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)

    def word(self, kind: list[str]) -> str:
        """A new canary: Latin, rare Han, a name and a number, and remember it."""
        number = sum(map(len, (self.locked, self.hidden, self.open, self.quoted))) // 2
        token = f"CANARY{number:04d}Q"
        kind += [token, f"{RARE}{number}号"]
        return f"{token}，{RARE}{number}号，"

    def add(self, number: int, *parts: Part, subtitle: str = "") -> Essay:
        essay = make_essay(self.collection, number, "同一个题目", subtitle=subtitle, parts=parts)
        self.essays.append(essay)
        return essay


def build() -> CanarySite:
    site = CanarySite(make_collection("金丝雀文集"))
    _live_essays(site)
    _essays_nobody_sees(site)
    _a_collection_that_hides_its_outline(site)
    _collections_that_are_free_for_a_time(site)
    return site


def _live_essays(site: CanarySite) -> None:
    free = site.add(1, Part(site.word(site.open) + "全文都可以读。"), subtitle=site.word(site.open))
    cut = site.add(
        2,
        Part(site.word(site.open) + "读到这里，"),
        Part(site.word(site.locked) + "余下的要登录。", paid=True, continues="paragraph"),
        Part(site.word(site.locked), f"公开的小标题{site.word(site.open)}", paid=True),
        Part(site.word(site.open), "又可以读了"),
    )
    locked = site.add(3, Part(site.word(site.locked), paid=True), subtitle=site.word(site.open))
    preface = site.add(0, Part(site.word(site.open)), Part(site.word(site.locked), paid=True, continues="section"))
    paid = Section.objects.working().get(essay=locked)
    make_quote(locked, site.word(site.locked), site.word(site.quoted), section=paid, confirmed=True)
    make_quote(
        locked, site.word(site.locked), site.word(site.locked), section=paid, organisation=site.word(site.locked)
    )
    open_one = make_quote(cut, site.word(site.quoted), site.word(site.quoted), confirmed=True)
    _knowledge_about_locked_quotes(site, locked, paid, open_one)
    for essay in (free, cut, locked, preface):
        essay.publish(by=COMMAND_LINE)
    Section.objects.working().filter(essay=free).update(body=f"<p>{site.word(site.hidden)}没有发布的改动。</p>")
    Essay.objects.filter(pk=free.pk).update(title=site.word(site.hidden))
    free.freeze()


def _knowledge_about_locked_quotes(site: CanarySite, locked: Essay, paid: Section, open_one: Quote) -> None:
    """Statements alone make nobody public; joined quotes, and whoever is merged into another, give nothing away."""
    make_quote(locked, site.word(site.locked), site.word(site.locked), section=paid, confirmed=True, kind="statement")
    speaker = site.word(site.quoted)
    first, second = (
        make_quote(locked, site.word(site.locked), speaker, section=paid, confirmed=True) for _turn in range(2)
    )
    free = make_quote(open_one.essay, site.word(site.quoted), speaker, confirmed=True)
    for one, head in ((first, free), (free, second)):
        one.attribution.joined_to = head.attribution
        one.attribution.save()
    merged = Speaker.objects.create(name=site.word(site.hidden), note=site.word(site.hidden))
    merged.merge(Speaker.objects.get(name=speaker), by=COMMAND_LINE)


def _essays_nobody_sees(site: CanarySite) -> None:
    soon = timezone.now() + timedelta(days=1)
    for number, state in enumerate(("draft", "scheduled", "withdrawn", "discarded"), start=4):
        essay = site.add(number, Part(site.word(site.hidden), site.word(site.hidden)), subtitle=site.word(site.hidden))
        if state != "draft":
            essay.publish(by=COMMAND_LINE, at=soon if state == "scheduled" else None)
        if state == "withdrawn":
            essay.withdraw(by=COMMAND_LINE)
        if state == "discarded":
            essay.discard()
    gone = make_collection(site.word(site.hidden), essays=1)
    gone.publish(by=COMMAND_LINE)
    gone.discard()
    make_collection(site.word(site.hidden), essays=1)


def _a_collection_that_hides_its_outline(site: CanarySite) -> None:
    collection = make_collection("不公开提纲的文集", outline_public=False)
    essay = make_essay(collection, 1, parts=(Part(site.word(site.locked), site.word(site.locked), paid=True),))
    make_quote(essay, site.word(site.locked), site.word(site.locked), confirmed=True)
    essay.publish(by=COMMAND_LINE)
    site.essays.append(essay)


def _collections_that_are_free_for_a_time(site: CanarySite) -> None:
    """What is free now strangers must find; what was free is locked."""
    now, day = timezone.now(), timedelta(days=1)
    for kind, end in ((site.open, now + day), (site.locked, now - day)):
        essay = make_essay(make_collection("限时文集", free_until=end), parts=(Part(site.word(kind), paid=True),))
        if kind is site.open:
            make_quote(essay, site.word(site.quoted), site.word(site.quoted), confirmed=True)
        essay.publish(by=COMMAND_LINE)


def disguises(word: str) -> list[bytes]:
    """Every form in which a word may hide in an answer."""
    utf8 = word.encode()
    forms = {
        word,
        quote(word),
        quote(word).lower(),
        html.escape(word),
        "".join(f"&#{ord(sign)};" for sign in word),
        "".join(f"&#x{ord(sign):x};" for sign in word),
        word.encode("unicode_escape").decode(),
        word.encode("unicode_escape").decode().upper().replace("\\U", "\\u"),
        word[::-1],
        " ".join(word),
    }
    # Base64 of a word inside a longer text depends on where it begins: three phases, ends left out.
    encoded = {base64.b64encode(b"x" * shift + utf8)[4:-4] for shift in range(3)}
    wide = {word.encode("utf-16-le"), word.encode("gb18030")}
    return [*(form.encode() for form in forms), *encoded, *wide]
