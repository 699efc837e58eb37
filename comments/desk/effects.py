"""What approving will do: who is mailed, whether its author becomes known, what stays checked.

It says what `Notification.objects.owe_for` will do, in words; strangers are a number, no addresses.
"""

from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.text import folded_address

FACTS = """
    SELECT 'mine' AS what, COUNT(*) AS number FROM comments_subscription
    WHERE follows = 'comment' AND comment_id = %(pk)s AND confirmed_at IS NOT NULL
    UNION ALL
    SELECT 'unaware', COUNT(*) FROM comments_subscription s
    WHERE follows = 'comment' AND comment_id = %(pk)s AND confirmed_at IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM comments_notification n
            WHERE n.comment_id = %(pk)s AND n.email = s.email AND n.kind = 'approved'
        )
    UNION ALL
    SELECT 'parents', COUNT(*) FROM comments_subscription s
    WHERE follows = 'comment' AND comment_id = %(parent)s AND confirmed_at IS NOT NULL
        AND email <> %(email)s AND NOT EXISTS ({told} AND n.email = s.email)
    UNION ALL
    SELECT 'followers', COUNT(*) FROM comments_subscription s
    WHERE follows = 'post' AND post_id = %(post)s AND confirmed_at IS NOT NULL
        AND email <> %(email)s AND NOT EXISTS ({told} AND n.email = s.email) AND email NOT IN (
            SELECT email FROM comments_subscription
            WHERE follows = 'comment' AND comment_id = %(parent)s AND confirmed_at IS NOT NULL
        )
    UNION ALL
    SELECT 'writer_follows', COUNT(*) FROM comments_subscription
    WHERE email = %(writer)s AND confirmed_at IS NOT NULL
        AND (comment_id = %(parent)s OR post_id = %(post)s)
    UNION ALL
    SELECT 'writer_told', COUNT(*) FROM ({told} AND n.email = %(writer)s) told
    UNION ALL
    SELECT 'confirmed', COUNT(*) FROM comments_confirmedaddress WHERE email = %(email)s
    UNION ALL
    SELECT 'approved', COUNT(*) FROM (
        SELECT 1 FROM comments_comment
        WHERE LOWER(author_email) = %(address)s AND status = 'approved' LIMIT 1
    ) known
    UNION ALL
    SELECT 'live', replies FROM comments_tally WHERE post_id = %(post)s
    UNION ALL
    SELECT 'waiting', waiting FROM comments_tally WHERE post_id = %(post)s
"""
TOLD = """
    SELECT 1 FROM comments_notification n
    WHERE n.comment_id = %(pk)s AND n.kind IN ('reply', 'new_reply', 'own_post')
"""


class Facts(NamedTuple):
    follows_own: bool  # its author can be told
    is_unaware: bool  # and wasn't, when it was approved before
    parents: int  # followers of what it answers
    followers: int  # of the post, told for no nearer reason
    writer_knows: bool  # of the post: as its follower, from an earlier approval, or as its author
    is_confirmed: bool  # somebody confirmed the address
    is_known: bool
    live: int  # on the post
    waiting: int


def facts_of(comment):
    email = folded_address(comment.author_email)
    writer = folded_address(comment.post.author.user.email)
    params = {
        "pk": comment.pk, "parent": comment.parent_id, "post": comment.post_id,
        "email": email, "address": email or None, "writer": writer,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(FACTS.format(told=TOLD), params)
        found = dict(cursor.fetchall())
    knows = writer == email or found["writer_follows"] or found["writer_told"]
    return Facts(
        bool(found["mine"]), bool(found["unaware"]), found["parents"], found["followers"],
        bool(knows), bool(found["confirmed"]), bool(found["approved"]),
        found.get("live", 0), found.get("waiting", 0),
    )  # fmt: skip


def of_approving(comment, facts, moderator):
    """Sentences, the first ones on whom is mailed."""
    return [*_mailed(comment, facts, moderator), *_trust(comment, facts)]


def _mailed(comment, facts, moderator):
    told = []
    if facts.is_unaware and comment.user_id != moderator.pk:
        told.append(_("its author"))
    if facts.parents:
        name = comment.parent.author_name or _("Anonymous")
        told.append(_("%(name)s, whom it answers") % {"name": name})
    if not facts.writer_knows and _writer_wishes(comment, moderator):
        told.append(_("%(name)s, who wrote the post") % {"name": comment.post.author.display_name})
    if facts.followers:
        told.append(
            ngettext("%d follower of the post", "%d followers of the post", facts.followers)
            % facts.followers
        )
    if not told or not comment.post.is_published:  # what is owed then is dropped, not kept
        yield _("Nobody is mailed.")
    elif len(told) == 1:
        yield _("Mailed: %(one)s.") % {"one": told[0]}
    else:
        yield _("Mailed: %(some)s and %(last)s.") % {"some": ", ".join(told[:-1]), "last": told[-1]}
    if not comment.post.is_published:
        yield _("Readers see it once the post is public.")


def _writer_wishes(comment, moderator):
    """The post's author, where they asked for it and had no part in this."""
    writer = comment.post.author.user
    wishes = getattr(writer, "moderation_preferences", None)
    return bool(
        wishes and wishes.hears_of_replies and writer.email and writer.is_active
        and writer.pk not in {comment.user_id, moderator.pk}
    )  # fmt: skip


def _trust(comment, facts):
    if comment.user_id:
        return
    if not comment.author_email:
        yield _("Without an address its author can’t become known.")
    elif facts.is_confirmed and not facts.is_known:
        yield _("It is the first under this confirmed address: its author becomes known.")
        yield _("Later replies are still checked for links, watched terms and names.")
    elif facts.is_confirmed:
        yield _("Its author is known already; links, watched terms and names stay checked.")
    else:
        yield _("The address isn’t confirmed: the author’s next reply is held again.")
