"""What a view says of its page, and its page of itself, to whoever keeps it."""

from typing import NamedTuple

from django.utils import timezone

from posts.pagecache import version


class Kept(NamedTuple):
    """`query`: the parameters that its view looks at.

    `is_of_post`: its address names the post whose conversation it shows. Any other page shows
    something of everything.
    """

    query: frozenset
    is_of_post: bool

    def version(self, kwargs):
        """Of the page whose address has these parts."""
        return version.of_post(kwargs["slug"]) if self.is_of_post else version.of_everything()


def kept(*query, is_of_post=False):
    """Of a view: its page is the same for everybody who asks for the same address."""

    def mark(view):
        view.kept = Kept(frozenset(query), is_of_post)
        return view

    return mark


def holds_until(request, moment):
    """Of a page that is being made: at `moment` it changes by itself, unless that is past."""
    if moment is not None and moment > timezone.now():
        request.page_holds_until = moment
