"""Words typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essays.documents.messages import gettext_noop
from essays.documents.signs import HAN

from .galley import Galley
from .issue import Issue, Severity

TWICE = gettext_noop("“%(words)s”: typed twice?")

# 目的的、标的的 and 的的确确、的的士 are right; so are 为了了解、除了了结 and 不了了之、一了了之.
_PARTICLE = re.compile(r"(?<![目标])的的(?![确士])|(?<![不一])了了(?![解结却断如然事])|地地(?!道)")
# 一个人一个人 counts them one by one.
_PHRASE = re.compile(rf"(?!一.{{1,2}}一)([{HAN}]{{3,8}})\1")


def typed_twice(galley: Galley) -> Iterator[Issue]:
    for line in galley.lines:
        for match in _PARTICLE.finditer(line.text):
            once = match.group()[0]
            yield line.issue("word-twice", Severity.WARNING, TWICE, match.start(), match.end(), once)
        for match in _PHRASE.finditer(line.text):
            if len(set(match[1])) > 1:
                yield line.issue("phrase-twice", Severity.HINT, TWICE, match.start(), match.end(), match[1])
