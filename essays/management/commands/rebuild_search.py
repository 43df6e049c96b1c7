"""Make the search index anew, with progress. Readers go on searching meanwhile, unless it was never whole."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from essays.management.database import NotReadyError, check_ready, reason_of
from essays.management.language import language_of
from essays.management.reporting.helping import CellHelpFormatter
from essays.management.reporting.progress import progress_line
from essays.management.reporting.result import USAGE
from essays.models import Collection, SearchRow
from essays.search.rebuilding import rebuild


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    @property
    def help(self) -> str:  # type: ignore[override]
        return _("Make the search index anew from everything that is public.")

    def run_from_argv(self, argv: list[str]) -> None:
        """The language must be known before the parser with its help is made."""
        with translation.override(language_of(argv)):
            super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, **kwargs | {"formatter_class": CellHelpFormatter})

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from-nothing", action="store_true", help=_("empty it first: no search is answered until it is done")
        )
        parser.add_argument("--keywords", action="store_true", help=_("make keywords and related essays anew, too"))
        parser.add_argument("--lang", choices=dict(settings.LANGUAGES), help=_("language of the output"))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"] or settings.LANGUAGE_CODE):
            try:
                check_ready()
                self._rebuild(options["from_nothing"], options["keywords"], shows=options["verbosity"] > 0)
            except NotReadyError as error:
                raise CommandError(str(error), returncode=USAGE) from error
            except DatabaseError as error:
                raise CommandError(reason_of(error)) from error
            except KeyboardInterrupt:
                raise CommandError(_("Interrupted. Run it again to go on."), returncode=130) from None

    def _rebuild(self, from_nothing: bool, keywords: bool, *, shows: bool) -> None:
        started, total = perf_counter(), Collection.objects.count()
        with progress_line(sys.stderr, total, is_shown=shows and sys.stderr.isatty()) as progress:
            for collection in rebuild(from_nothing=from_nothing, keywords=keywords):
                progress.step(str(collection))
        if shows:
            said = _("%(rows)s things can be found, in %(seconds).1f s.")
            self.stdout.write(said % {"rows": SearchRow.objects.count(), "seconds": perf_counter() - started})
