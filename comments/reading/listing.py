"""The replies of the page that was asked for, as markup, and how many such pages there are."""

from typing import NamedTuple

from django.http import Http404

from comments.reading import own_places, page_rows
from comments.reading.paging import KINDS, LISTED_PER_PAGE, REPLIES_PER_PAGE, pages_of
from comments.reading.threads import render_list, render_one_thread, render_threads


class Listing(NamedTuple):
    markup: str
    last: int  # page
    own: list | None  # the reader's own rows, wherever they stand; None where nobody looked


def listing_of(post, asked, policy, counts, place):
    """One query; Http404 beyond the last page, and for a thread that nobody can read here."""
    if asked.thread:
        return _one_thread(post, asked, place)
    if asked.show:
        return _of_one_kind(post, asked, getattr(counts, asked.show), place)
    return _threads(post, asked, policy, counts, place)


def _threads(post, asked, policy, counts, place):
    size = policy.threads_per_page
    last = _last_page(asked, counts.threads, size)
    parts = page_rows.of_threads(
        post.pk,
        newest_first=place.newest_first,
        limit=size + bool(place.own_ids),  # what waits stands before the next page's first
        offset=(asked.page - 1) * size,
        own_ids=place.own_ids,
    )
    roots = sorted(parts.roots, key=lambda row: row.id, reverse=place.newest_first)
    listed, following = roots[:size], (roots[size:] or [None])[0]
    ids = {row.id for row in listed}
    rows = [*listed, *(row for row in parts.replies if row.thread_id in ids)]
    if place.own_ids:
        parts = parts._replace(replies=rows[len(listed) :])
        rows += own_places.of_threads(
            parts,
            listed,
            following,
            is_first_page=asked.page == 1,
            newest_first=place.newest_first,
        )
    return Listing(render_threads(rows, place), last, parts.own)


def _one_thread(post, asked, place):
    parts = page_rows.of_one_thread(
        post.pk,
        asked.thread,
        limit=REPLIES_PER_PAGE + bool(place.own_ids),
        offset=(asked.page - 1) * REPLIES_PER_PAGE,
        own_ids=place.own_ids,
    )
    if not parts.roots:
        raise Http404
    [root] = parts.roots
    last = _last_page(asked, root.live_replies, REPLIES_PER_PAGE)
    found = sorted(parts.replies, key=lambda row: row.id)
    replies, following = found[:REPLIES_PER_PAGE], (found[REPLIES_PER_PAGE:] or [None])[0]
    own = own_places.of_one_thread(parts, root, replies, following, is_first_page=asked.page == 1)
    return Listing(render_one_thread(root, [*replies, *own], parts.named, place), last, parts.own)


def _of_one_kind(post, asked, number, place):
    last = _last_page(asked, number, LISTED_PER_PAGE)
    parts = page_rows.of_kind(
        post.pk,
        KINDS[asked.show],
        newest_first=place.newest_first,
        limit=LISTED_PER_PAGE,
        offset=(asked.page - 1) * LISTED_PER_PAGE,
    )
    return Listing(render_list(parts.replies, parts.named, place), last, None)


def _last_page(asked, number, per_page):
    last = pages_of(number, per_page)
    if asked.page > last:
        raise Http404
    return last
