"""Where a reader's own waiting comments stand on a page that everybody else sees without them.

Pure: rows in, rows out. What waits is counted nowhere, so it stands right after the comment that it
came after, on that one's page; "after" in the order of the page, whose top has nothing before it.
"""


def of_threads(parts, listed, following, *, is_first_page, newest_first):
    """The own rows to be nested with `listed` roots and their replies, and what they hang on.

    `following` is the root that the next page begins with, or None.
    """
    sign = -1 if newest_first else 1
    stands_here = _between(listed, following, is_first_page, sign)
    on_page = {row.id for row in (*listed, *parts.replies)}
    roots = {row.id: row for row in parts.named if row.thread_id is None}
    shown = []
    for row in parts.own:
        if row.id in on_page or row.status == "approved":
            continue
        root = roots.get(row.thread_id)
        if row.thread_id is None:
            shown += [row] * stands_here(row)
        elif row.parent_id in on_page:
            shown.append(row)
        elif root is not None and not root.is_listed and stands_here(root):
            shown += [root, row]  # all that stood there is gone, but for this
    return list({row.id: row for row in shown}.values())


def of_one_thread(parts, root, replies, following, *, is_first_page):
    stands_here = _between(replies, following, is_first_page, 1)
    on_page = {row.id for row in replies}
    return [
        row
        for row in parts.own
        if row.thread_id == root.id and row.id not in on_page and stands_here(row)
        if row.status != "approved"
    ]


def _between(rows, following, is_first_page, sign):
    first = min((row.id * sign for row in rows), default=None)

    def stands_here(row):
        is_after = is_first_page or (first is not None and row.id * sign > first)
        return is_after and (following is None or row.id * sign < following.id * sign)

    return stands_here
