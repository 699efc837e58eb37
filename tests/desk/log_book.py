"""The log as moderators read it, and what stands in it."""

import re

from django.db import transaction
from django.utils import timezone

from comments.models import Batch, Comment, Tally
from comments.moderation import Via
from tests.comments.reading import Elements
from tests.factories import make_comment

LOG = "/moderation/log/"


def lines(client, **query):
    """What each line says, its blanks as one."""
    page = client.get(LOG, query)
    assert page.status_code == 200, page
    items = re.findall(r'<li class="of-.*?</li>', page.content.decode(), re.DOTALL)
    return [" ".join(Elements(item).text.split()) for item in items]


def undoable(page):
    return [line.what.pk for line in page.context["page"].lines if line.can_be_undone]


def waiting(name="Rita Reader", **fields):
    return make_comment(status="pending", author_name=name, **fields)


def decide_batch(by, *comments, became="spam", verb="spam", **fields):
    batch = Batch.objects.create(
        verb=verb, by=by, total=len(comments), decided=len(comments), finished_at=timezone.now(),
        **fields,
    )  # fmt: skip
    with transaction.atomic():
        for post in sorted({comment.post_id for comment in comments}):
            Tally.hold(post)
        Comment.move_all(comments, became, by=by, via=Via.DESK, batch=batch)
    return batch
