import sqlite3
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from comments.models import Notification
from config.running import backups, restoring
from config.running.embedded import sqlite_path


class Command(BaseCommand):
    help = (
        "Makes a backup the site's database: checked, brought up to date, and put in place at "
        "once, while the site serves. What was there is backed up first."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file, **options):
        database = sqlite_path(
            otherwise=_("Use pg_restore --clean --if-exists FILE: this site is on PostgreSQL.")
        )
        safe_copy = backups.dated_path(database)
        try:
            restoring.restore(file, database, safe_copy)
        except (restoring.Refused, OSError, sqlite3.Error, backups.Damaged) as error:
            raise CommandError(_("%s was not restored: %s") % (file, error)) from error
        if safe_copy.exists():
            self.stdout.write(_("What was there is in %s") % safe_copy)
        connection.close()  # which may have looked at the former database
        self.stdout.write(_("%s is restored.") % file)
        if owed := Notification.objects.owed().count():
            self.stdout.write(
                _("It owes %d mails; what of them was sent since it was made is sent again.") % owed
            )
