from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat, Lower, Trim
from django.utils.translation import gettext as _

from comments.models import Comment, ConfirmedAddress
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
    writers = Author.objects.order_by().values_list("display_name")
    others = User.objects.filter(is_staff=True, is_active=True, author=None)
    full_name = Trim(Concat("first_name", Value(" "), "last_name"))
    return [name for (name,) in writers.union(others.values_list(full_name))]


def _is_like_a_confirmed_authors(looks, submission):
    """Of one who is known by that name; unless this author is known by it themselves.

    Known by a name: a comment under their address was approved that is signed with it.
    """
    under_it = Comment.objects.approved().alias(email_folded=Lower("author_email"))
    by_that_name = under_it.filter(email_folded=OuterRef("email"), author_name=OuterRef("name"))
    alike = list(
        ConfirmedAddress.objects.filter(Exists(by_that_name), name_looks=looks).values_list("email")
    )
    if not alike or not submission.is_confirmed:
        return bool(alike)
    signed_so = submission.address.comments.approved().filter(author_name=submission.author_name)
    return alike != [(submission.address.email,)] and not signed_so.exists()


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
