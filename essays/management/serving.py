"""A server on this machine alone."""

from __future__ import annotations

import os
import socket
import sys
from typing import NoReturn

from django.conf import settings

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def serve(port: int) -> NoReturn:
    """Become the server: a fresh process reads the settings again and so finds the collected static files.

    Threads, because one idle socket would block a whole synchronous worker.
    """
    command = [sys.executable, "-m", "gunicorn", "studysite.wsgi", "--chdir", str(settings.BASE_DIR)]
    command += ["--bind", f"{LOOPBACK}:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "8"]
    command += ["--log-level", "error", "--no-control-socket", "--graceful-timeout", "3"]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 (no shell is what is wanted)
