"""Clean HTML: the one allow-list, and the one function that applies it.

Called by the importer's rows and by every rich field's `clean()`; what a browser's editor filters is comfort,
not protection.
"""

from __future__ import annotations

import re
from typing import Any

import nh3
from django.db import models

TAGS = frozenset(
    {
        "p", "br", "h3", "h4", "strong", "em", "u", "s", "sub", "sup", "blockquote", "ol", "ul", "li", "a", "hr",
        "ruby", "rt", "rp", "table", "thead", "tbody", "tr", "th", "td",
    }
)  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto"}
# Their content is never text for a reader, so it goes with the tag.
DROPPED = {
    "script", "style", "iframe", "object", "embed", "svg", "math", "template", "noscript", "textarea", "title",
    "xmp", "noembed", "noframes", "plaintext", "select",
}  # fmt: skip
RENAMED = re.compile(r"<(/?)(b|i|h1|h2|h5|h6|del|strike)(?=[\s>/])", re.IGNORECASE)
NAMES = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "del": "s", "strike": "s"}
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
SURROGATE = re.compile("[\ud800-\udfff]")
PLAIN = re.compile(r"(?:<p>[^<>&\x00\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800-\udfff]*</p>\n?)*")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href" and value.strip().startswith(("//", "\\", "/\\")):
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=DROPPED,
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    strip_comments=True,
    link_rel="noopener noreferrer nofollow",
)


def sanitize(html: str) -> str:
    """The same content within the allow-list; idempotent. Lone surrogates become U+FFFD, bidi controls go."""
    if PLAIN.fullmatch(html):
        return html
    scrubbed = BIDI.sub("", SURROGATE.sub("\ufffd", html)).replace("\x00", "")
    renamed = RENAMED.sub(lambda match: f"<{match[1]}{NAMES[match[2].lower()]}", scrubbed)
    return _cleaner.clean(renamed)


class RichTextField(models.TextField):
    """Text as clean HTML. To migrations it is a TextField: the editor is a widget and can be replaced."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return sanitize(value) if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
