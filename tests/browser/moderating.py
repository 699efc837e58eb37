"""What a moderator meets and does in a browser."""

from playwright.sync_api import expect

from tests.browser.people import sign_in

QUEUES = 120
WORDS = {
    "Ada Berg": "I keep a notebook of interfaces that annoyed me, and why.",
    "Bo Castillo": "Is the second finding not at odds with the first?",
    "Cy Dunne": "Our team tried this for a quarter; the reviews got shorter.",
    "Di Eriksen": "The talk says the opposite at minute forty.",
    "Ed Falk": "Could you say more on how to begin without a mentor?",
    "Flo Grant": "Reading aloud what I wrote is the one habit that stayed.",
}
NAMES = list(WORDS)
FILL = f"""
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from comments.models import Comment, StaffPreferences
from comments.moderation import Status
from tests.factories import make_author, make_comment, make_moderator, make_post

make_moderator(username="second-moderator", first_name="Sam", password="notes")
keyless = make_moderator(username="keyless-moderator", first_name="Kay", password="notes")
StaffPreferences.objects.create(user=keyless, uses_keys=False)
now, author = timezone.now(), make_author()  # one: a password takes a while to be hashed
with transaction.atomic():
    for number in range({QUEUES}):
        post = make_post(author=author, slug=f"queue-{{number}}", title=f"Queue {{number}}")
        for place, (name, words) in enumerate({WORDS}.items()):
            make_comment(
                post=post, status=Status.PENDING, author_name=name, body=words,
                submitted_at=now - timedelta(hours=9, minutes=-place),
                network=f"{{number}}-{{place}}",  # of each its own: no campaign
            )
# Every queue says the same; only one campaign is to be on the desk, the demo's.
Comment.objects.filter(post__slug__startswith="queue-").update(likeness_a=None, likeness_b=None)
"""
FILLED = """
    SELECT post_id, comment.id FROM comments_comment comment
    JOIN posts_post post ON post.id = post_id WHERE slug LIKE 'queue-%' ORDER BY submitted_at
"""


class Queue:
    """A post's waiting replies: `pks[0]` is Ada's, the oldest."""

    def __init__(self, site, post, pks):
        self.site, self.post, self.pks = site, post, pks
        self.path = f"/moderation/?post={post}"

    def statuses(self):
        return [self.status(pk) for pk in self.pks]

    def status(self, pk):
        return self.site.query(f"SELECT status FROM comments_comment WHERE id = {pk}")[0][0]

    def decisions(self, pk):
        """Who brought it where, by people alone."""
        asked = f"SELECT became FROM comments_decision WHERE comment_id = {pk} AND by_id > 0"
        return [became for (became,) in self.site.query(f"{asked} ORDER BY id")]

    def at(self, place):
        return f"/moderation/{self.pks[place]}/?post={self.post}"


def queues_of(site):
    """Of each its post and its replies, the oldest first."""
    queues = {}
    for post, pk in site.query(FILLED):
        queues.setdefault(post, []).append(pk)
    return list(queues.items())


def signed_in_state(chromium, site, login):
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    sign_in(page, login)
    state = context.storage_state()
    context.close()
    return state


def shows(page, name):
    """Beside the list, and ready to be decided on."""
    expect(page.locator("#detail:not([inert])").get_by_role("heading").first).to_contain_text(name)


def names(page):
    return page.locator("#list [id^=row-] a").all_text_contents()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
