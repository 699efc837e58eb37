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
    was_public = any(decision.became == Status.APPROVED for decision in _standing(comment))
    return _("Taken down") if was_public else _("Not published")


def reason_of(comment):
    """What whoever took it down gave as the reason, for its author to know; "" for none."""
    if comment.status != Status.REMOVED:
        return ""
    by_people = [decision for decision in _standing(comment) if decision.by_id]
    newest = by_people[-1] if by_people else None
    is_told = newest and newest.became == Status.REMOVED and newest.tells_author
    return newest.reason if is_told else ""


def _standing(comment):
    """Its decisions, but for those that were taken back: read already, so not asked for."""
    decisions = comment.decisions.all()
    undone = {decision.undoes_id for decision in decisions}
    return [one for one in decisions if not one.undoes_id and one.pk not in undone]


def title_of(post):
    """A post that isn't public keeps its title to itself."""
    return post.title if post.is_published else _("A post that isn’t public now")
