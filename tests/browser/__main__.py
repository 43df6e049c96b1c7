"""Audit of the public pages: `python -m tests.browser [FOLDER]`.

axe, the table of typography, and into FOLDER a picture of every page at four widths in three themes.
"""

from __future__ import annotations

import os
import sys

import pytest

if __name__ == "__main__":
    if len(sys.argv) > 1:
        os.environ["PICTURES"] = os.path.abspath(sys.argv[1])
    sys.exit(pytest.main(["-q", "-s", "-n0", "tests/browser/test_audit.py", "tests/browser/test_faces.py"]))
