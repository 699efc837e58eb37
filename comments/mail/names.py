"""How a mail names people and posts: on one line, and with no link in it."""

from django.utils.translation import gettext as _

from comments.mail.unlinked import one_line, unlinked

NAME_MAX_LENGTH = 60  # characters; of names and titles, where they stand in a sentence
TITLE_MAX_LENGTH = 120


def author_of(comment):
    return unlinked(one_line(comment.author_name, NAME_MAX_LENGTH)) or _("Anonymous")


def title_of(post):
    return one_line(post.title, TITLE_MAX_LENGTH)
