"""An EPUB 3.3 file with a chapter an essay, made anew for each reader. No font, no picture, no script."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone
from lxml import etree

from .blocks import Passage
from .taking import Leaf, TakeAway, elements

MIME = "application/epub+zip"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
CONTAINER = (
    f'{HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
STYLE = """body { line-height: 1.75; text-align: justify; }
h1, h2 { text-align: start; line-height: 1.4; }
h1 small { display: block; font-size: .7em; font-weight: normal; }
p { margin: 0 0 .5em; text-indent: 2em; }
em { font-style: normal; text-emphasis: filled dot; -epub-text-emphasis-style: filled dot; }
.missing, .address { text-indent: 0; font-style: normal; border-inline-start: 2px solid; padding-inline-start: 1em; }
td, th { border: 1px solid; padding: .25em .5em; }
"""


def epub_file(taken: TakeAway) -> bytes:
    names = [f"essay-{place}.xhtml" for place in range(1, len(taken.leaves) + 1)]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book/content.opf", _package(taken, names))
        archive.writestr("book/nav.xhtml", _contents(taken, names))
        archive.writestr("book/style.css", STYLE)
        for name, leaf in zip(names, taken.leaves, strict=True):
            archive.writestr(f"book/{name}", _chapter(taken, leaf))
    return out.getvalue()


def _package(taken: TakeAway, names: list[str]) -> str:
    changed = (taken.changed or timezone.now()).astimezone(timezone.get_fixed_timezone(0))
    items = "".join(
        f'<item id="e{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="e{n}"/>' for n, _name in enumerate(names))
    return (
        f'{HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hans">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{escape(taken.address)}</dc:identifier><dc:title>{escape(taken.title)}</dc:title>'
        f"<dc:language>zh-Hans</dc:language><dc:creator>{escape(taken.author)}</dc:creator>"
        f'<meta property="dcterms:modified">{changed:%Y-%m-%dT%H:%M:%SZ}</meta></metadata>'
        '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{items}</manifest>'
        f'<spine><itemref idref="nav"/>{spine}</spine></package>'
    )


def _contents(taken: TakeAway, names: list[str]) -> str:
    lines = "".join(
        f"<li><a href={quoteattr(name)}>{escape(f'{leaf.label}　{leaf.title}')}</a></li>"
        for name, leaf in zip(names, taken.leaves, strict=True)
    )
    return _page(taken.title, f'<nav epub:type="toc"><h1>{escape(taken.title)}</h1><ol>{lines}</ol></nav>')


def _chapter(taken: TakeAway, leaf: Leaf) -> str:
    first, second = leaf.storeys
    small = f"<small>{escape(second)}</small>" if second else ""
    head = f"<p>{escape(leaf.label)}</p><h1>{escape(first)}{small}</h1>"
    address = f'<p class="address"><a href={quoteattr(taken.address)}>{escape(taken.address)}</a></p>'
    return _page(leaf.title, head + "".join(_body(taken, leaf)) + address)


def _body(taken: TakeAway, leaf: Leaf) -> Iterator[str]:
    for block in leaf.blocks:
        if isinstance(block, Passage):
            if block.heading:
                yield f"<h2>{escape(block.heading)}</h2>"
            for paragraph in block.paragraphs:
                yield from (etree.tostring(one, encoding="unicode", with_tail=False) for one in elements(paragraph))
        else:
            yield f'<p class="missing">{escape(taken.missing(block))}</p>'


def _page(title: str, body: str) -> str:
    return (
        f'{HEAD}<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="zh-Hans" xml:lang="zh-Hans"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>'
    )
