"""The words of what can be wrong with quotation marks and attributions."""

from __future__ import annotations

from essays.documents.messages import Level, Template
from essays.documents.messages import gettext_noop as _

TEMPLATES: dict[str, Template] = {
    "W221": Template(
        Level.WARNING,
        _("Quotation mark opened and not closed"),
        _("Add the closing mark where the words end."),
        _(
            "An opening quotation mark has no partner in its paragraph. The quotation was taken to end before the "
            "clause that names the speaker, or else at the end of the paragraph; it never runs into the next one.\n\n"
            "Found:   “我们一定把路修好。李明说。\n"
            "Mended:  “我们一定把路修好。”李明说。\n\n"
            "Speech over several paragraphs opens again at the head of each and is closed only in the last; "
            "that is right as it is and not reported."
        ),
    ),
    "W222": Template(
        Level.WARNING,
        _("Closing quotation mark without an opening one"),
        _("Add the opening mark where the words begin, or delete this one."),
        _(
            "A closing quotation mark stands where nothing is open, so no quotation could be taken from it.\n\n"
            "Found:   我们一定把路修好。”李明说。\n"
            "Mended:  “我们一定把路修好。”李明说。"
        ),
    ),
    "W223": Template(
        Level.WARNING,
        _("Quotation mark typed the wrong way round"),
        _("Turn the mark round."),
        _(
            "An opening mark stands where words end and their speaker is named, or a closing mark where words "
            "begin. It was read as its partner.\n\n"
            "Found:   “我们一定把路修好。“李明说。\n"
            "Mended:  “我们一定把路修好。”李明说。"
        ),
    ),
    "N321": Template(
        Level.NOTE,
        _("Speaker of a quotation unsure"),
        _("Look at the quotation and settle its speaker in the admin."),
        _(
            "The text beside a quotation does not say plainly whose words it holds: it is spoken by somebody called "
            "only by a pronoun or a role, or stands without any clause that names a speaker. The best guess was "
            "kept, marked as unsure.\n\n"
            "Unsure:  老人点点头。“以后会更好的。”\n"
            "Plain:   “以后会更好的。”王大山点点头说。"
        ),
    ),
}
