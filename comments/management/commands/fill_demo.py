from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from comments import demo as conversation
from posts import demo as posts


class Command(BaseCommand):
    help = "Puts the demo's posts and replies into an empty database, once."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Its logins are for everybody: only with DEMO=1.")
        if posts.is_loaded():
            self.stdout.write("The demo is already there.")
            return
        with transaction.atomic():
            posts.load()
            conversation.load()
        self.stdout.write("The demo's posts and replies are in.")
