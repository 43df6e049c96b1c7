"""Does a paragraph already begin with the number that its list would put before it?"""

from __future__ import annotations

import re
import unicodedata

_EDGES = " \t()[]<>【】〔〕《》〈〉、,.:;。"
_AFTER_DIGIT = re.compile(r"\s*[)\]】〕》、,:;。]|\s*\.(?!\d)|\s")


def carries(text: str, label: str) -> bool:
    """Tell whether a text already begins with the number of its label, as WPS writes it."""
    text = unicodedata.normalize("NFKC", text).lstrip(_EDGES)
    core = unicodedata.normalize("NFKC", label).strip(_EDGES)
    rest = text[len(core) :]
    if not core or not text.startswith(core):
        return False
    if core[-1].isdecimal():
        return bool(_AFTER_DIGIT.match(rest))
    return not core[-1].isascii() or not rest[:1].isalnum()
