"""Documents and figures that stand beside the repository and are never copied into it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR") or REPOSITORY.parent / "shared")
REAL_DOCUMENT = SHARED / "documents" / "shanghai.txt"

needs_shared = pytest.mark.skipif(
    not REAL_DOCUMENT.exists(), reason="needs the shared data (SHARED_DIR, or `shared` beside the repository)"
)
