"""How a reader wants to read: size, theme, face and alignment, kept in a cookie and told by one small stylesheet.

The pages themselves are the same bytes for everybody (Decision 2 of the design): only the stylesheet reads the cookie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "reading"
KEPT_FOR = 31_536_000  # seconds: a year
PART = "."  # between the values of the cookie
STYLESHEET = Path(__file__).parents[1] / "static" / "essays" / "site.css"
LINES = {"16": 28, "18": 32, "20": 36, "22": 39, "26": 46, "30": 53}  # px of a line by px of a character (V2)

# What may be chosen, by the name of the setting; the first of each is the default, but for the size.
CHOICES: dict[str, dict[str, str | Promise]] = {
    "size": {size: size for size in LINES},
    "theme": {"system": _("As the device"), "paper": _("Paper"), "green": _("Green"), "night": _("Night")},
    "face": {"hei": _("Sans serif"), "song": _("Serif")},
    "align": {"justify": _("Both sides"), "start": _("Left side")},
}
LABELS: dict[str, Promise] = {
    "size": _("Type size"),
    "theme": _("Colours"),
    "face": _("Typeface"),
    "align": _("Alignment"),
}


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    size: str = "18"
    theme: str = "system"
    face: str = "hei"
    align: str = "justify"

    @classmethod
    def of_cookie(cls, text: str) -> ReadingSettings:
        """Whatever a cookie holds, what is no choice is the default."""
        names = [field.name for field in fields(cls)]
        return DEFAULT.changed(dict(zip(names, text.split(PART), strict=False)))

    def changed(self, asked: Mapping[str, str]) -> ReadingSettings:
        """With those of the values asked for that may be chosen."""
        known = {name: asked[name] for name in CHOICES if asked.get(name) in CHOICES[name]}
        return ReadingSettings(**(self.chosen() | known))

    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in CHOICES}

    def cookie(self) -> str:
        return PART.join(self.chosen().values())

    def stylesheet(self) -> str:
        """Rules that come after the site's layers, for screens alone: paper has no night."""
        root = "" if self.theme == "system" else theme_tokens(self.theme)
        if self.size != DEFAULT.size:
            root += f"--body:{int(self.size) / 16}rem;--line:calc({LINES[self.size]}/{self.size});"
        rules = f":root{{{root}}}" if root else ""
        if self.face == "song":
            rules += ".prose{font-family:var(--song)}"
        if self.align == "start":
            rules += ".prose p{text-align:start}"
        marks = ",".join(f'.reading [name="{name}"][value="{value}"]' for name, value in self.chosen().items())
        return f"@media screen{{{rules}{marks}{{border-color:var(--cinnabar);color:var(--cinnabar);font-weight:600}}}}"


DEFAULT = ReadingSettings()


@cache
def theme_tokens(name: str) -> str:
    """The custom properties of a theme, from their one home: the block of `site.css` that is named after it."""
    source = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.search(rf'\[data-theme="{name}"\]\s*{{([^{{}}]*)}}', source)
    if found is None:
        raise LookupError(f"site.css has no theme called {name}.")
    return re.sub(r"\s+", " ", found[1]).strip()
