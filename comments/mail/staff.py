"""Who of the staff is mailed about replies, and by which choice of their own."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from comments.models import StaffPreferences, Tally
from comments.text import folded_address

BACKEND = "django.contrib.auth.backends.ModelBackend"
ALL, OWN_POSTS = "comments.moderate_comment", "comments.moderate_own_posts"


@dataclass
class Person:
    user: object
    moderates_all: bool
    preferences: StaffPreferences

    @property
    def email(self):
        return folded_address(self.user.email)


def moderators():
    """Everybody who may moderate every reply and wishes to be mailed."""
    return _who_wish_it(dict.fromkeys(_allowed_to(ALL), True))


def moderators_and_editors():
    """The same, and editors on whose posts something waits."""
    people = dict.fromkeys(_allowed_to(ALL), True)
    editors = [user for user in _allowed_to(OWN_POSTS) if user not in people]
    if editors:
        there = Tally.objects.filter(waiting__gt=0, post__author__user__in=editors)
        concerned = set(there.values_list("post__author__user", flat=True))
        people |= {user: False for user in editors if user.pk in concerned}
    return _who_wish_it(people)


def is_reached_at(user, email):
    """Whether a mail to `email` still reaches this person, who is still here."""
    is_staff = user is not None and user.is_active and user.is_staff
    return is_staff and folded_address(user.email) == email


def _allowed_to(right):
    users = get_user_model().objects.with_perm(right, backend=BACKEND)
    return users.filter(is_staff=True).exclude(email="").order_by("pk")


def _who_wish_it(people):
    stored = StaffPreferences.objects.in_bulk([user.pk for user in people])
    persons = [
        Person(user, moderates_all, stored.get(user.pk) or StaffPreferences(user=user))
        for user, moderates_all in people.items()
    ]
    return [one for one in persons if one.preferences.mail != StaffPreferences.Mail.OFF]
