"""Only the forms that hold the editor are sent with the policy it needs; the editor allows what the server keeps."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from essays.admin.widgets import CONFIG, RichTextWidget
from essays.richtext import ATTRIBUTES, TAGS
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay

LOOSE = "'unsafe-inline'"


@pytest.mark.parametrize(
    ("path", "is_loose"),
    [
        ("essays/essay/add/", True),
        ("essays/essay/{}/change/", True),
        ("essays/essay/{}/history/", False),
        ("essays/essay/{}/delete/", False),
        ("essays/essay/", False),
        ("essays/collection/add/", False),
        ("essays/quote/add/", False),
        ("", False),
    ],
)
def test_inline_scripts_are_allowed_beside_the_editor_alone(cast: Cast, path: str, is_loose: bool) -> None:
    essay = make_essay()

    policy = client_of(cast.superuser).get("/admin/" + path.format(essay.pk)).headers["Content-Security-Policy"]

    assert (LOOSE in policy) is is_loose
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy


def test_the_editor_allows_exactly_what_the_server_keeps() -> None:
    rules = [re.fullmatch(r"(\w+)(?:\[([\w,]+)\])?", rule) for rule in CONFIG["allowedContent"].split("; ")]

    allowed = {rule[1]: set((rule[2] or "").split(",")) - {""} for rule in rules if rule}

    assert len(allowed) == len(rules)
    assert allowed == {tag: ATTRIBUTES.get(tag, set()) for tag in TAGS}


def test_the_editor_is_told_to_do_nothing_dangerous() -> None:
    removed = set(CONFIG["removePlugins"].split(","))
    buttons = {button for group in CONFIG["toolbar"] for button in group}

    assert {"exportpdf", "scayt", "wsc", "iframe", "filebrowser", "sourcearea", "image", "preview"} <= removed
    assert "Source" not in buttons
    assert CONFIG["disallowedContent"].startswith("script style iframe object embed form; *[on*]; *{*}")


def test_the_editor_is_not_loaded_with_the_page(cast: Cast) -> None:
    page = client_of(cast.editor).get(f"/admin/essays/essay/{make_essay().pk}/change/").content.decode()

    assert re.findall(r'<script[^>]*src="[^"]*ckeditor', page) == []
    assert "essays/desk/editor.js" in page


def test_the_editors_settings_stand_once_on_the_page(cast: Cast) -> None:
    essay = make_essay(parts=[Part(f"第{number}段。") for number in range(3)])
    page = client_of(cast.editor).get(f"/admin/essays/essay/{essay.pk}/change/").content.decode()

    [config] = re.findall(r'data-editor-config="([^"]*)"', page)
    assert json.loads(unescape(config))["versionCheck"] is False


def test_a_text_area_shows_its_text_as_text() -> None:
    assert "&lt;p&gt;话&lt;/p&gt;" in RichTextWidget().render("body", "<p>话</p>", {"id": "id_body"})


def test_uploads_are_nowhere(cast: Cast) -> None:
    assert client_of(cast.superuser).get("/ckeditor/upload/").status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_desk_speaks_both_languages(cast: Cast, language: str) -> None:
    client = client_of(cast.editor)
    client.post("/admin/language/", {"language": language, "next": "/admin/"})

    assert f'<html lang="{language}"' in client.get("/admin/").content.decode()
