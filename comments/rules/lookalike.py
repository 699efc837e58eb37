from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from comments.looks import mixes_alphabets, readings
from comments.models import Comment, SignedName
from comments.moderation import Finding, Span, Verdict
from comments.text import shortened
from posts.models import SiteIdentity

ROLES = {"Admin", "Administrator", "Moderator", "Staff", "Editor", "Webmaster"}
# Alone these claim something, too; "Author" doesn't: a reader may be one.
CLAIMS = ROLES | {"Official", "Owner", "Support", "Team", "Verified"}
TITLES = CLAIMS | {"Author", "Writer"}
BESIDE_TITLES = {"The", "Your", "Our", "This", "Of", "And", "Site", "Website", "Blog"}
REASON_MAX_LENGTH = 300
# By hand, both: they are asked for every guest's reply.
NAMES_OF_STAFF = """
    SELECT display_name, '' FROM posts_author
    UNION
    SELECT first_name, last_name FROM auth_user WHERE is_staff AND is_active
    AND NOT EXISTS (SELECT 1 FROM posts_author WHERE posts_author.user_id = auth_user.id)
"""
SIGNED = "SELECT id FROM comments_signedname WHERE looks IN ({wanted})"


def _looks_of(words):
    """One each, as they are in Latin letters; the longest first."""
    return sorted({readings(word)[0] for word in words}, key=len, reverse=True)


_CLAIMS, _TITLES, _BESIDE = map(_looks_of, (CLAIMS, TITLES, BESIDE_TITLES))
_TITULAR = {*_TITLES, *(f"{title}s" for title in _TITLES), *_BESIDE}


def lookalike_name(submission):
    """A name that can't be told from somebody else's here or the site's, or claims to run it.

    Told by its looks: other alphabets, accents, invisible letters. "Ann Lee (author)" is Ann Lee's.
    """
    looks = readings(submission.typed_name)
    if not looks:
        return None
    site = SiteIdentity.current().name
    for name in (*_names_of_staff(), site):
        if _pass_for(looks, readings(name)):
            return _finding(
                submission, _("The name looks like that of %(author)s.") % {"author": name}
            )
    if any(_claims_a_role(reading, site) for reading in looks):
        return _finding(submission, _("The name is that of a role on this site."))
    if _is_like_a_confirmed_authors(looks, submission):
        # Not whose: they may have every trace of themselves erased, and this isn't their comment.
        return _finding(submission, _("The name looks like that of a confirmed author."))
    if mixes_alphabets(submission.author_name):
        return _finding(submission, _("The name mixes alphabets."))
    return None


def _names_of_staff():
    """Of all who write here, and of active staff who don't."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES_OF_STAFF)
        return [f"{first} {last}".strip() for first, last in cursor.fetchall()]


def _pass_for(looks, names):
    return any(_passes_for(reading, name) for name in names for reading in looks)


def _passes_for(looks, name):
    if name not in looks:
        return False
    before, _name, after = looks.partition(name)
    return looks == name or any(title in part for title in _TITLES for part in (before, after))


def _claims_a_role(looks, site):
    """Nothing but roles, titles, what stands beside them, and words of the site's name."""
    if not any(claim in looks for claim in _CLAIMS):
        return False
    words = {*_TITULAR, *_looks_of(word for word in site.split() if readings(word))}
    ends = {0, *(len(article) for article in ("a", "an") if looks.startswith(article))}
    for start in range(len(looks)):
        if start in ends:
            ends |= {start + len(word) for word in words if looks.startswith(word, start)}
    return len(looks) in ends


def _is_like_a_confirmed_authors(looks, submission):
    """Of one who is known by that name; unless this author is known by it themselves."""
    wanted = {bare for reading in looks for bare in _without_titles(reading)}
    with connection.cursor() as cursor:
        cursor.execute(SIGNED.format(wanted=", ".join(["%s"] * len(wanted))), list(wanted))
        found = [pk for (pk,) in cursor.fetchall()]
    if not found:  # as nearly always: the dearer question isn't even made
        return False
    alike = set(_still_signed(found).values_list("address", "name"))
    own = submission.address.pk if submission.is_confirmed else None
    is_like_anothers = any(address != own for address, _name in alike)
    return is_like_anothers and (own, submission.author_name) not in alike


def _still_signed(pks):
    """Those under which an approved comment stands."""
    approved = Comment.objects.approved().alias(email=Lower("author_email"))
    signed = approved.filter(email=OuterRef("address__email"), author_name=OuterRef("name"))
    return SignedName.objects.filter(Exists(signed), pk__in=pks)


def _without_titles(looks):
    """The name as it is, and with one title after another taken off its ends."""
    if not any(title in looks for title in _TITLES):
        return [looks]
    found = [looks]
    while found[-1]:
        found.append(_without_one_word(found[-1]))
    return found


def _without_one_word(looks):
    """Titles before what stands beside them: "the" may be the end of a name."""
    for words in (_TITLES, _BESIDE):
        for word in words:
            for cut in (looks.removesuffix, looks.removeprefix):
                if cut(word) != looks:
                    return cut(word)
    return ""


def _finding(submission, reason):
    return Finding(
        "lookalike_name",
        Verdict.HOLD,
        shortened(reason, REASON_MAX_LENGTH),
        (Span("author_name", 0, len(submission.author_name), submission.author_name),),
    )
