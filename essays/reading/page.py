"""An essay's page: the same for what is live, for a preview and for a revision read by a signed link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from essays.models import Highlight, ReadableSection, Revision

from .blocks import NO_MARKS, assemble, entries, locked_sections
from .found import with_found
from .highlights import locate, marked
from .listing import Listing
from .quotes import Marks

FEWEST_CONTENTS = 3  # entries from which a free essay gets a list of contents


def essay_page(
    revision: Revision,
    sections: Sequence[ReadableSection],
    listing: Listing,
    marks: Marks = NO_MARKS,
    highlights: Sequence[Highlight] = (),
    words: Sequence[str] = (),
) -> dict[str, Any]:
    """What `essay.html` shows of a revision, which `listing` holds, and of its sections as one reader has them.

    `words`, folded, were searched for.
    """
    contents, is_gated = entries(sections), any(section.is_locked for section in sections)
    blocks = assemble(sections, marks)
    blocks = marked(blocks, locate(blocks, highlights)) if highlights else blocks
    blocks, places = with_found(blocks, words) if words else (blocks, None)
    before, after = listing.neighbours(revision)
    return {
        "listing": listing,
        "revision": revision,
        "blocks": blocks,
        "places_found": places,
        "contents": contents if is_gated or len(contents) >= FEWEST_CONTENTS else (),
        "is_gated": is_gated,
        "locked_sections": locked_sections(contents),
        "before": before,
        "after": after,
        "around": listing.around(revision),
    }
