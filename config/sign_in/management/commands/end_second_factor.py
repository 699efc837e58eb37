from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from config.sign_in.second_factor import has_second_factor
from config.sign_in.switching_off import switch_off


class Command(BaseCommand):
    help = "Takes the second factor off an account whose owner lost the app and the codes."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        users = get_user_model()
        try:
            user = users.objects.get_by_natural_key(username)
        except users.DoesNotExist as error:
            raise CommandError(f"There is no account {username!r}.") from error
        if not has_second_factor(user):
            raise CommandError(f"{username!r} has no second factor.")
        switch_off(user)
        self.stdout.write(f"{username!r} signs in with the password alone now.")
