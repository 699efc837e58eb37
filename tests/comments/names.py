"""Authors who are known by a name, and why somebody else's is held."""

from tests.comments.scene import last_comment, proved
from tests.factories import make_comment


def known_author(email, name, **fields):
    """The browser of somebody who proved an address, and is known by a name under it."""
    make_comment(author_email=email, author_name=name, is_confirmed=True, **fields)
    return proved(email)


def why_held():
    return [finding["reason"] for finding in last_comment().findings]
