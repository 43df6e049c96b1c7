"""Follow the complex fields of a paragraph: their instructions are no text, their results are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .names import Element, w

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"')


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False


class Fields:
    """The fields open at a point of a paragraph, outermost first (ECMA-376 part 1, 17.16.18)."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def take(self, element: Element) -> None:
        """Take note of a `w:fldChar` or `w:instrText`."""
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self._open.append(_Field())
        elif not self._open:
            return
        elif kind == "separate":
            self._open[-1].has_result = True
        elif kind == "end":
            self._open.pop()
        else:
            self._open[-1].instruction += element.text or ""

    @property
    def is_instruction(self) -> bool:
        return any(not field.has_result for field in self._open)

    @property
    def address(self) -> str:
        """The address that the innermost link field leads to, "" outside of one."""
        found = (_HYPERLINK.match(field.instruction) for field in reversed(self._open))
        return next((match[1] for match in found if match), "")
