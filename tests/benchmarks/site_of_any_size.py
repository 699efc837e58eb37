"""A site with as many comments as one likes, made in a minute: some by the models, then copied."""

from datetime import timedelta

POSTS, SAMPLE = 1_000, 10_000
# Of what is copied, so that copies are nobody's twin: an expression on the copied row.
VARIED = {
    "author_email": "'c{copy}.' || author_email",
    "fingerprint": "'c{copy}.' || fingerprint",
    "likeness_a": "likeness_a + {copy}",
    "likeness_b": "likeness_b + {copy}",
}
DECISIONS = """
    INSERT INTO comments_decision (comment_id, revision, was, became, by_id, via, reason, rule, at,
                                   is_edit, tells_author)
    SELECT id, 1, '', 'pending', NULL, 'rule', 'The author is not known yet.', 'first_time',
           submitted_at, {false}, {true} FROM comments_comment
    UNION ALL
    SELECT id, 1, 'pending', status, {by}, 'desk', '', '', submitted_at, {false}, {true}
    FROM comments_comment WHERE status <> 'pending'
"""
COUNTS = """
    INSERT INTO comments_tally (post_id, replies, answers, picks, threads, newest,
                                waiting, spam, removed)
    SELECT post_id, SUM(CASE status WHEN 'approved' THEN 1 ELSE 0 END), 0, 0, 0, MAX(id),
           SUM(CASE status WHEN 'pending' THEN 1 ELSE 0 END),
           SUM(CASE status WHEN 'spam' THEN 1 ELSE 0 END),
           SUM(CASE status WHEN 'removed' THEN 1 ELSE 0 END)
    FROM comments_comment GROUP BY post_id
"""


def fill(comments, waiting, *, by, posts=POSTS):
    """About that many of each; a twentieth is spam, a hundredth removed; each was decided once."""
    from django.db import connection

    from comments.models import Comment

    sample = min(SAMPLE, comments)
    posts = _make_posts(min(posts, sample))
    share = waiting / comments
    Comment.objects.bulk_create(
        [_comment(number, posts, share) for number in range(sample)], batch_size=500
    )
    for copy in range(1, comments // sample):
        _copy(connection, copy, sample)
    words = {"by": by.pk, "true": "TRUE", "false": "FALSE"}
    with connection.cursor() as cursor:
        cursor.execute(DECISIONS.format(**words))
        cursor.execute("DELETE FROM comments_tally")
        cursor.execute(COUNTS)
        cursor.execute("ANALYZE")


def _make_posts(number):
    from django.utils import timezone

    from posts.models import Post
    from tests.factories import make_author

    author, now = make_author(), timezone.now()
    Post.objects.bulk_create(
        Post(
            title=f"Post {n}", slug=f"bench-{n}", author=author, body="Text.", body_html="",
            question="What will you try?", status=Post.Status.PUBLISHED,
            published_at=now - timedelta(days=400),
        )
        for n in range(number)
    )  # fmt: skip
    return list(Post.objects.filter(slug__startswith="bench-").values_list("pk", flat=True))


def _comment(number, posts, share_waiting):
    from django.utils import timezone

    from comments.markdown import render_comment
    from comments.models import Comment
    from comments.models.text_columns import in_common

    body = (
        f"A thought of its own, from reader{number}word, on what talk{number % 977}word taught. "
        + "It goes on a little, as replies do, and ends. " * 4
    )
    body_html = render_comment(body)
    return Comment(
        post_id=posts[number % len(posts)],
        status=_status(number, share_waiting),
        body=body,
        body_html=body_html,
        author_name=f"Reader Number {number}",
        author_email=f"reader{number}@example.org",
        ip_address=f"198.51.{number % 200}.{number % 250}",
        network=f"198.51.{number % 200}.{number % 250}",
        fingerprint=str(number),
        findings=[{"rule": "first_time", "verdict": "HOLD", "reason": "New here.", "evidence": []}],
        is_listed=True,
        submitted_at=timezone.now() - timedelta(minutes=number * 7),
        **in_common(body, body_html),
    )


def _status(number, share_waiting):
    place = (number * 0.6180339887) % 1  # evenly, whatever the share
    if place < share_waiting:
        return "pending"
    rest = (place - share_waiting) / (1 - share_waiting)
    return "spam" if rest < 0.05 else "removed" if rest < 0.06 else "approved"


def _copy(connection, copy, sample):
    from comments.models import Comment

    columns = [
        field.column for field in Comment._meta.concrete_fields if field.column not in {"id"}
    ]
    chosen = ", ".join(VARIED.get(column, column).format(copy=copy) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO comments_comment ({', '.join(columns)}) SELECT {chosen} "
            "FROM comments_comment WHERE fingerprint NOT LIKE 'c%' ORDER BY id"
        )
