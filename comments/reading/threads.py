"""Rows of one page's comments to lists of markup, in one pass. Pure.

A thread is never recursed in a template: 100 comments cost 46 ms that way.
"""

from collections import defaultdict
from html import escape

from django.utils.translation import gettext, ngettext

from comments.reading.comment_markup import CommentMarkup, is_shown

INDENTED_TO = 3  # deeper replies stand below each other, with "to X"
OPEN_UP_TO = 5  # live replies; a thread of more, or a deeper one, begins folded
OPEN_DOWN_TO = 3  # depth


def render_threads(rows, place):
    """Nest `rows`, any order; "" when nothing is to be shown.

    What is hidden and has live replies among the rows leaves a tombstone.
    """
    rows = sorted(rows, key=lambda row: row.id)
    by_id = {row.id: row for row in rows}
    shown = {row.id: row for row in rows if is_shown(row, place)}
    children, kept = defaultdict(list), set(shown)
    for row in reversed(rows):  # children before parents: a child's id is the greater
        if row.id in kept:
            # What it answers may not be on this page; its thread's root is.
            above = row.parent_id if row.parent_id in by_id else row.thread_id
            kept.add(above)
            children[above].append(row)
    for found in children.values():
        found.reverse()
    roots = children[None]
    if not roots:
        return ""
    if place.newest_first:
        roots.reverse()
    return _Threads(place, shown, children).markup(roots)


def render_one_thread(root, replies, named, place):
    """One thread alone, its replies below each other; `named` are rows that they answer."""
    shown = [row for row in replies if is_shown(row, place)]
    names = {row.id: row for row in (root, *named, *shown) if is_shown(row, place)}
    markup = CommentMarkup(place, names, {root.id, *(row.id for row in shown)}, is_flat=True)
    items = "".join(markup.item(row) for row in sorted(shown, key=lambda row: row.id))
    below = f'<ol class="kids flat">\n{items}</ol>' if items else ""
    return f'<ol class="thread">\n{markup.item(root, below)}</ol>'


def render_list(rows, named, place):
    """Comments of several threads, each naming whom it answers; "" for none."""
    rows = sorted(rows, key=lambda row: row.id, reverse=place.newest_first)
    names = {row.id: row for row in (*named, *rows) if is_shown(row, place)}
    on_page = {row.id for row in rows}
    markup = CommentMarkup(place, names, on_page, is_flat=True, is_of_many_threads=True)
    items = "".join(markup.item(row) for row in rows)
    return f'<ol class="thread flat">\n{items}</ol>' if items else ""


def is_folded(live_replies, deepest):
    return live_replies > OPEN_UP_TO or deepest > OPEN_DOWN_TO


class _Threads:
    def __init__(self, place, shown, children):
        self.place, self.children = place, children
        self.write = CommentMarkup(place, shown, shown)
        self.summaries = {}

    def markup(self, roots):
        return f'<ol class="thread">\n{"".join(map(self._root, roots))}</ol>'

    def _root(self, row):
        kids = self.children[row.id]
        return self.write.item(row, self._fold(row, kids) if kids else "")

    def _fold(self, root, kids):
        below = list(self._below_each_other(kids))
        approved = [row for row in below if row.status == "approved"]
        waiting = [row for row in below if row.status != "approved" and row.id in self.write.named]
        # Of what everybody can read in this thread, and not only of what stands on this page.
        live = max(root.live_replies, len(approved))
        deepest = max((row.depth for row in approved), default=0)
        is_open = (
            waiting
            or any(row.id == self.place.mine for row in approved)
            or not is_folded(live, deepest)
        )
        return (
            f'<details class="fold"{" open" if is_open else ""}>'
            f"{self._summary(live + len(waiting))}\n{self._kids(kids, 1)}"
            f"{self._more(root) if live > len(approved) else ''}</details>"
        )

    def _summary(self, count):
        if count not in self.summaries:
            hide = ngettext("− Hide %d reply", "− Hide %d replies", count) % count
            show = ngettext("+ Show %d reply", "+ Show %d replies", count) % count
            self.summaries[count] = (
                f'<summary><span class="c">{hide}</span><span class="o">{show}</span></summary>'
            )
        return self.summaries[count]

    def _more(self, root):
        words = escape(gettext("Show all %d replies") % root.live_replies)
        address = f"{self.place.post_url}?thread={root.id}#replies"
        return f'<p class="more"><a href="{address}">{words}</a></p>'

    def _kids(self, rows, level):
        if level < INDENTED_TO:
            items = (
                self.write.item(
                    row, self._kids(kids, level + 1) if (kids := self.children[row.id]) else ""
                )
                for row in rows
            )
        else:
            items = map(self.write.item, self._below_each_other(rows))
        return f'<ol class="kids">\n{"".join(items)}</ol>'

    def _below_each_other(self, rows):
        """The rows and all below them, each before its own replies; any depth, no recursion."""
        stack = list(reversed(rows))
        while stack:
            row = stack.pop()
            yield row
            stack.extend(reversed(self.children[row.id]))
