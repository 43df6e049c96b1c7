"""Everything a site needs before its first start. Run it again after an update."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from essays.management.accounts import make_superuser
from essays.management.founding import founding_steps, take

SERVER = ".venv/bin/gunicorn studysite.wsgi --worker-class gthread --workers 2 --threads 8 --bind 127.0.0.1:8000"


class Command(BaseCommand):
    help = "Create the secret key, the tables and the static files; with --admin, the first superuser."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--admin", metavar="NAME", help="make this superuser, with a random password printed once")
        parser.add_argument("--lang", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]):
            take(founding_steps(), self.stdout.write)
            if options["admin"]:
                self.stdout.write(self._admin(options["admin"]))
            self.stdout.write(_("Ready. Start it with:"))
            self.stdout.write(f"  {SERVER}")

    def _admin(self, username: str) -> str:
        password = make_superuser(username)
        if password is None:
            return _("The user %(name)s exists already and was not changed.") % {"name": username}
        return _("Superuser %(name)s, password %(password)s (not kept anywhere: write it down).") % {
            "name": username,
            "password": password,
        }
