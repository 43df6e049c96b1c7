"""What each element of HTML is to a reader of the text: a mark on words, a border of paragraphs, or no text."""

from __future__ import annotations

MARKS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em"), "em"),
    **dict.fromkeys(("u", "ins"), "u"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **{name: name for name in ("sub", "sup", "ruby", "rt", "rp")},
}

_BORDERS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary "
    "table tbody td tfoot th thead tr ul"
)
BORDERS = frozenset(_BORDERS.split())

HEADINGS = {f"h{level}": level for level in range(1, 7)}

# Elements that show no words: nothing is lost with them.
_SILENT = "head script style link meta base col colgroup source track param area wbr"
SILENT = frozenset(_SILENT.split())

# Elements left out, with the code of the message that says so.
LEFT_OUT = {
    "img": "W251",
    "math": "W258",
    **dict.fromkeys(("noscript", "template", "noframes", "noembed"), "W264"),
    "nav": "W265",
    **dict.fromkeys(("input", "textarea", "select", "button", "datalist", "option", "output"), "W266"),
    **dict.fromkeys(
        ("svg", "video", "audio", "iframe", "frame", "object", "embed", "applet", "canvas", "map"), "W267"
    ),
}

# The letters of <ol type>, as number formats.
LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
