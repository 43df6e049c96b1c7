"""Every component of the public site on one page, for the staff, in the theme asked for (V4.1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from essays.access import NEVER_KEPT, STRANGER
from essays.models import Collection, Essay, ReadableQuote, ReadableSection, Revision
from essays.reading.blocks import assemble, entries
from essays.reading.listing import Listing
from essays.reading.quotes import Mark, QuoteCard
from essays.reading.settings import CHOICES, ReadingSettings
from essays.reading.shelf import Resumed

COLOURS = (
    "paper", "surface", "sunken", "ink", "ink-2", "ink-3", "cinnabar", "cinnabar-hover", "dai", "visited", "pine",
    "ochre", "edge", "rule", "mark",
)  # fmt: skip
WHEN = datetime(2026, 11, 1, tzinfo=timezone.get_default_timezone())
WORDS = "旧粮仓里亮起了灯，来借书的人多了起来。“书放在架子上不算数，有人翻才算数。”管理员说。"
QUOTED = "书放在架子上不算数，有人翻才算数。"


class SampleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Username"), help_text=gettext_lazy("So that you tell your keys apart."))
    password = forms.CharField(label=gettext_lazy("Password"), widget=forms.PasswordInput)
    tick = forms.BooleanField(label=gettext_lazy("Log in with this key alone, without a password"), required=False)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not (user.is_active and user.is_staff):
        response: HttpResponse = redirect_to_login(request.get_full_path())
        response.headers["Cache-Control"] = NEVER_KEPT
        return response
    asked = request.GET.get("theme", "")
    theme = asked if asked in CHOICES["theme"] else ReadingSettings().theme
    request.reader = STRANGER  # type: ignore[attr-defined]  # the components as strangers meet them
    return render(request, "styleguide.html", {"theme": theme, "themes": CHOICES["theme"], **_samples()})


def _samples() -> dict[str, Any]:
    revisions = [_revision(number, free, paid) for number, free, paid in ((1, 1240, 0), (2, 560, 980), (3, 0, 1510))]
    listing = Listing(revisions[0].essay.collection, revisions, may_read_paid=False)
    sections, start = _sections(), WORDS.index(QUOTED)
    mark = Mark("k7f3q9xz2m", "陆守田", start, start + len(QUOTED), begins=True, ends=True)
    form = SampleForm({"name": "", "password": "x"})
    form.is_valid()
    contents = entries(sections)
    return {
        "colours": COLOURS,
        "listing": listing,
        "revision": revisions[1],
        "blocks": assemble(sections, {"aaaaaaaaaa": [mark]}),
        "contents": contents,
        "rows": [(one, contents, 2, 1) for one in revisions],
        "locked_sections": 1,
        "card": QuoteCard(_quote(QUOTED), "https://example.org/quotes/k7f3q9xz2m/"),
        "locked_card": QuoteCard(_quote(""), "https://example.org/quotes/m2zx9q3f7k/"),
        "resumed": Resumed(revisions[1], "先问想看什么", "/", WHEN),
        "form": form,
        "button": _("Log in"),
        "page": Paginator(range(100), 10).page(4),
        "numbers": [1, 2, 3, 4, 5, "…", 10],
    }


def _revision(number: int, free: int, paid: int) -> Revision:
    collection = Collection(pk=1, title="青禾县乡村图书馆建设心得体会")
    essay = Essay(pk=number, collection=collection, number=number)
    return Revision(
        pk=number, essay=essay, title=collection.title, subtitle="旧粮仓里的灯光——石桥村的一年",
        free_words=free, paid_words=paid, free_quotes=2, paid_quotes=1 if paid else 0, live_from=WHEN,
    )  # fmt: skip


def _sections() -> tuple[ReadableSection, ...]:
    rich = '一句<strong>要紧的话</strong>，一处<em>着重</em>，一个<a href="https://example.org/">出处</a>。'
    body = f"<p>{WORDS}</p><p>{rich}</p>"
    after = f"<blockquote><p>{QUOTED}</p></blockquote><ol><li>先问</li><li>再买</li></ol>"
    return (
        ReadableSection("aaaaaaaaaa", 2, 1, "先问想看什么", False, "", 120, False, body),
        ReadableSection("bbbbbbbbbb", 2, 2, "再谈买什么书", True, "", 980, True, ""),
        ReadableSection("cccccccccc", 2, 3, "有人翻才算数", False, "", 40, False, after),
    )


def _quote(text: str) -> ReadableQuote:
    return ReadableQuote(
        uid="k7f3q9xz2m",
        essay_id=2,
        essay_number=2,
        essay_title="旧粮仓里的灯光——石桥村的一年",
        collection_id=1,
        collection_title="青禾县乡村图书馆建设心得体会",
        section_uid="aaaaaaaaaa",
        heading="先问想看什么",
        kind="quote",
        speaker="陆守田",
        organisation="石桥村",
        title="党支部书记",
        words=17,
        is_paid=not text,
        is_locked=not text,
        text=text,
        speaker_id=1,
        issued_by="",
        issued_on=date(2026, 11, 1),
        live_from=WHEN,
    )
