"""Remove for good what has lain in the recycle bin long enough, and what the desk left over."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from essays.management.database import NotReadyError, check_ready, reason_of
from essays.management.language import language_of
from essays.management.reporting.helping import CellHelpFormatter
from essays.management.reporting.result import USAGE
from essays.models import Collection, Essay, MissedSearch, Notice, Presence, SearchRow, Upload
from essays.models.desk_text import forget_texts_of_nothing
from essays.models.missed_search import KEPT_FOR as MISSED_FOR
from essays.models.presence import FADES_AFTER
from essays.models.recycling import KEPT_DAYS
from essays.models.searching import index_essays
from essays.models.upload import KEPT_FOR

MOST_DAYS = 36_500


class Command(BaseCommand):
    requires_system_checks: list[str] = []

    @property
    def help(self) -> str:  # type: ignore[override]
        return _("Remove for good what lies in the recycle bin, old read notices and what uploads left over.")

    def run_from_argv(self, argv: list[str]) -> None:
        """The language must be known before the parser with its help is made."""
        with translation.override(language_of(argv)):
            super().run_from_argv(argv)

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(prog_name, subcommand, **kwargs | {"formatter_class": CellHelpFormatter})

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=KEPT_DAYS, help=_("how long it must have lain there (30)"))
        parser.add_argument("--dry-run", action="store_true", help=_("show what would be done and write nothing"))
        parser.add_argument("--lang", choices=dict(settings.LANGUAGES), help=_("language of the output"))

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"] or settings.LANGUAGE_CODE):
            if not 0 <= options["days"] <= MOST_DAYS:
                words = _("--days must be from 0 to %(most)s.") % {"most": MOST_DAYS}
                raise CommandError(words, returncode=USAGE)
            try:
                check_ready()
                self._purge(options["days"], is_dry=options["dry_run"])
            except NotReadyError as error:
                raise CommandError(str(error), returncode=USAGE) from error
            except DatabaseError as error:
                raise CommandError(reason_of(error)) from error

    def _purge(self, days: int, *, is_dry: bool) -> None:
        with transaction.atomic():
            for name, rows in _expired(days):
                count = rows.count()
                if rows.model in (Collection, Essay):
                    for row in rows:
                        self.stdout.write(f"  − {row} (#{row.pk})")
                if not is_dry:
                    rows.delete()
                self.stdout.write(f"{name}: {count}")
            forget_texts_of_nothing()
            self._forget_what_ended(is_dry=is_dry)
        self.stdout.write(_("Nothing was removed: this was a dry run.") if is_dry else _("Done."))

    def _forget_what_ended(self, *, is_dry: bool) -> None:
        """No search shows what is withdrawn; but it is passed over in each, so it should not pile up."""
        ended = SearchRow.objects.ended(timezone.now())
        self.stdout.write(f"{_('Withdrawn search entries')}: {ended.count()}")
        if not is_dry:
            index_essays(ended.order_by().values_list("essay", flat=True).distinct())


def _expired(days: int) -> list[tuple[str, QuerySet[Any]]]:
    now = timezone.now()
    then = now - timedelta(days=days)
    return [
        (_("Collections"), Collection.objects.filter(deleted_at__lte=then)),
        (_("Essays"), Essay.objects.filter(deleted_at__lte=then)),
        (_("Uploads"), Upload.objects.filter(uploaded_at__lte=now - KEPT_FOR)),
        (_("Open forms"), Presence.objects.filter(seen_at__lte=now - FADES_AFTER)),
        (_("Searches without result"), MissedSearch.objects.filter(last_at__lte=now - MISSED_FOR)),
        (_("Read notices"), Notice.objects.filter(read_at__lte=then)),
    ]
