"""An essay's page: the same for what is live, for a preview and for a revision read by a signed link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from essays.models import ReadableSection, Revision

from .blocks import NO_MARKS, assemble, entries, locked_sections
from .listing import Listing
from .quotes import Marks

FEWEST_CONTENTS = 3  # entries from which a free essay gets a list of contents


def essay_page(
    revision: Revision, sections: Sequence[ReadableSection], listing: Listing, marks: Marks = NO_MARKS
) -> dict[str, Any]:
    """What `essay.html` shows of a revision, which `listing` holds, and of its sections as one reader has them."""
    contents, is_gated = entries(sections), any(section.is_locked for section in sections)
    before, after = listing.neighbours(revision)
    return {
        "listing": listing,
        "revision": revision,
        "blocks": assemble(sections, marks),
        "contents": contents if is_gated or len(contents) >= FEWEST_CONTENTS else (),
        "is_gated": is_gated,
        "locked_sections": locked_sections(contents),
        "before": before,
        "after": after,
        "around": listing.around(revision),
    }
