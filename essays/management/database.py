"""Is the database there and ready? And what its errors mean to the one who runs a command."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _


class NotReadyError(Exception):
    """The database cannot be used; says why, and what to do."""


def check_ready() -> None:
    """Raises NotReadyError when it cannot be opened or lacks tables."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise NotReadyError(reason_of(error)) from error
    if missing:
        raise NotReadyError(_("The database is not up to date: run “python manage.py migrate” first."))


def reason_of(error: DatabaseError) -> str:
    """What went wrong, in words; the database's own words where there are no better ones."""
    said = str(error).strip()
    known = {
        "no such table": _("The database is not up to date: run “python manage.py migrate” first."),
        "no such column": _("The database is not up to date: run “python manage.py migrate” first."),
        "database is locked": _(
            "The database is busy: another program has been writing to it for too long. Try again."
        ),
        "disk is full": _("The disk is full: nothing of the current file was written."),
        "readonly": _("The database may not be written to: check the owner and mode of its file and folder."),
        "unable to open": _("The database cannot be opened: check DATABASE_URL and DATA_DIR."),
        "malformed": _("The database file is damaged: restore a backup."),
        "connection": _("The database does not answer: check DATABASE_URL and that the server runs."),
        "No space left": _("The disk is full: nothing of the current file was written."),
    }
    reason = next((words for sign, words in known.items() if sign in said), _("The database refused."))
    return f"{reason} ({said.splitlines()[0]})" if said else reason
