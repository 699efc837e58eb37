from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.moderation import Finding, Verdict
from comments.rules.first_time import is_known

# By hand: it is asked for every guest's reply, and there is nearly never one.
CURRENT = """
    SELECT replies, usual FROM comments_surge WHERE ended_at IS NULL AND ends_at > %s
"""


def surge(submission):
    """While more replies than usual arrive, those of new guests wait."""
    if not submission.policy.surge_replies or is_known(submission):
        return None
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, [connection.ops.adapt_datetimefield_value(timezone.now())])
        current = cursor.fetchone()
    if current is None:
        return None
    replies, usual = current
    reason = _(
        "More replies than usual arrive: %(replies)d in ten minutes; usual are %(usual)s. "
        "New guests wait."
    )
    return Finding("surge", Verdict.HOLD, reason % {"replies": replies, "usual": f"{usual:.1f}"})
