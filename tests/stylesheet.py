"""The site's stylesheet as tests read it: its tokens, and colours as WCAG reckons them."""

from __future__ import annotations

import re

from .shared import REPOSITORY

STYLES = REPOSITORY / "essays" / "static" / "essays"
BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\s*;")
DAY_AND_NIGHT = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9A-Fa-f]{6}),\s*(#[0-9A-Fa-f]{6})\)\s*;")
FONT = re.compile(r"--(hei|song):\s*([^;]+);")
Colours = dict[str, str]


def source(name: str = "site.css") -> str:
    return re.sub(r"/\*.*?\*/", "", (STYLES / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def fonts(name: str) -> dict[str, str]:
    return dict(FONT.findall(source(name)))


def desk() -> dict[str, tuple[str, str]]:
    """The colours of the editing desk, by day and by night."""
    return {token: (day, night) for token, day, night in DAY_AND_NIGHT.findall(source("admin.css"))}


def themes() -> dict[str, Colours]:
    """The colours of each block that sets any, by its selector."""
    return {
        selector.strip(): dict(TOKEN.findall(body)) for selector, body in BLOCK.findall(source()) if TOKEN.search(body)
    }


def channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def blend(over: str, under: str, alpha: float) -> tuple[float, float, float]:
    """A colour at `alpha` on another, as a mask shows it."""
    red, green, blue = (
        alpha * top + (1 - alpha) * ground for top, ground in zip(channels(over), channels(under), strict=True)
    )
    return red, green, blue


def luminance(rgb: tuple[float, float, float]) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """WCAG 2.2, contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
