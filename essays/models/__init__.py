"""The rows, and the sets of rows."""

from .about import About
from .attribution import Attribution, Verdict
from .autosave import Autosave, OtherDraftError
from .collection import Collection
from .comment import Comment
from .desk_text import DeskText
from .essay import Essay, StaleVersionError
from .grant import AccessCode, Grant
from .house_word import HouseWord
from .keyword import Keyword, RelatedEssay
from .lexicon import LexiconEntry
from .missed_search import MissedSearch
from .notice import Notice
from .preferences import Preferences
from .presence import Presence
from .quote import MarkedQuote, Quote, ReadableQuote
from .review_link import ReviewLink
from .revision import Revision
from .search_row import SearchRow, SearchState
from .section import ReadableSection, Section
from .settlement import CannotUndoError, Settlement
from .shelf import Bookmark, Highlight, Place, ReadingList
from .source import Source
from .speaker import Speaker
from .transition import Transition
from .upload import Upload

__all__ = [
    "About",
    "AccessCode",
    "Attribution",
    "Autosave",
    "Bookmark",
    "CannotUndoError",
    "Collection",
    "Comment",
    "DeskText",
    "Essay",
    "Grant",
    "Highlight",
    "HouseWord",
    "Keyword",
    "LexiconEntry",
    "MarkedQuote",
    "MissedSearch",
    "Notice",
    "OtherDraftError",
    "Place",
    "Preferences",
    "Presence",
    "Quote",
    "ReadableQuote",
    "ReadableSection",
    "ReadingList",
    "RelatedEssay",
    "ReviewLink",
    "Revision",
    "SearchRow",
    "SearchState",
    "Section",
    "Settlement",
    "Source",
    "Speaker",
    "StaleVersionError",
    "Transition",
    "Upload",
    "Verdict",
]
