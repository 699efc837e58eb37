"""Rows of comments as the database gives them, without a database."""

import re
from datetime import UTC, datetime

from comments.reading.comment_markup import Place, Row

PLACE = Place(
    post_url="/posts/p/",
    reply_url="/posts/p/reply/",
    permalink="/comments/0/",
    report_url="/comments/0/report/",
    edit_url="/posts/p/replies/0/edit/",
    withdraw_url="/posts/p/replies/0/withdraw/",
    writer_id=9,
    viewer_id=None,
    own_ids=frozenset(),
    mine=None,
    editable_since=datetime(2026, 1, 2, 3, 0, tzinfo=UTC),
    newest_first=False,
    zone=UTC,
)


def row(number, parent=None, status="approved", **fields):
    fields = {
        "thread_id": (parent.thread_id or parent.id) if parent else None,
        "depth": parent.depth + 1 if parent else 0,
        "author_name": f"Name {number}",
        "author_url": "",
        "user_id": None,
        "is_staff": None,
        "is_confirmed": False,
        "is_answer": False,
        "is_picked": False,
        "has_replies": False,
        "is_listed": parent is None,
        "live_replies": 0,
        "is_edited": False,
        "submitted_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        "body_html": f"<p>Text {number}.</p>",
        **fields,
    }
    return Row(id=number, parent_id=parent.id if parent else None, status=status, **fields)


def chain(length, **fields):
    rows = [row(1, **fields)]
    for number in range(2, length + 1):
        rows.append(row(number, rows[-1], **fields))
    return rows


def nesting(html):
    """{comment id: number of lists it stands in}."""
    levels, level = {}, 0
    for match in re.finditer(
        r'<ol class="(?:thread|kids)[^"]*">|</ol>|<li id="comment-(\d+)"', html
    ):
        if match[1]:
            levels[int(match[1])] = level
        else:
            level += 1 if match[0].startswith("<ol") else -1
    assert level == 0
    return levels
