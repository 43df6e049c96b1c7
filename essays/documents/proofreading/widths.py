"""Full-width figures and letters, and blanks where Chinese text has none."""

from __future__ import annotations

from essays.documents.messages import gettext_noop
from essays.documents.typesetting import blanks, figures

from .fixing import found_by
from .issue import Severity

FULL = gettext_noop("Full-width figures or letters: write “%(better)s”.")
GAP = gettext_noop("A blank between Chinese characters.")
EDGE = gettext_noop("Blanks at the edge of a line: the page makes the indent.")

full_width = found_by(figures.full_width, "full-width", Severity.HINT, FULL)
gaps = found_by(blanks.gaps, "blank-inside", Severity.HINT, GAP)
edges = found_by(blanks.edges, "blank-edge", Severity.HINT, EDGE)
