"""The desk of a served site: two moderators who are signed in, and what they press at once."""

from tests.at_once import posted_at_once

TOKEN = "t" * 32
# Their sessions, to be printed by the site's own shell.
MODERATORS = """
import json
from tests.comments.scene import browser
from tests.factories import make_moderator
desks = [browser(make_moderator()) for _number in range(2)]
print(json.dumps([desk.cookies["sessionid"].value for desk in desks]))
"""
COUNTED = """
    SELECT p.id,
        COALESCE(t.waiting, 0) - COUNT(CASE WHEN c.status = 'pending' THEN 1 END),
        COALESCE(t.spam, 0) - COUNT(CASE WHEN c.status = 'spam' THEN 1 END),
        COALESCE(t.removed, 0) - COUNT(CASE WHEN c.status = 'removed' THEN 1 END),
        COALESCE(t.replies, 0) - COUNT(CASE WHEN c.status = 'approved' THEN 1 END)
    FROM posts_post p LEFT JOIN comments_comment c ON c.post_id = p.id
    LEFT JOIN comments_tally t ON t.post_id = p.id
    GROUP BY p.id, t.waiting, t.spam, t.removed, t.replies
"""


def press_at_once(site, *requests):
    """Each (which moderator, path, form) by a connection of its own; the statuses in order."""
    return posted_at_once(site, *[_sent(site, *request) for request in requests])


def _sent(site, who, path, form):
    cookie = f"sessionid={site.sessions[who]}; csrftoken={TOKEN}"
    return path, {**form, "csrfmiddlewaretoken": TOKEN}, {"Cookie": cookie}


def counts_are_right(site):
    return all(row[1:] == (0, 0, 0, 0) for row in site.query(COUNTED))
