"""Classes of characters that rules speak of, as they stand between the brackets of a pattern."""

from __future__ import annotations

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
STOPS = "，。、；：！？"
OPENERS = "“‘（《〈【〔「『"
CLOSERS = "”’）》〉】〕」』"
SPACES = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # blanks inside a line
