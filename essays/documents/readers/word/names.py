"""The names of WordprocessingML (ECMA-376 part 1) and its neighbours, as lxml spells them."""

from __future__ import annotations

from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"
RELATIONSHIP_ID = f"{_R}id"

_OFF = frozenset(("0", "false", "off", "none"))  # ST_OnOff, and "none" of ST_Underline


def w(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    return _W + name


def find(element: Element | None, *path: str) -> Element | None:
    """Follow a path of child elements."""
    for name in path:
        element = None if element is None else element.find(_W + name)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """Return the `w:val` at the end of a path of child elements."""
    found = find(element, *path)
    return None if found is None else found.get(_W + "val")


def number(element: Element | None, *path: str) -> int | None:
    """Return the `w:val` at the end of a path as a whole number, None where it is none."""
    text = value(element, *path)
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else None


def is_on(element: Element | None, *path: str) -> bool:
    """Tell whether the property at the end of a path is there and not switched off."""
    found = find(element, *path)
    return found is not None and found.get(_W + "val", "on") not in _OFF
