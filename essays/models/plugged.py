"""Checks that others have written, named by their dotted paths in the setting `PROOFREADING_CHECKS`.

Each is called with a Version and gives Issues. It runs in a thread of its own and has two seconds: a thread cannot be
stopped, so one that takes longer goes on in the background until it ends by itself, and its answer is thrown away. A
check with several such threads still running is not asked until one has ended. It must not rely on the database's
transaction: a thread has a connection of its own, which does not see what the door has not yet committed.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from threading import Thread

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from essays.documents.messages import gettext_noop
from essays.documents.proofreading import Issue, Severity
from essays.documents.version import Version

Check = Callable[[Version], Iterable[Issue]]

TIME_LIMIT = 2.0  # seconds
MOST_RUNNING = 4  # threads of one check that have outrun their time
FAILED = gettext_noop("The check “%(check)s” failed and said nothing of this text.")
SLOW = gettext_noop("The check “%(check)s” took longer than %(seconds)s s and said nothing of this text.")

logger = logging.getLogger(__name__)
_overdue: dict[str, list[Thread]] = defaultdict(list)


def plugged(version: Version) -> Iterator[Issue]:
    """What all of them say; one that fails or is slow is a hint, and never stops anybody."""
    for path in settings.PROOFREADING_CHECKS:
        yield from _ask(path, version)


def _ask(path: str, version: Version) -> list[Issue]:
    _overdue[path] = [thread for thread in _overdue[path] if thread.is_alive()]
    if len(_overdue[path]) >= MOST_RUNNING:
        return [_notice("check-slow", SLOW, path)]
    call = _Call(path, version)
    call.start()
    call.join(TIME_LIMIT)
    if call.is_alive():
        _overdue[path].append(call)
        logger.warning("Proofreading check %s takes longer than %s s.", path, TIME_LIMIT)
        return [_notice("check-slow", SLOW, path)]
    return [_notice("check-failed", FAILED, path)] if call.issues is None else call.issues


def _notice(code: str, template: str, path: str) -> Issue:
    return Issue(code, Severity.HINT, template, {"check": path, "seconds": int(TIME_LIMIT)})


class _Call(Thread):
    """A daemon: a check that never returns does not keep the process from ending."""

    def __init__(self, path: str, version: Version) -> None:
        super().__init__(daemon=True)
        self.path, self.version = path, version
        self.issues: list[Issue] | None = None

    def run(self) -> None:
        try:
            found = list(_check(self.path)(self.version))
            for issue in found:
                _prove(issue)
            self.issues = found
        except Exception:  # whatever others have written
            logger.exception("Proofreading check %s failed.", self.path)
        finally:
            connections.close_all()


def _prove(issue: Issue) -> None:
    """Raise now what would be raised where the issue is counted or shown."""
    if not isinstance(issue, Issue) or not isinstance(issue.severity, Severity):
        raise TypeError(f"no Issue: {issue!r}")
    issue.template % dict(issue.params)


@lru_cache(maxsize=64)
def _check(path: str) -> Check:
    check: Check = import_string(path)
    return check
