"""The secret key: from the environment, else from a private file that `init` and `demo` create."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from . import environment

BASE_DIR = Path(__file__).resolve().parent.parent
FOUNDING_COMMANDS = {"init", "demo"}


def data_dir() -> Path:
    return environment.folder("DATA_DIR", BASE_DIR / "data")


def read_secret_key() -> str:
    """Raises ImproperlyConfigured, in one line, when there is no key anywhere."""
    if key := environment.text("SECRET_KEY"):
        return key
    path = data_dir() / "secret_key"
    try:
        if key := path.read_text(encoding="ascii").strip():
            return key
    except FileNotFoundError:
        pass
    raise ImproperlyConfigured(f"No secret key: set SECRET_KEY, or run `python manage.py init` once to create {path}.")


def create_secret_key() -> None:
    """Create the key file (mode 0600) unless there is a key already; two processes at once agree on one."""
    path = data_dir() / "secret_key"
    if environment.text("SECRET_KEY") or path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(get_random_secret_key() + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
