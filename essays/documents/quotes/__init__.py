"""Who says what: quotes and statements of one essay, found in its text.

Rules: the parsing guideline of the design (§3 what is a quote, §4 speaker, §5 statements).
"""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.simplified import simplified
from essays.documents.tree import Confidence

from .discourse import Discourse
from .found import Findings, Found, Span
from .joining import join_quotes
from .printed import Printed
from .rules import attribute
from .scene import Scene
from .statements import find_reports, find_statements
from .utterances import pick_utterances

__all__ = ["Findings", "Found", "Span", "find_speech"]

UNSURE = "N321"


def find_speech(sections: Sequence[Sequence[str]]) -> Findings:
    """Find quotes and statements in one essay: sections of paragraphs of plain text, headings left out.

    A paragraph here is whole: one cut by a paid marker has been joined again by the caller. The rules read simplified
    characters; what they find is given as it is printed.
    """
    read = [[simplified(text) for text in texts] for texts in sections]
    found = _find(read)
    return found if read == [[*texts] for texts in sections] else Printed(sections, read).findings(found)


def _find(sections: Sequence[Sequence[str]]) -> Findings:
    scene = Scene.of(sections)
    utterances, reports = pick_utterances(scene), find_reports(scene)
    if not utterances and not reports:
        return Findings((), (), _doubts(scene, ()))
    places = [utterance.run.start for utterance in utterances] + [report.start() for report in reports]
    discourse = Discourse(scene, places)
    said = attribute(discourse, utterances)
    quotes = join_quotes(scene, utterances, said)
    spoken = [utterance.run for utterance, found in zip(utterances, said, strict=True) if found]
    statements = find_statements(discourse, reports, spoken)
    return Findings(tuple(quotes), tuple(statements), _doubts(scene, quotes))


def _doubts(scene: Scene, quotes: Sequence[Found]) -> tuple[tuple[str, Span], ...]:
    marks = [(code, scene.passage.span(position, position + 1)) for code, position in scene.faults]
    unsure = [(UNSURE, quote.spans[0]) for quote in quotes if quote.confidence is Confidence.UNSURE]
    return tuple(sorted(marks + unsure, key=lambda doubt: _order(doubt[1])))


def _order(span: Span) -> tuple[int, int, int]:
    return span.section, span.paragraph, span.start
