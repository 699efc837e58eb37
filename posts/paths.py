"""The paths of our pages, by name. Pure: a path never changes while a process runs."""

from functools import lru_cache

from django.urls import reverse

KNOWN_AT_MOST = 2_000


@lru_cache(maxsize=KNOWN_AT_MOST)
def path_to(name, *args):
    """What `reverse` finds, looking through every URLconf: too much for fifty links of a page."""
    return reverse(name, args=args)
