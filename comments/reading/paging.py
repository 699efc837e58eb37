"""Which page of a post an address asks for, and which address a comment has.

The pages, at /posts/<slug>/: ?page=2 of its threads; ?order=newest or oldest, if not as the
settings say; ?show=answers or picks, below each other; ?thread=12, one alone. After posting:
?mine=34, and &mailed=1 or &withdrawn=1. Nothing is kept: where a comment stands is counted when
it is asked for.
"""

from math import ceil
from typing import NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.http import Http404

from comments.models import Comment
from comments.moderation import Status
from comments.reading.threads import OPEN_DOWN_TO, is_folded

LISTED_PER_PAGE = 20  # answers, or picks
REPLIES_PER_PAGE = 100  # of a thread alone
ORDERS = {"oldest": False, "newest": True}
KINDS = {"answers": "is_answer", "picks": "is_picked"}
NEVER_TOGETHER = ({"thread", "show"}, {"thread", "order"}, {"show", "mine"})
LONGEST_NUMBER = {"page": 6, "thread": 18, "mine": 18}  # digits; every database holds such an id

ROOTS_BEFORE = """
    SELECT COUNT(*) FROM comments_comment WHERE post_id = %s AND is_listed = %s AND id {before} %s
"""


class Asked(NamedTuple):
    """What an address asks for; an address that says nothing asks for the first page."""

    page: int = 1
    order: str = ""
    show: str = ""
    thread: int | None = None
    mine: int | None = None
    mailed: str = ""
    withdrawn: str = ""

    @property
    def is_plain(self):
        """A page of threads as it is for everybody who just comes by."""
        return not (self.order or self.show or self.thread)

    def is_newest_first(self, policy):
        return ORDERS[self.order] if self.order else policy.shows_newest_first

    def address(self, post, **changes):
        """The address that asks for this, with `changes`; what goes without saying is left out."""
        wanted = self._replace(**changes)
        query = {
            name: value
            for name in ("thread", "show", "order", "page", "mine", "mailed", "withdrawn")
            if (value := getattr(wanted, name)) != Asked._field_defaults[name]
        }
        path = post.get_absolute_url()
        return f"{path}?{urlencode(query)}" if query else path


def asked_for(query):
    """What a query string asks for. Of addresses that nobody would make there is no page."""
    said = {name: query.getlist(name) for name in Asked._fields if name in query}
    if any(len(values) > 1 for values in said.values()):
        raise Http404
    asked = {name: value for name, [value] in said.items()}
    for name in asked.keys() & LONGEST_NUMBER.keys():
        asked[name] = _number(asked[name], LONGEST_NUMBER[name])
    known = {"order": ORDERS, "show": KINDS, "mailed": {"1"}, "withdrawn": {"1"}}
    if any(asked[name] not in known[name] for name in asked.keys() & known.keys()):
        raise Http404
    if any(asked.keys() >= together for together in NEVER_TOGETHER):
        raise Http404
    if asked.keys() & {"mailed", "withdrawn"} and "mine" not in asked:
        raise Http404
    return Asked(**asked)


def _number(text, digits):
    if not (text.isascii() and text.isdecimal() and len(text) <= digits and text[0] != "0"):
        raise Http404
    return int(text)


def pages_of(number, per_page):
    """How many pages that many things fill; nothing fills one."""
    return max(1, ceil(number / per_page))


def address_of(comment, policy):
    """Where an approved comment stands now: the page of its thread, or its thread alone."""
    place = _on_its_page(comment, policy) or _in_its_thread(comment)
    return f"{Asked(**place).address(comment.post)}#comment-{comment.pk}"


def address_of_own(comment, policy, *, mailed=False):
    """Where its author is sent after posting: it stands there, waiting or approved."""
    place = _own_on_its_page(comment, policy) or _in_its_thread(comment)
    asked = Asked(**place, mine=comment.pk, mailed="1" if mailed else "")
    return f"{asked.address(comment.post)}#comment-{comment.pk}"


def _on_its_page(comment, policy):
    """None for what a page of threads folds away, or leaves to its thread's own pages."""
    root = comment.thread or comment
    if root is not comment and (comment.pk > root.folds_after or _is_folded(root)):
        return None
    return {"page": _page_of_root(root, policy)}


def _own_on_its_page(comment, policy):
    """A fold that holds it is opened; what waits stands where what it answers does."""
    root = comment.thread or comment
    shown_by = comment.pk if _is_approved(comment) else comment.parent_id
    if root is not comment and shown_by > root.folds_after:
        return None
    return {"page": _page_of_root(root, policy)}


def _in_its_thread(comment):
    earlier = Comment.objects.approved().filter(thread=comment.thread_id, pk__lt=comment.pk)
    page = _page_after(earlier.count(), REPLIES_PER_PAGE, is_one_of_them=_is_approved(comment))
    return {"thread": comment.thread_id, "page": page}


def _page_of_root(root, policy):
    # By hand, for each reply that is posted asks: the ORM takes longer than the database.
    with connection.cursor() as cursor:
        sql = ROOTS_BEFORE.format(before=">" if policy.shows_newest_first else "<")
        cursor.execute(sql, [root.post_id, True, root.pk])
        [number] = cursor.fetchone()
    # Just approved, it may not know yet that it is listed: the database counts those.
    is_listed = root.is_listed or _is_approved(root)
    return _page_after(number, policy.threads_per_page, is_one_of_them=is_listed)


def _page_after(number, per_page, *, is_one_of_them):
    """The page of what has `number` before it; what isn't counted follows what it comes after."""
    return (number if is_one_of_them else max(number - 1, 0)) // per_page + 1


def _is_folded(root):
    shown = Comment.objects.approved().filter(thread=root.pk, pk__lte=root.folds_after)
    deep = shown.filter(depth__gt=OPEN_DOWN_TO)
    return is_folded(root.live_replies, OPEN_DOWN_TO + 1 if deep.exists() else 0)


def _is_approved(comment):
    return comment.status == Status.APPROVED
