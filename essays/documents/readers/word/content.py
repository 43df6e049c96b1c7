"""The words of one Word paragraph with their marks, and what stands between them that is no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from essays.documents.readers.inline import Run, is_linkable

from .fields import Fields
from .names import COMPATIBILITY, MATH, PICTURE, RELATIONSHIP_ID, VML, Element, find, is_on, value, w


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that is not read: the code of its message, and its words for the search for paid markers."""

    code: str
    text: str = ""


Piece = Run | Aside

_TRANSPARENT = frozenset(
    w(name) for name in ("ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
)
_GONE = frozenset((w("del"), w("moveFrom")))
_CHARACTERS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_ASIDES = {
    w("footnoteReference"): "W252",
    w("endnoteReference"): "W253",
    w("commentReference"): "W255",
    w("sym"): "W263",
}
_EQUATIONS = frozenset((f"{MATH}oMath", f"{MATH}oMathPara"))
_ALTERNATE = f"{COMPATIBILITY}AlternateContent"
_FIGURES = frozenset((w("drawing"), w("pict"), w("object")))
_TOGGLES = (("b", "strong"), ("i", "em"), ("u", "u"), ("strike", "s"), ("dstrike", "s"))
_RAISED = {"superscript": "sup", "subscript": "sub"}
_PLAIN = Run("")


class Content:
    """Reads paragraphs of one document; `links` gives the address of a relationship id."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self._links = links

    def pieces(self, paragraph: Element) -> Iterator[Piece]:
        """Yield the paragraph's runs and asides in the order of the text."""
        return self._inside(paragraph, _PLAIN, Fields())

    def _inside(self, element: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        for child in element.iterchildren("*"):
            if child.tag == w("r"):
                yield from self._run(child, look, fields)
            elif child.tag == w("hyperlink"):
                yield from self._hyperlink(child, look, fields)
            elif child.tag in _TRANSPARENT:
                yield from self._inside(child, look, fields)
            elif child.tag == _ALTERNATE:
                yield from self._alternate(child, look, fields)
            elif child.tag in _GONE:
                yield from _deleted(child)
            elif child.tag in _EQUATIONS:
                yield Aside("W258")

    def _hyperlink(self, element: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        address = self._links.get(element.get(RELATIONSHIP_ID, ""), "")
        if address and not is_linkable(address):
            yield Aside("W271")
            address = ""
        title = element.get(w("tooltip"), "") if address else ""
        yield from self._inside(element, replace(look, href=address, title=title), fields)

    def _run(self, run: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        properties = find(run, "rPr")
        if is_on(properties, "vanish"):
            text = _words(run)
            if text:
                yield Aside("W261", text)
            return
        look = replace(look, tags=look.tags | _tags(properties))
        for child in run.iterchildren("*"):
            yield from self._run_child(child, look, fields)

    def _run_child(self, child: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        if child.tag in (w("fldChar"), w("instrText")):
            fields.take(child)
        elif fields.is_instruction:
            return
        elif child.tag == w("t"):
            yield _linked(look, fields.address, child.text or "")
        elif child.tag in _CHARACTERS:
            yield replace(look, text=_CHARACTERS[child.tag])
        elif child.tag in _ASIDES:
            yield Aside(_ASIDES[child.tag])
        elif child.tag in _FIGURES:
            yield from _figures(child)
        elif child.tag == w("ruby"):
            yield from self._ruby(child, look, fields)
        elif child.tag == _ALTERNATE:
            yield from self._alternate(child, look, fields)

    def _ruby(self, element: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        base = replace(look, tags=look.tags | {"ruby"})
        over = replace(base, tags=base.tags | {"rt"})
        for name, part in (("rubyBase", base), ("rt", over)):
            found = find(element, name)
            if found is not None:
                yield from self._inside(found, part, fields)

    def _alternate(self, element: Element, look: Run, fields: Fields) -> Iterator[Piece]:
        """Read one of the forms in which the same thing is given: what an older Word shows, unless it is a figure."""
        figures = [
            figure
            for choice in element.iterchildren(f"{COMPATIBILITY}Choice")
            for figure in choice.iterchildren(*_FIGURES)
        ]
        if figures:
            yield from _figures(figures[0])
            return
        for fallback in element.iterchildren(f"{COMPATIBILITY}Fallback"):
            for child in fallback.iterchildren("*"):
                if child.tag == w("r"):
                    yield from self._run(child, look, fields)
                else:
                    yield from self._run_child(child, look, fields)


def _linked(look: Run, address: str, text: str) -> Run:
    return replace(look, text=text, href=look.href or (address if is_linkable(address) else ""))


def _tags(properties: Element | None) -> frozenset[str]:
    if properties is None:
        return frozenset()
    tags = {tag for name, tag in _TOGGLES if is_on(properties, name)}
    raised = _RAISED.get(value(properties, "vertAlign") or "")
    return frozenset(tags | {raised} if raised else tags)


def _deleted(element: Element) -> Iterator[Piece]:
    text = _words(element)
    if text:
        yield Aside("W260", text)


def _words(element: Element) -> str:
    """Return all text below an element, what tracked changes delete included."""
    return "".join(found.text or "" for found in element.iter(w("t"), w("delText")))


def _figures(element: Element) -> Iterator[Aside]:
    """Tell text boxes, pictures, objects and other drawings apart."""
    if element.tag == w("object"):
        yield Aside("W257")
        return
    boxes = [text for box in element.iter(w("txbxContent")) if (text := _words(box))]
    pictures = sum(1 for _ in element.iter(f"{PICTURE}pic", f"{VML}imagedata"))
    yield from (Aside("W254", text) for text in boxes)
    yield from (Aside("W251") for _ in range(pictures))
    if not boxes and not pictures:
        yield Aside("W259")
