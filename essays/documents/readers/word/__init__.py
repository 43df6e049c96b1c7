"""Word files (.docx, Office Open XML transitional): paragraphs, headings by style, lists, tables in place."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.part import Part

from essays.documents.blocks import Reading
from essays.documents.messages import Message
from essays.documents.normalize import merge
from essays.documents.readers.conservation import count_characters

from .body import Body
from .names import Element, w
from .numbering import Numbering
from .package import open_document, refusing_damage
from .styles import Styles


def read_word(data: bytes, encoding: str | None = None) -> Reading:
    """Read a .docx; `encoding` has no meaning here. Raises DocumentError: E106, E111–E114."""
    document = open_document(data)
    with refusing_damage():
        parts = dict(_parts(document))
        styles = Styles(_root(parts, "styles"))
        body = Body(styles, Numbering(_root(parts, "numbering"), styles), _links(document))
        blocks = tuple(body.blocks(document.element.body))
        messages = merge((*body.messages, *_margins(document)))
    return Reading(blocks, "", messages, count_characters(blocks))


def _parts(document: Document) -> Iterator[tuple[str, Part]]:
    """Yield the parts the document refers to, by the last word of their relationship's type."""
    for relationship in document.part.rels.values():
        if not relationship.is_external:
            yield relationship.reltype.rpartition("/")[2], relationship.target_part


def _root(parts: dict[str, Part], name: str) -> Element | None:
    return getattr(parts.get(name), "element", None)


def _links(document: Document) -> dict[str, str]:
    return {key: link.target_ref for key, link in document.part.rels.items() if link.is_external}


def _margins(document: Document) -> Iterator[Message]:
    """Yield a message for each page header or footer with text in it."""
    for name, part in _parts(document):
        root = getattr(part, "element", None)
        if name in ("header", "footer") and root is not None and any(text.text for text in root.iter(w("t"))):
            yield Message("W256", params={"count": 1})
