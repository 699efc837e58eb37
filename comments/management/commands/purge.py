from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from comments.leftovers import clear_leftovers, leftovers
from comments.models import Purge
from comments.purging import purge, would_purge


class Command(BaseCommand):
    help = (
        "Deletes old spam, removed replies and records of mails, and forgets readers’ networks, "
        "as the discussion settings say; clears expired sessions and old results of tasks. For a "
        "timer, once a day; safe while the site serves."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say how much there is to purge."
        )

    def handle(self, *, dry_run, **options):
        done = would_purge() if dry_run else purge(tells=self._progress)
        said = {Purge.What(what).label: number for what, number in done.items()}
        said |= leftovers() if dry_run else clear_leftovers()
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")
        for what, number in said.items():
            self.stdout.write(f"{what}: {number}")
        if not said:
            self.stdout.write(_("There is nothing to purge."))

    def _progress(self, what, number):
        if self.stdout.isatty():  # a log needs no more than the sum
            self.stdout.write(f"\r\033[K{Purge.What(what).label}: {number} …", ending="")
            self.stdout.flush()
