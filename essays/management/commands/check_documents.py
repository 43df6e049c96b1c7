"""The linter for document files: everything an import would say of them, and the proofreader's remarks."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from essays.documents.readers import MAX_SIZE
from essays.management.checking_run import CheckingRun, Presenter
from essays.management.database import NotReadyError, check_ready
from essays.management.intake import STDIN, Input, IntakeError, gather, read_stdin
from essays.management.language import language_of
from essays.management.reporting.checked import JsonReport, TextReport
from essays.management.reporting.helping import CellHelpFormatter
from essays.management.reporting.result import USAGE
from essays.management.reporting.terminal import encodable, speaks_unicode, terminal_of

MOST_JOBS = 64
QUIET, LOUD = 0, 2
EXITS = gettext_noop(
    "Exit status: 0 nothing grave, 1 a file has errors or what blocks publication, 2 wrong use or no access, "
    "3 warnings with --strict, 130 interrupted."
)


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # what templates and addresses need, reading files does not

    @property
    def help(self) -> str:  # type: ignore[override]
        return _("Check document files before they are imported: their form, their marks and their words.")

    def run_from_argv(self, argv: list[str]) -> None:
        """The language must be known before the parser with its help is made."""
        with translation.override(language_of(argv)):
            super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"formatter_class": CellHelpFormatter, "epilog": _(EXITS)}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("paths", nargs="*", metavar="PATH", help=_("file, folder, or - for standard input"))
        add("--name", help=_("the file name of standard input, for its format"))
        add("--encoding", help=_("the encoding of the text, if it cannot be told"))
        add("--jobs", metavar="N", type=int, default=1, help=_("processes that read files (1)"))
        add("--strict", action="store_true", help=_("warnings make the exit status 3"))
        add("--json", action="store_true", help=_("print one JSON object"))
        add("--lang", choices=dict(settings.LANGUAGES), help=_("language of the output"))
        add("--ambiguous-wide", action="store_true", help=_("the terminal shows “ ” … two cells wide"))
        add("-q", "--quiet", action="store_true", help=_("errors only, as -v 0"))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"] or settings.LANGUAGE_CODE):
            code = self._run(options)
        if code:
            raise SystemExit(code)

    def _run(self, options: dict[str, Any]) -> int:
        if not 0 <= options["jobs"] <= MOST_JOBS:
            raise _usage(_("--jobs must be from 0 to %(most)s.") % {"most": MOST_JOBS})
        try:
            inputs = _inputs(options)
        except IntakeError as error:
            raise _usage(str(error)) from error
        is_alone = self._is_alone()
        run = CheckingRun(
            self._presenter(options, is_alone),
            encoding=options["encoding"],
            limit=MAX_SIZE,
            jobs=options["jobs"],
            is_strict=options["strict"],
            is_alone=is_alone,
        )
        return run.execute(inputs)

    def _is_alone(self) -> bool:
        """Files can be checked anywhere; what only a database knows is left out, and that is said."""
        try:
            check_ready()
        except NotReadyError as error:
            words = _("The lexicon and the library were not asked: %(reason)s") % {"reason": error}
            self.stderr.write(encodable(words, self._stream(self.stderr)), style_func=str)
            return True
        return False

    def _presenter(self, options: dict[str, Any], is_alone: bool) -> Presenter:
        out = self._stream(self.stdout)
        if options["json"]:
            return JsonReport(self.stdout.write, not speaks_unicode(out), is_alone)
        colour = False if options["no_color"] else True if options["force_color"] else None
        terminal = terminal_of(out, colour=colour, wide=options["ambiguous_wide"])
        verbosity = QUIET if options["quiet"] else min(options["verbosity"], LOUD)
        return TextReport(self._say, terminal, verbosity)

    def _say(self, line: str) -> None:
        self.stdout.write(encodable(line, self._stream(self.stdout)))

    @staticmethod
    def _stream(wrapper: Any) -> Any:
        return getattr(wrapper, "_out", wrapper)


def _usage(reason: str) -> CommandError:
    return CommandError(reason, returncode=USAGE)


def _inputs(options: dict[str, Any]) -> list[Input]:
    paths = options["paths"]
    if not paths:
        raise IntakeError(_("Name a file or folder to check, or - for standard input."))
    if paths == [STDIN]:
        return [read_stdin(sys.stdin.buffer, options["name"] or "", MAX_SIZE)]
    return gather(paths)
