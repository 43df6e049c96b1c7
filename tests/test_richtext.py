"""What an editor's browser or an import may send, and what may come of it (faults.md 1.6)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.models import Section
from essays.richtext import TAGS, sanitize

EXECUTABLE = re.compile(
    r"<\s*(?:script|style|svg|math|iframe|object|embed|img|form|link|meta|base|template|input|button|video|audio)"
    r"|<[^>]*\son\w+\s*="
    r"|(?:href|src|action)\s*=\s*[\"']?\s*(?:javascript|data|vbscript)\s*:"
    r"|<!--",
    re.IGNORECASE,
)
VECTORS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mtext><option><fake><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<p class=x id=y data-z=1>x</p>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--><script>alert(1)</script>-->",
    "<!-- ##paidbegin## -->",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<plaintext><script>alert(1)</script>",
    "<select><style></select><script>alert(1)</script></style></select>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<object data='data:text/html,x'></object><embed src=x>",
    "<base href='//evil'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>",
    "<p>unclosed <strong>and <em>crossed</strong></em>",
    "<" * 5000,
    "<b>" * 5000,
]


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_nothing_executable_survives_and_cleaning_twice_changes_nothing(vector: str) -> None:
    once = sanitize(f"<p>前</p>{vector}<p>后</p>")
    assert not EXECUTABLE.search(once)
    assert sanitize(once) == once


@given(st.text("<>/=\"'abipscrtonhe:&;# \t甲\u202e\ud800", max_size=60))
def test_any_text_is_cleaned_to_the_allow_list_and_stays_so(text: str) -> None:
    once = sanitize(text)
    assert {name.lower() for name in re.findall(r"<\s*/?\s*([a-zA-Z][\w-]*)", once)} <= TAGS
    assert sanitize(once) == once


def test_what_is_allowed_is_kept_to_the_letter() -> None:
    html = (
        "<h3>小标题</h3><p>字<strong>粗</strong><em>重</em><u>线</u><s>删</s><sub>下</sub><sup>上</sup><br>行</p>"
        '<blockquote><p>引</p></blockquote><ol start="3"><li>三</li></ol><ul><li>点</li></ul><hr>'
        "<p><ruby>栿<rp>（</rp><rt>fú</rt><rp>）</rp></ruby></p>"
        '<table><thead><tr><th colspan="2" scope="col">头</th></tr></thead>'
        '<tbody><tr><td rowspan="2">甲</td><td>乙</td></tr></tbody></table>'
    )
    assert sanitize(html) == html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<b>粗</b>", "<strong>粗</strong>"),
        ("<i class=x>斜</i>", "<em>斜</em>"),
        ("<h1>大</h1>", "<h3>大</h3>"),
        ("<H6>小</H6>", "<h4>小</h4>"),
        ("<br>", "<br>"),
        ("<bdo>向</bdo>", "向"),
    ],
)
def test_other_names_of_a_tag_become_ours(before: str, after: str) -> None:
    assert sanitize(before) == after


@pytest.mark.parametrize("address", ["//evil.example", "\\\\evil.example", "/\\evil.example"])
def test_addresses_that_leave_the_site_unseen_are_dropped(address: str) -> None:
    assert "evil" not in sanitize(f'<a href="{address}">x</a>')


def test_links_do_not_vouch_for_where_they_lead() -> None:
    assert 'rel="noopener noreferrer nofollow"' in sanitize('<a href="https://a.example">x</a>')


def test_bidi_controls_nul_and_lone_surrogates_go() -> None:
    assert sanitize("<p>a\u202eb\x00c\ud800d</p>") == "<p>abc\ufffdd</p>"


def test_a_million_characters_and_deep_nesting_are_survived() -> None:
    assert len(sanitize("<p>" + "字" * 1_000_000 + "</p>")) == 1_000_007
    sanitize("<blockquote>" * 5000 + "x")


def test_the_field_cleans_and_is_a_plain_text_field_to_migrations() -> None:
    field = Section._meta.get_field("body")
    assert field.deconstruct()[1] == "django.db.models.TextField"
    assert field.clean("<p onclick=x>甲</p>", Section()) == "<p>甲</p>"
