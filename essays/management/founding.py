"""What a site needs before its first page: tables, caches, static files. Each step may be taken again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from essays.search.rebuilding import is_ready

Step = tuple[str, Callable[[], None]]


def make_folder() -> None:
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)


def make_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def make_search_index() -> None:
    if not is_ready():
        call_command("rebuild_search", verbosity=0)


def collect_static_files() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def founding_steps() -> list[Step]:
    """The steps in order, each with its name in the language of the moment."""
    return [
        (_("Data folder"), make_folder),
        (_("Database"), make_tables),
        (_("Search index"), make_search_index),
        (_("Static files"), collect_static_files),
    ]


def take(steps: Iterable[Step], say: Callable[[str], object]) -> None:
    """Take the steps, and say each with the seconds it took."""
    for name, step in steps:
        started = perf_counter()
        step()
        say(f"  ✓ {name}  {perf_counter() - started:.1f} s")
