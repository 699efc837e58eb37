from django.contrib.auth.models import User
from django.db.models import Value
from django.utils.translation import gettext as _

from comments.models import ConfirmedAddress
from comments.moderation import Finding, Span, Verdict
from comments.text import shortened, skeleton
from posts.models import Author, SiteIdentity

ROLES = {"Admin", "Administrator", "Moderator", "Staff", "Editor", "Webmaster"}
TITLES = ROLES | {"Author", "Official", "Owner", "Support", "Team", "Verified", "Writer"}
_ROLES, _TITLES = (frozenset(map(skeleton, words)) for words in (ROLES, TITLES))
REASON_MAX_LENGTH = 300


def lookalike_name(submission):
    """A name that can't be told from somebody else's here or the site's, or claims to run it.

    Told by its looks: other alphabets, accents, invisible letters. "Ann Lee (author)" is Ann Lee's.
    """
    looks = skeleton(submission.typed_name)
    if not looks:
        return None
    if looks in _ROLES:
        return _finding(submission, _("The name is that of a role on this site."))
    for name in (*_names_of_staff(), SiteIdentity.current().name):
        if _passes_for(looks, skeleton(name)):
            return _finding(
                submission, _("The name looks like that of %(author)s.") % {"author": name}
            )
    if _is_like_a_confirmed_authors(looks, submission):
        # Not whose: they may have every trace of themselves erased, and this isn't their comment.
        return _finding(submission, _("The name looks like that of a confirmed author."))
    return None


def _names_of_staff():
    """Of all who write here, and of active staff who don't."""
    writers = Author.objects.order_by().values_list("display_name", Value(""))
    others = User.objects.filter(is_staff=True, is_active=True, author=None)
    return [
        f"{first} {last}".strip()
        for first, last in writers.union(others.values_list("first_name", "last_name"))
    ]


def _is_like_a_confirmed_authors(looks, submission):
    """Of one who is known by that name; unless this author is known by it themselves."""
    alike = [
        address
        for address in ConfirmedAddress.objects.filter(name_looks=looks)
        if _is_known_as(address.name, address)
    ]
    if not alike or not submission.is_confirmed:
        return bool(alike)
    own = submission.address
    return alike != [own] and not _is_known_as(submission.author_name, own)


def _is_known_as(name, address):
    """A comment under the address was approved that is signed so."""
    return address.comments.approved().filter(author_name=name).exists()


def _passes_for(looks, name):
    if not name or name not in looks:
        return False
    before, _name, after = looks.partition(name)
    return looks == name or any(title in part for title in _TITLES for part in (before, after))


def _finding(submission, reason):
    return Finding(
        "lookalike_name",
        Verdict.HOLD,
        shortened(reason, REASON_MAX_LENGTH),
        (Span("author_name", 0, len(submission.author_name), submission.author_name),),
    )
