"""A site to look at: the samples published, one account a role, served on this machine."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from essays.management.accounts import Account, accounts_file, open_demo_accounts
from essays.management.founding import founding_steps, take
from essays.management.serving import LOOPBACK, is_free, serve
from essays.models import Source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


class Command(BaseCommand):
    help = "Set up the site, import and publish the samples, make one account per role, and serve on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
        parser.add_argument("--no-serve", action="store_true", help="only set up")
        parser.add_argument("--lang", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        port, serves = options["port"], not options["no_serve"]
        with translation.override(options["lang"]):
            if serves and not is_free(port):
                raise CommandError(
                    _("Port %(port)d of 127.0.0.1 is in use: stop what uses it, or choose another with --port.")
                    % {"port": port}
                )
            try:
                self._set_up(port)
            except KeyboardInterrupt:
                raise CommandError(_("Interrupted. Run it again to go on."), returncode=130) from None
            if serves:
                self.stdout.write(_("Serving on this machine only. Ctrl-C stops."))
        if serves:
            serve(port)

    def _set_up(self, port: int) -> None:
        take([*founding_steps(), (_("Sample collections"), import_samples)], self.stdout.write)
        accounts = open_demo_accounts()
        self.stdout.write(rendered(table_of(accounts)))
        address = f"http://{LOOPBACK}:{port}/"
        self.stdout.write(_("Site:      %(address)s") % {"address": address})
        self.stdout.write(_("Desk:      %(address)s") % {"address": f"{address}admin/"})
        self.stdout.write(_("Passwords: %(path)s") % {"path": accounts_file()})


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


def import_samples() -> None:
    """Import and publish those never imported before: what was changed or withdrawn since stays so."""
    known = set(Source.objects.values_list("key", flat=True))
    fresh = [str(path) for path in samples() if path.name not in known]
    if fresh:
        call_command("import_documents", *fresh, publish=True, yes=True, verbosity=0, lang=translation.get_language())


def table_of(accounts: Sequence[Account]) -> Table:
    duties = {
        "录入": _("types documents in"),
        "编辑": _("edits, submits for review"),
        "审核": _("approves or returns"),
        "发布": _("publishes and withdraws"),
        "管理": _("all of these, and accounts"),
        "": _("reads everything on the site"),
    }
    table = Table(box=SIMPLE_HEAD, header_style="")
    for heading in (_("Role"), _("User name"), _("Password"), _("Allowed to")):
        table.add_column(heading, no_wrap=True)
    for account in accounts:
        password = account.password or _("(changed)")
        table.add_row(account.group or _("reader"), account.username, password, duties[account.group])
    return table


def rendered(table: Table) -> str:
    """The table as text, its columns measured in terminal cells."""
    console = Console(no_color=True, highlight=False)
    with console.capture() as capture:
        console.print(table)
    return capture.get()
