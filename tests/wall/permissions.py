"""Rewrite `permissions.txt` by what the desk does now: `python -m tests.wall.permissions`. Then read it."""

from __future__ import annotations

import os
import sys

import pytest

REWRITE = "REWRITE_PERMISSIONS"

if __name__ == "__main__":
    os.environ[REWRITE] = "1"
    sys.exit(pytest.main(["-q", "-n0", "tests/wall/test_permissions.py", "-k", "table"]))
