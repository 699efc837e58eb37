"""Rows of comments as the database gives them, without a database."""

import re
from datetime import UTC, datetime

from comments.threads import Place, Row

PLACE = Place(
    reply_url="/posts/p/reply/",
    permalink="/comments/0/",
    writer_id=9,
    own_ids=frozenset(),
    zone=UTC,
)


def row(number, parent=None, status="approved", **fields):
    fields = {
        "depth": parent.depth + 1 if parent else 0,
        "author_name": f"Name {number}",
        "author_url": "",
        "user_id": None,
        "is_answer": False,
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
    for match in re.finditer(r'<ol class="(?:thread|kids)">|</ol>|<li id="comment-(\d+)"', html):
        if match[1]:
            levels[int(match[1])] = level
        else:
            level += 1 if match[0].startswith("<ol") else -1
    assert level == 0
    return levels
