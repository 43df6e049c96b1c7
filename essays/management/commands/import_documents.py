"""The door for document files: read, preview, import, and on request publish them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from essays.documents.readers import MAX_SIZE
from essays.importing import Options, Step, missing_permissions
from essays.management.database import NotReadyError, check_ready
from essays.management.importing_run import How, Run
from essays.management.intake import STDIN, Input, IntakeError, gather, read_stdin
from essays.management.language import language_of
from essays.management.reporting.data import JsonStream
from essays.management.reporting.diagnostics import explain
from essays.management.reporting.helping import CellHelpFormatter
from essays.management.reporting.presenters import LOUD, QUIET, JsonPresenter, Presenter, TextPresenter
from essays.management.reporting.progress import wants_progress
from essays.management.reporting.result import USAGE
from essays.management.reporting.terminal import encodable, is_terminal, speaks_unicode, terminal_of
from essays.models import Collection
from essays.workflow import COMMAND_LINE, Actor

MEGABYTE = 1024 * 1024  # bytes
MOST_JOBS = 64
EXAMPLES = (
    (
        "import_documents essays.txt --dry-run",
        gettext_noop("look first: the tree and all warnings, nothing is written"),
    ),
    ("import_documents folder/ --jobs 4", gettext_noop("every document of a folder, read by four processes")),
    ("import_documents essays.docx --publish --yes", gettext_noop("import and let readers see it at once")),
    ("import_documents - --name essays.txt --json", gettext_noop("from standard input, with a report for programs")),
)


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # what templates and addresses need, an import does not

    @property
    def help(self) -> str:  # type: ignore[override]
        return _("Import document files as collections of essays. The same file again changes nothing.")

    def run_from_argv(self, argv: list[str]) -> None:
        """The language must be known before the parser with its help is made."""
        with translation.override(language_of(argv)):
            super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        examples = "\n".join(f"  {line}\n      {_(words)}" for line, words in EXAMPLES)
        heading = _("Examples:")
        kwargs |= {"formatter_class": CellHelpFormatter, "epilog": f"{heading}\n{examples}\n\n{_(_EXITS)}"}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help=_("file, folder, or - for standard input"))
        self._add_doing(parser)
        self._add_reading(parser)
        self._add_printing(parser)

    def _add_doing(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--dry-run", action="store_true", help=_("show what would be done and write nothing"))
        add("--submit", action="store_true", help=_("submit the essays for review"))
        add("--publish", action="store_true", help=_("publish the essays; needs --yes"))
        add("--yes", action="store_true", help=_("yes, readers shall see it"))
        add("--by", metavar="USER", help=_("do it as this user, with their permissions"))
        add("--key", help=_("the name the file is known by (one file)"))
        add("--into", metavar="ID", type=int, help=_("add to this collection (one file)"))
        add("--strict", action="store_true", help=_("warnings make the exit status 3"))
        add("--fail-fast", action="store_true", help=_("stop at the first file with errors"))

    def _add_reading(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--name", help=_("the file name of standard input, for its format"))
        add("--encoding", help=_("the encoding of the text, if it cannot be told"))
        add("--max-size", metavar="MB", type=float, help=_("refuse larger files (at most 20)"))
        add("--jobs", metavar="N", type=int, default=1, help=_("processes that read files (1)"))

    def _add_printing(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--json", action="store_true", help=_("print one JSON object"))
        add("--explain", metavar="CODE", help=_("explain a code such as W223 and stop"))
        add("--lang", choices=dict(settings.LANGUAGES), help=_("language of the output"))
        add("--no-progress", action="store_true", help=_("no progress line"))
        add("--ambiguous-wide", action="store_true", help=_("the terminal shows “ ” … two cells wide"))
        add("-q", "--quiet", action="store_true", help=_("errors only, as -v 0"))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"] or settings.LANGUAGE_CODE):
            if options["explain"]:
                self._explain(options["explain"])
                return
            code = self._run(options)
        if code:
            raise SystemExit(code)

    def _explain(self, code: str) -> None:
        try:
            self.stdout.write(explain(code.upper()))
        except KeyError:
            raise _usage(_("There is no code “%(code)s”.") % {"code": code}) from None

    def _run(self, options: dict[str, Any]) -> int:
        how = _how(options)
        try:
            check_ready()
            how = _with_actor(how, options)
            inputs = _inputs(options, how.limit)
        except (NotReadyError, IntakeError) as error:
            raise _usage(str(error)) from error
        term = os.environ.get("TERM", "")
        is_shown = wants_progress(self._stream(self.stderr), len(inputs), is_off=options["no_progress"], term=term)
        run = Run(how, self._presenter(options), self._complain, self._stream(self.stderr), is_shown)
        return run.execute(inputs)

    def _presenter(self, options: dict[str, Any]) -> Presenter:
        out, err = self._stream(self.stdout), self._stream(self.stderr)
        if options["json"]:
            stream = JsonStream(lambda text: self.stdout.write(text, ending=""), is_ascii=not speaks_unicode(out))
            return JsonPresenter(stream, self._complain)
        colour = False if options["no_color"] else True if options["force_color"] else None
        wide = options["ambiguous_wide"]
        return TextPresenter(
            self._say,
            self._complain,
            terminal_of(out, colour=colour, wide=wide),
            terminal_of(err, colour=colour, wide=wide),
            QUIET if options["quiet"] else min(options["verbosity"], LOUD),
            options["dry_run"],
            is_terminal(out),
        )

    def _say(self, line: str) -> None:
        self.stdout.write(encodable(line, self._stream(self.stdout)))

    def _complain(self, line: str) -> None:
        """To standard error, which Django would paint red all over."""
        self.stderr.write(encodable(line, self._stream(self.stderr)), style_func=str)

    @staticmethod
    def _stream(wrapper: Any) -> Any:
        return getattr(wrapper, "_out", wrapper)


_EXITS = gettext_noop(
    "Exit status: 0 done, 1 a file has errors, 2 wrong use or no access, 3 warnings with --strict, 130 interrupted."
)


def _usage(reason: str) -> CommandError:
    return CommandError(reason, returncode=USAGE)


def _how(options: dict[str, Any]) -> How:
    """What was asked for. Raises CommandError where it makes no sense."""
    step = Step.PUBLISH if options["publish"] else Step.SUBMIT if options["submit"] else Step.IMPORT
    if step is Step.PUBLISH and not (options["yes"] or options["dry_run"]):
        raise _usage(_("--publish shows the essays to readers at once: say --yes as well."))
    limit = options["max_size"]
    if limit is not None and not 0 < limit <= MAX_SIZE / MEGABYTE:
        raise _usage(_("--max-size must be more than 0 and at most %(most)s.") % {"most": MAX_SIZE // MEGABYTE})
    if not 0 <= options["jobs"] <= MOST_JOBS:
        raise _usage(_("--jobs must be from 0 to %(most)s.") % {"most": MOST_JOBS})
    return How(
        options=Options(into=options["into"], step=step),
        is_dry=options["dry_run"],
        is_strict=options["strict"],
        fails_fast=options["fail_fast"],
        needs_document=options["dry_run"] or options["json"],
        encoding=options["encoding"],
        limit=int((limit or MAX_SIZE / MEGABYTE) * MEGABYTE),
        jobs=options["jobs"],
    )


def _with_actor(how: How, options: dict[str, Any]) -> How:
    """The actor checked against the permissions the run needs, the collection against the database."""
    into, step, by = options["into"], how.options.step, _actor(options["by"])
    if into is not None and not Collection.objects.filter(pk=into).exists():
        raise IntakeError(_("There is no collection %(id)s.") % {"id": into})
    if missing := missing_permissions(step, by):
        words = {"user": by.printed, "permissions": ", ".join(missing)}
        raise IntakeError(_("%(user)s lacks the permissions for this: %(permissions)s.") % words)
    return How(**{name: getattr(how, name) for name in How.__slots__} | {"options": Options(into, step, by)})


def _actor(username: str | None) -> Actor:
    if not username:
        return COMMAND_LINE
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise IntakeError(_("There is no active user “%(user)s”.") % {"user": username})
    return Actor(user=user)


def _inputs(options: dict[str, Any], limit: int) -> list[Input]:
    paths, key = options["paths"], options["key"]
    if not paths:
        raise IntakeError(_("Name a file or folder to import, or - for standard input."))
    is_stdin = paths == [STDIN]
    inputs = [read_stdin(sys.stdin.buffer, options["name"] or "", limit)] if is_stdin else gather(paths)
    if len(inputs) > 1 and (key or options["into"] is not None):
        raise IntakeError(_("--key and --into go with one file; %(count)s were found.") % {"count": len(inputs)})
    if key:
        one = inputs[0]
        inputs = [Input(key, one.name, one.shown, one.path, one.data)]
    return inputs
