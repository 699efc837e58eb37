from collections import Counter

from django.db import connection, models

from comments.moderation import Status
from posts.models import Post

NEWEST_ID = 2**63 - 1  # no id is greater
REPLIES_SHOWN = 20  # of one thread, on a page of threads; the rest has pages of its own


QUEUES = {Status.PENDING: "waiting", Status.SPAM: "spam", Status.REMOVED: "removed"}

# By hand: every reply and every decision asks for some of these, and the ORM takes longer to
# compose them than the database to answer. Statuses are no parameters: SQLite uses an index of some
# rows only where the query says which.
HOLD = {
    "sqlite": "SELECT 1 FROM comments_tally WHERE post_id = %s",  # it has one writer in all
    "postgresql": "SELECT 1 FROM comments_tally WHERE post_id = %s FOR UPDATE",
}
RECOUNT = """
    UPDATE comments_tally SET
    (replies, answers, picks, newest) = (
        SELECT COUNT(*), COUNT(CASE WHEN is_answer THEN 1 END),
            COUNT(CASE WHEN is_picked THEN 1 END), COALESCE(MAX(id), 0)
        FROM {comments} WHERE post_id = %s AND status = 'approved'
    ),
    threads = (SELECT COUNT(*) FROM {comments} WHERE post_id = %s AND is_listed = %s)
    WHERE post_id = %s
"""
RECOUNT_THREAD = f"""
    UPDATE {{comments}} SET (live_replies, is_listed, folds_after) = (
        SELECT number, number > 0 OR {{comments}}.status = 'approved',
            CASE WHEN number > {REPLIES_SHOWN} THEN (
                SELECT id FROM {{comments}} AS below
                WHERE below.thread_id = %s AND below.status = 'approved'
                ORDER BY below.id LIMIT 1 OFFSET {REPLIES_SHOWN - 1}
            ) ELSE {NEWEST_ID} END
        FROM (
            SELECT COUNT(*) AS number FROM {{comments}} AS below
            WHERE below.thread_id = %s AND below.status = 'approved'
        ) AS live
    )
    WHERE id = %s
"""  # noqa: S608 (put together from constants)


class Tally(models.Model):
    """What stands under a post, counted, so that pages and lists read one row.

    What readers see is counted anew, behind the row's lock, in the transaction that changed
    something: a number that is right whatever happened before can't drift. What they don't see may
    be a flood, which nobody counts for each of its comments: there each move is added, in the
    transaction that moves it.
    """

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="+")
    replies = models.PositiveIntegerField(default=0)  # approved comments
    answers = models.PositiveIntegerField(default=0)
    picks = models.PositiveIntegerField(default=0)
    threads = models.PositiveIntegerField(default=0)  # listed roots
    newest = models.BigIntegerField(default=0, help_text="Id of the newest approved comment.")
    waiting = models.PositiveIntegerField(default=0)
    spam = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"post {self.post_id}: {self.replies}"

    @classmethod
    def hold(cls, post_id):
        """Lock the row until the transaction ends; whoever changes statuses does this first."""
        with connection.cursor() as cursor:
            cursor.execute(HOLD[connection.vendor], [post_id])
            is_there = cursor.fetchone() is not None
        if not (is_there and connection.in_atomic_block):
            cls.objects.select_for_update().get_or_create(post_id=post_id)

    @classmethod
    def hold_all(cls, post_ids):
        """The same for many, the lowest id first: of two that do this, one waits for the other."""
        for post_id in sorted(post_ids):
            cls.hold(post_id)

    @classmethod
    def shift(cls, post_id, moves):
        """Add `moves` to what isn't public: pairs of statuses, was and became, "" for none."""
        change = Counter()
        for was, became in moves:
            change[QUEUES.get(was)] -= 1
            change[QUEUES.get(became)] += 1
        change = {name: by for name, by in change.items() if name and by}
        if change and not cls._add(post_id, change):
            cls.hold(post_id)
            cls._add(post_id, change)

    @staticmethod
    def _add(post_id, change):
        """Whether there was a row to add it to."""
        values = ", ".join(f"{name} = {name} + %s" for name in change)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE comments_tally SET {values} WHERE post_id = %s",  # noqa: S608 (our names)
                [*change.values(), post_id],
            )
            return cursor.rowcount == 1

    @staticmethod
    def recount(comments, post_id, *root_ids):
        """Count one post, and in it some threads, from the rows that stand in the database now."""
        table = comments.model._meta.db_table
        with connection.cursor() as cursor:
            for root_id in root_ids:
                cursor.execute(RECOUNT_THREAD.format(comments=table), [root_id] * 3)
            cursor.execute(RECOUNT.format(comments=table), [post_id, post_id, True, post_id])
