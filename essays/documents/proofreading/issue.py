from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    BLOCK = "block"  # 阻断: stops submission and publication
    WARNING = "warning"  # 警告: asks for a tick
    HINT = "hint"  # 提示


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark. `section` is a uid, "" for the essay itself; `paragraph` counts the section's blocks from 0, -1 is
    its heading (of the essay: -1 the title, 0 the deck); `start` and `end` are characters of that text.

    `template` is an English msgid filled with `params`; `suggestion` is what to write instead of these characters.
    """

    code: str
    severity: Severity
    template: str
    params: Mapping[str, object] = field(default_factory=dict)
    section: str = ""
    paragraph: int = -1
    start: int = 0
    end: int = 0
    suggestion: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCK

    @property
    def warns(self) -> bool:
        return self.severity is Severity.WARNING
