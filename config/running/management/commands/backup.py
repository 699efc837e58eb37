import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.running import backups
from config.running.embedded import sqlite_path


class Command(BaseCommand):
    help = (
        "Copies the database to FILE, or to a file with a date in backups/ beside it. Safe while "
        "the site serves; the copy is checked, and is there whole or not at all."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="Then delete the dated copies but for the newest N. For a timer.",
        )

    def handle(self, *, file, keep, **options):
        if keep is not None and (keep < 1 or file):
            raise CommandError(_("--keep N wants a number above 0, and no FILE."))
        database = sqlite_path(
            otherwise=_("Use pg_dump --format=custom --file=FILE: this site is on PostgreSQL.")
        )
        target = file or backups.dated_path(database)
        try:
            backups.back_up(database, target)
        except FileExistsError:
            raise CommandError(_("%s is there already. Nothing was changed.") % target) from None
        except (OSError, sqlite3.Error, backups.Damaged) as error:
            raise CommandError(_("No backup was made: %s") % error) from error
        self.stdout.write(_("%s: %d bytes") % (target, target.stat().st_size))
        for path in backups.delete_older(target.parent, keep) if keep else []:
            self.stdout.write(_("%s: deleted") % path)
