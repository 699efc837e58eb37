from django.utils.translation import gettext as _

from comments.moderation import Finding, Span, Verdict
from comments.text import shortened, skeleton
from posts.models import Author, SiteIdentity

ROLES = {"Admin", "Administrator", "Moderator", "Staff", "Editor", "Webmaster"}
TITLES = ROLES | {"Author", "Official", "Owner", "Support", "Team", "Verified", "Writer"}
_ROLES, _TITLES = (frozenset(map(skeleton, words)) for words in (ROLES, TITLES))
REASON_MAX_LENGTH = 300


def lookalike_name(submission):
    """A name that can't be told from a writer's or the site's, or that claims to run it.

    Told by its looks: other alphabets, accents, invisible letters. "Ann Lee (author)" is Ann Lee's.
    """
    looks = skeleton(submission.typed_name)
    if not looks:
        return None
    if looks in _ROLES:
        return _finding(submission, _("The name is that of a role on this site."))
    writers = Author.objects.values_list("display_name", flat=True)
    for name in (*writers, SiteIdentity.current().name):
        if _passes_for(looks, skeleton(name)):
            return _finding(
                submission, _("The name looks like that of %(author)s.") % {"author": name}
            )
    return None


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
