import logging
import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from django.utils.translation import gettext as _

from comments import surges
from comments.desk import batches
from comments.mail.announcing import announce_new_posts
from comments.mail.delivery import deliver_due
from comments.mail.moderators import tell_moderators

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Asks who is owed mail, then sends what is due: that, and what a worker left or put off."

    def add_arguments(self, parser):
        parser.add_argument(
            "--every",
            type=float,
            metavar="SECONDS",
            help="Keep running, and do so every that many seconds.",
        )

    def handle(self, *, every, **options):
        if every is None:
            self.stdout.write(self._sweep(is_stopping=lambda: False) or _("No mail is due."))
            return
        stopping = Event()
        before = {
            number: signal.signal(number, lambda *_: stopping.set())
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            self._keep_sweeping(every, stopping)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _keep_sweeping(self, every, stopping):
        while not stopping.is_set():
            try:
                close_old_connections()
                if done := self._sweep(is_stopping=stopping.is_set):
                    self.stdout.write(done)
            except DatabaseError as error:
                # Not its words, which may quote a row.
                logger.error("Mail: the database has trouble: %s", type(error).__name__)
                connection.close()
            stopping.wait(every)

    def _sweep(self, is_stopping):
        """What was done, in words; "" when nothing was."""
        surges.watch()
        announced = announce_new_posts()
        tell_moderators()
        batches.resume()
        done = deliver_due(is_stopping)
        parts = [_("%d announced") % announced] if announced else []
        parts += [f"{number} {outcome}" for outcome, number in done.items()]
        return ", ".join(parts)
