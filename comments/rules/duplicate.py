from django.db import connection
from django.utils.translation import gettext as _

from comments.moderation import Finding, Status, Verdict

# By hand: it is asked twice for every reply.
TWIN = """
    SELECT 1 FROM comments_comment
    WHERE post_id = %s AND fingerprint = %s AND status <> %s AND id <> %s LIMIT 1
"""
NOTHING = 0  # no comment has this id


def duplicate(submission):
    """The same text under the same name in the same place, unless that was removed.

    Case doesn't count, inner spaces do. The e-mail address is not asked, other than in WordPress:
    whoever can read a name and a text could else try out addresses until one is refused.
    """
    itself = submission.comment.pk if submission.comment else NOTHING  # edited, it is no twin
    with connection.cursor() as cursor:
        cursor.execute(
            TWIN, [submission.post.pk, submission.fingerprint, Status.REMOVED.value, itself]
        )
        is_said_twice = cursor.fetchone() is not None
    if is_said_twice:
        return Finding(
            "duplicate", Verdict.REFUSE, _("It looks as though you’ve already said that.")
        )
    return None
