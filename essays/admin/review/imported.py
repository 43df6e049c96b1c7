"""What a file said when it was imported, as a version to compare with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from essays.documents.plan import essays_of, imported_from_data
from essays.documents.version import Version, VersionQuote, version_of_tree
from essays.models import Source


def imported_version(source: Source, index: int, uids: Sequence[str]) -> Version:
    """Essay number `index` of a file's tree, its sections by the uids they got. Raises UnknownVersionError."""
    version = version_of_tree(essays_of(imported_from_data(source.tree).document)[index])
    named = dict(enumerate(uids[: len(version.sections)]))
    sections = [replace(section, uid=named.get(at, "")) for at, section in enumerate(version.sections)]
    quotes = [_named(quote, uids) for quote in version.quotes]
    return replace(version, sections=tuple(sections), quotes=tuple(quotes))


def _named(quote: VersionQuote, uids: Sequence[str]) -> VersionQuote:
    """A tree names the row of a part by its index."""
    parts = ((uids[int(at)] if int(at) < len(uids) else "", start, end) for at, start, end in quote.parts)
    return replace(quote, parts=tuple(parts))
