"""A further page of the list comes by itself, and its campaigns stay together."""

from playwright.sync_api import expect

LATER = """
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from comments.models import Comment
from posts.models import Post
from tests.factories import make_comment
post, now = Post.objects.get(pk={post}), timezone.now()
with transaction.atomic():
    for number in range(50):
        make_comment(
            post=post, status="pending", body=f"Thought {{number}}.", network=f"later-{{number}}",
            submitted_at=now - timedelta(hours=8, minutes=-number),
        )
    for number in range(3):
        make_comment(
            post=post, status="pending", author_name="Campaign", network=f"campaign-{{number}}",
            submitted_at=now - timedelta(hours=1, minutes=-number),
            body=f"Learn all of it from us in a single week, at https://week-{post}.example/{{number}}",
        )
Comment.objects.filter(post=post, body__startswith="Thought").update(likeness_a=None)
"""


def test_a_campaign_on_it_keeps_its_rows(moderate, queue):
    queue.site.manage("shell", "-c", LATER.format(post=queue.post))
    page = moderate(queue.path)
    group = page.locator("#list > .group")
    expect(group).to_have_count(0)

    page.locator("#list > .it > a").last.click()

    expect(group).to_have_count(1)
    expect(group.locator("details [id^=row-]")).to_have_count(2)
    expect(page.locator("#list > [id^=row-]", has_text="Campaign")).to_have_count(1)
    assert page.problems == []
