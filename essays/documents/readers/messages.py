"""The words of every code that reading a file may use."""

from __future__ import annotations

from essays.documents.messages import Template

from .left_out import LEFT_OUT
from .refusals import REFUSALS
from .remarks import REMARKS

TEMPLATES: dict[str, Template] = {**REFUSALS, **REMARKS, **LEFT_OUT}
