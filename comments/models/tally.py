from collections import Counter

from django.db import models
from django.db.models import Count, F, Max, Q

from comments.moderation import Status
from posts.models import Post

NEWEST_ID = 2**63 - 1  # no id is greater
REPLIES_SHOWN = 20  # of one thread, on a page of threads; the rest has pages of its own


QUEUES = {Status.PENDING: "waiting", Status.SPAM: "spam", Status.REMOVED: "removed"}


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
        values = {name: F(name) + by for name, by in change.items() if name and by}
        if values and not cls.objects.filter(post=post_id).update(**values):
            cls.hold(post_id)
            cls.objects.filter(post=post_id).update(**values)

    @classmethod
    def recount(cls, comments, post_id, *root_ids):
        """Count one post, and in it some threads, from the rows that stand in the database now."""
        for root_id in root_ids:
            cls._recount_thread(comments, root_id)
        counted = (
            comments.approved()
            .filter(post=post_id)
            .order_by()
            .aggregate(
                replies=Count("pk"),
                answers=Count("pk", filter=Q(is_answer=True)),
                picks=Count("pk", filter=Q(is_picked=True)),
                newest=Max("pk"),
            )
        )
        counted["newest"] = counted["newest"] or 0
        threads = comments.listed().filter(post=post_id).order_by().count()
        cls.objects.filter(post=post_id).update(threads=threads, **counted)

    @staticmethod
    def _recount_thread(comments, root_id):
        below = comments.approved_below(root_id).order_by("id")
        live = below.count()
        last = below.values_list("id", flat=True)[REPLIES_SHOWN - 1 : REPLIES_SHOWN]
        is_approved = comments.approved().filter(pk=root_id).exists()
        comments.filter(pk=root_id).update(
            live_replies=live,
            is_listed=bool(live or is_approved),
            folds_after=last[0] if live > REPLIES_SHOWN else NEWEST_ID,
        )
