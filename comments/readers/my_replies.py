"""What a reader sees of everything under their address: their comments, and what became of them."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from comments.models import Comment
from comments.moderation import Status


def replies_of(address):
    """Every comment under it, newest first; with them, in two queries, what is told of each."""
    answers = Comment.objects.filter(parent=OuterRef("pk"))
    return (
        address.comments.order_by("-submitted_at", "-id")
        .select_related("post")
        .defer("post__body", "post__body_html", "post__contents")
        .prefetch_related("decisions")
        .annotate(is_answered=Exists(answers))
    )


def standing_of(comment):
    """Its status in its author's words. Waiting and filed as spam are the same to them."""
    if comment.status in {Status.PENDING, Status.SPAM}:
        return _("Awaiting moderation")
    if comment.is_public:
        return _("Published")
    if comment.status == Status.APPROVED:
        return _("Published, on a post that isn’t public now")
    was_public = any(decision.became == Status.APPROVED for decision in comment.decisions.all())
    return _("Taken down") if was_public else _("Not published")


def reason_of(comment):
    """What the moderator who took it down last gave as the reason; "" for none."""
    if comment.status != Status.REMOVED:
        return ""
    by_people = [decision for decision in comment.decisions.all() if decision.by_id]
    newest = by_people[-1] if by_people else None
    return newest.reason if newest and newest.became == Status.REMOVED else ""


def title_of(post):
    """A post that isn't public keeps its title to itself."""
    return post.title if post.is_published else _("A post that isn’t public now")
