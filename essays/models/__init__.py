"""The rows, and the sets of rows."""

from .attribution import Attribution, Verdict
from .autosave import Autosave, OtherDraftError
from .collection import Collection
from .comment import Comment
from .essay import Essay, StaleVersionError
from .lexicon import LexiconEntry
from .notice import Notice
from .preferences import Preferences
from .presence import Presence
from .quote import MarkedQuote, Quote, ReadableQuote
from .review_link import ReviewLink
from .revision import Revision
from .section import ReadableSection, Section
from .settlement import CannotUndoError, Settlement
from .source import Source
from .speaker import Speaker
from .transition import Transition
from .upload import Upload

__all__ = [
    "Attribution",
    "Autosave",
    "CannotUndoError",
    "Collection",
    "Comment",
    "Essay",
    "LexiconEntry",
    "MarkedQuote",
    "Notice",
    "OtherDraftError",
    "Preferences",
    "Presence",
    "Quote",
    "ReadableQuote",
    "ReadableSection",
    "ReviewLink",
    "Revision",
    "Section",
    "Settlement",
    "Source",
    "Speaker",
    "StaleVersionError",
    "Transition",
    "Upload",
    "Verdict",
]
