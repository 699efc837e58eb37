"""What the desk's page shows: the views with their counts, the list, and one comment of it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.desk import asked as asks
from comments.desk import batch_words, campaigns, figures, queue, records, rows, selection, undoing
from comments.desk.detail import detail_of
from comments.desk.rule_names import name_of_rule
from comments.models import StaffPreferences, Surge

NAMES = {
    asks.WAITING: _("Waiting"),
    asks.REPORTED: _("Reported"),
    asks.SPAM: _("Spam"),
    asks.REMOVED: _("Removed"),
    asks.APPROVED: _("Approved"),
    asks.MINE: _("Mine"),
}
SHOWN_OF_LAST = 60  # characters
APPROVE = ("approve", "A", _("Approve"), "go")
SPAM = ("spam", "S", _("Spam"), "danger")
REMOVE = ("remove", "T", _("Remove"), "danger")
RESTORE = ("restore", "", _("Back to the queue"), "")
VERBS_FOR_MANY = {
    asks.WAITING: [APPROVE, SPAM, REMOVE],
    asks.REPORTED: [APPROVE, SPAM, REMOVE],
    asks.SPAM: [APPROVE, REMOVE, RESTORE],
    asks.REMOVED: [APPROVE, SPAM, RESTORE],
    asks.APPROVED: [SPAM, REMOVE, RESTORE],
    asks.MINE: [APPROVE, SPAM, REMOVE],
}


def context(request, user, pk=None):
    """Of the whole page; without `pk` the first of the list is the one shown beside it."""
    asked = asks.asked_for(request.GET)
    counts = queue.counts(user)
    listing = listing_of(user, asked, pk)
    shown = pk or listing["first"]
    return {
        **frame(user, asked, counts),
        "upto": selection.bound(counts[""]),
        "asked_without_search": asked.said("q", "after", "like", "by"),
        "asked_for_all": asked.said("after", "order"),
        "verbs_for_many": VERBS_FOR_MANY[asked.view],
        "listing": listing | {"number": counts[asked.view]},
        **detail_context(user, shown, asked, listing["page"]),
    }


def frame(user, asked, counts=None):
    """What stands around list and detail: the views, and how this person works."""
    counts = counts or queue.counts(user)
    return {
        "asked": asked,
        "query": asked.query(),
        "views": views_of(asked, counts),
        "view_name": NAMES[asked.view],
        "preferences": StaffPreferences.of(user),
        "surge": Surge.objects.current(),
        "figures": figures.of_last_days(user),
        "moderates_all": user.has_perm("comments.moderate_comment"),
    }


def views_of(asked, counts):
    return [
        {
            "name": view,
            "label": label,
            "number": counts[view],
            "address": _desk(asks.Asked(view=view)),
            "is_current": view == asked.view,
        }
        for view, label in NAMES.items()
    ]


def listing_of(user, asked, shown=None):
    page = queue.page_of(user, asked)
    items = page.rows
    if asked.view == asks.WAITING and not asked.like:
        items = campaigns.campaigns_of(user, page.rows)
    first = _first(items)
    current = shown or first
    known = records.records_of(user, page.rows)
    now = timezone.now()

    def as_shown(row):
        return shown_row(row, known.get(row.id), asked, now, is_current=row.id == current)

    return {
        "page": page,
        "items": [_item(item, as_shown, asked) for item in items],
        "first": first,
        "next": _desk(asked, after=page.rows[-1].cursor) if page.goes_on else "",
        "beginning": _desk(asked, after=None) if asked.after else "",
        "turned": _desk(asked, order="" if asked.order else "newest", after=None),
        "whole": _desk(asks.Asked(view=asked.view)) if asked.is_narrowed else "",
        "is_bounded": page.is_bounded,
        "searched": queue.SEARCHED,
        "rule": name_of_rule(asked.rule) if asked.rule else "",
        "alike": campaigns.WORDS[asked.by] if asked.by else "",
    }


def shown_row(row, record, asked, now, *, is_current=False):
    """For `_row.html`."""
    address = reverse("moderation:comment", args=[row.id]) + asked.query()
    return rows.shown(row, address, records.in_words(record), now, is_current=is_current)


def detail_context(user, pk, asked, page=None):
    """Of one comment alone; Http404 where `user` may not moderate it."""
    if pk is None:
        return {"detail": None, "next": None, "last": _last_by(user)}
    page = page or queue.page_of(user, asked)
    return {"detail": detail_of(user, pk), "next": page.after(pk), "query": asked.query()}


def _last_by(user):
    """What this person decided last, alone or at one press, where nothing is left to decide."""
    last = undoing.latest_of(user)
    if last is None:
        return None
    if last.batch is not None:
        return {"words": batch_words.in_words(last.batch)}
    return {
        "words": last.get_became_display(),
        "name": last.comment.author_name or _("Anonymous"),
        "excerpt": rows.excerpt_of(last.comment.body_html, SHOWN_OF_LAST),
    }


def _first(items):
    if not items:
        return None
    return items[0].anchor.id if isinstance(items[0], campaigns.Group) else items[0].id


def _item(item, as_shown, asked):
    if not isinstance(item, campaigns.Group):
        return {"shown": as_shown(item)}
    return {
        "group": item,
        "rows": [as_shown(item.anchor)],
        "others": [as_shown(row) for row in item.rows[1:]],
        "all": _desk(asks.Asked(like=item.anchor.id, by=item.by)),
    }


def _desk(asked, **changes):
    return reverse("moderation:desk") + asked.query(**changes)
