"""Files are read in this very process: the workers have tests of their own, and one here."""

from __future__ import annotations

import pytest

from essays.admin.importing import reading


@pytest.fixture(autouse=True)
def _reads_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "JOBS", 0)
