"""A site with as many comments as one likes: some made one by one, then copied by the database.

The same numbers make the same rows. Threads branch; what follows from rows (tallies, what a
thread shows) is as the site itself would have counted it.
"""

from datetime import timedelta
from functools import cache
from itertools import cycle

from tests.benchmarks import copied_rows
from tests.benchmarks.many_posts import make_posts
from tests.benchmarks.progress import Silent
from tests.benchmarks.prose import Prose

POSTS, SAMPLE, TEXTS = 1_000, 10_000, 2_000
SPAN = timedelta(days=360)  # from the first comment to the last
# Comments of a thread. Twenty threads are a page: of every 80 comments one page, whatever the post.
SIZES = (1, 2, 1, 6, 3, 1, 12, 2, 1, 4, 22, 1, 2, 8, 1, 3, 2, 5, 1, 2)
BATCH = 500  # rows


def fill(comments, waiting, *, by, posts=POSTS, until=None, progress=None, of_their_own=()):
    """About that many of each; a twentieth is spam, a hundredth removed; each was decided once.

    `of_their_own`: posts with so many approved replies each, at `path_of(number)`.
    """
    from django.utils import timezone

    progress = progress or Silent()
    until = until or timezone.now().replace(microsecond=0)
    sample = min(SAMPLE, comments)
    # Older than all that is said under them.
    made = make_posts(min(posts, sample), until=until - SPAN)
    own = {
        number: make_posts(1, until=until - SPAN, prefix=f"with-{number}-replies")
        for number in of_their_own
    }
    step = timedelta(seconds=max(1, int(SPAN.total_seconds() / comments)))
    statuses = [_status(number, waiting / comments) for number in range(sample)]
    first = copied_rows.next_id()
    begins = until - step * comments
    with copied_rows.without_triggers():
        _store(_threads(statuses, made, first), begins=begins, step=step, progress=progress)
        for copy in range(1, comments // sample):
            copied_rows.copy(copy, first, sample, later=copy * sample * step)
            progress.add(sample)
        for number, post in own.items():
            rows = _threads(["approved"] * number, post, copied_rows.next_id())
            _store(rows, begins=until - step * number, step=step, progress=progress)
        copied_rows.finish(by)


def path_of(number):
    return f"/posts/with-{number}-replies-0/"


def _status(number, share_waiting):
    place = (number * 0.6180339887) % 1  # evenly, whatever the share
    if place < share_waiting:
        return "pending"
    rest = (place - share_waiting) / (1 - share_waiting)
    return "spam" if rest < 0.05 else "removed" if rest < 0.06 else "approved"


def _threads(statuses, posts, first_id):
    """Comments without texts, thread by thread, each under the next post."""
    from comments.models import Comment

    sizes, homes = cycle(SIZES), cycle(posts)
    comments, thread, size = [], [], 0
    for number, status in enumerate(statuses):
        # Nobody answers what never was public.
        parents = [one for one in thread if one.status in ("approved", "removed")]
        if len(thread) >= size or not parents:
            _close(thread)
            thread, parents, size, post = [], [], next(sizes), next(homes)
        comment = Comment(pk=first_id + number, post_id=post, status=status)
        if parents:
            parent = parents[number * 31 % len(parents)]
            parent.has_replies = True
            comment.parent_id, comment.thread_id = parent.pk, thread[0].pk
            comment.depth = parent.depth + 1
        thread.append(comment)
        comments.append(comment)
    _close(thread)
    return comments


def _close(thread):
    """What its root says of it."""
    from comments.models.tally import NEWEST_ID, REPLIES_SHOWN

    if not thread:
        return
    root, live = thread[0], [one.pk for one in thread[1:] if one.status == "approved"]
    root.live_replies = len(live)
    root.is_listed = bool(live) or root.status == "approved"
    root.folds_after = live[REPLIES_SHOWN - 1] if len(live) > REPLIES_SHOWN else NEWEST_ID


def _store(comments, *, begins, step, progress):
    from comments.models import Comment

    for start in range(0, len(comments), BATCH):
        batch = comments[start : start + BATCH]
        for number, comment in enumerate(batch, start):
            _fill_in(comment, number, begins + step * number)
        Comment.objects.bulk_create(batch)
        progress.add(len(batch))


def _fill_in(comment, number, submitted_at):
    for name, value in _text(number % TEXTS).items():
        setattr(comment, name, value)
    comment.likeness_a += number // TEXTS  # alike in no more than they must be
    comment.likeness_b += number // TEXTS
    comment.author_name = f"Reader Number {number}"
    comment.author_email = f"reader{number}@example.org"
    comment.ip_address = comment.network = f"198.51.{number % 200}.{number % 250}"
    comment.fingerprint = f"{comment.pk}"
    comment.is_answer, comment.is_picked = number % 5 == 0, number % 97 == 0
    comment.submitted_at = submitted_at
    if comment.status == "pending":
        comment.findings = [
            {"rule": "first_time", "verdict": "HOLD", "reason": "New here.", "evidence": []}
        ]


@cache
def _text(number):
    from comments.models.text_columns import values_of_text

    prose = Prose(f"comment {number}")
    return values_of_text(
        f"A thought of its own, from reader{number}word, on what talk{number % 977}word taught. "
        f"{prose.sentence()}\n\nIt is *{prose.words(1)[0]}* that counts. {prose.sentence()}"
    )
