"""Runs `manage.py` as a stranger would: another process, an environment said in full."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from .shared import REPOSITORY

MANAGE = [sys.executable, str(REPOSITORY / "manage.py")]
# What would lead a command to another site than the one in the folder a test gives it.
SITE_VARIABLES = (
    "ALLOWED_HOSTS", "BEHIND_PROXY", "CACHE_URL", "DATABASE_URL", "DATA_DIR", "DEBUG", "DJANGO_SETTINGS_MODULE",
    "HTTPS", "SECRET_KEY", "STATIC_ROOT",
)  # fmt: skip


def environment_of(site: Path, **variables: str) -> dict[str, str]:
    """This environment without its site variables, and with a site of its own in the folder `site`."""
    kept = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
    return {**kept, "DATA_DIR": str(site / "data"), "STATIC_ROOT": str(site / "static"), **variables}


def manage(site: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MANAGE, *arguments],
        env=environment_of(site, **variables),
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
