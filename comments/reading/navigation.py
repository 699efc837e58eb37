"""The links that lead about a post's replies: kinds, orders, pages. Pure but for addresses."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from comments.reading.paging import ORDERS, Asked


class Link(NamedTuple):
    words: str
    address: str
    is_chosen: bool = False


class Pages(NamedTuple):
    number: int
    last: int
    before: Link | None
    after: Link | None
    are_resorted: bool  # the same replies stand on other pages too


def kinds(post, asked, counts):
    """All, Answers 2, Picks 1: whichever there are; [] where that is no choice."""
    wanted = [("", _("All"))]
    if counts.answers or asked.show == "answers":
        wanted.append(("answers", _("Answers %d") % counts.answers))
    if counts.picks or asked.show == "picks":
        wanted.append(("picks", _("Picks %d") % counts.picks))
    if len(wanted) == 1:
        return []
    chosen = None if asked.thread else asked.show
    return [Link(words, _first(post, asked, show=show), show == chosen) for show, words in wanted]


def orders(post, asked, policy, listed):
    """Oldest first, Newest first; [] where one is as the other."""
    if asked.thread or listed < 2:
        return []
    words = {"oldest": _("Oldest first"), "newest": _("Newest first")}
    chosen = asked.is_newest_first(policy)
    return [
        Link(
            words[order],
            _first(post, asked, order="" if newest == policy.shows_newest_first else order),
            newest == chosen,
        )
        for order, newest in ORDERS.items()
    ]


def pages(post, asked, last, *, newest_first):
    """None where everything stands on one page."""
    if last == 1:
        return None
    older, newer = _("Older replies"), _("Newer replies")
    before, after = (newer, older) if newest_first else (older, newer)
    plain = asked._replace(mine=None, mailed="", withdrawn="")

    def leading_to(number, words):
        return Link(words, f"{plain.address(post, page=number)}#replies")

    return Pages(
        asked.page,
        last,
        leading_to(asked.page - 1, before) if asked.page > 1 else None,
        leading_to(asked.page + 1, after) if asked.page < last else None,
        not asked.is_plain,
    )


def _first(post, asked, **changes):
    """The first page of it; what else was chosen stays so."""
    address = Asked(order=asked.order, show=asked.show).address(post, **changes)
    return f"{address}#replies"
