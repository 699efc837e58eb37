"""Real processes: while the mail server hangs, replies are posted as if there were none."""

import time
import urllib.parse
import urllib.request

import pytest

from tests.mail_server import MailServer
from tests.servers import find_postgres, served, working

pytestmark = pytest.mark.server

FOLLOW = """
from comments.models import DiscussionSettings, Subscription
from posts.models import Post
policy = DiscussionSettings.current()
policy.holds_first_time, policy.flood_seconds = False, 0
policy.save()
post = Post.objects.published().first()
for name in "abc":
    Subscription.objects.follow(f"{name}@example.org", post=post, is_confirmed=True)
print(post.slug)
"""


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_reply_is_answered_while_the_mail_server_hangs_and_mailed_when_it_is_back(
    tmp_path, static_root, database
):
    postgres = find_postgres() if database == "postgres" else ""
    if database == "postgres" and not postgres:
        pytest.skip("no PostgreSQL server")
    with (
        MailServer() as mail,
        served(
            tmp_path,
            static_root=static_root,
            postgres=postgres,
            MAIL_URL=f"smtp://127.0.0.1:{mail.port}?timeout=60",
            TASKS_BACKEND="django_tasks_db.DatabaseBackend",
        ) as site,
    ):
        mail.hangs_at = "DATA"
        slug = site.manage("shell", "--verbosity=0", "-c", FOLLOW).strip()
        with working(site):
            post_reply(site, slug, 1)
            wait_until(lambda: mail.connections)  # the worker sits at it, for a minute
            post_reply(site, slug, 2)
            assert mail.messages == []  # it still does, and both were answered
            assert owed(site) == 6
        # The first attempt at one died with its worker; the others wait for nothing.
        mail.hangs_at = ""
        site.manage("send_owed_mail")

        assert len(mail.messages) == 5
        assert owed(site) == 1


def owed(site):
    return site.query("SELECT count(*) FROM comments_notification WHERE sent_at IS NULL")[0][0]


def post_reply(site, slug, number):
    form = {
        "body": f"A thought, number {number}.",
        "name": "Rita Reader",
        "email": "rita@example.org",
        "url": "",
        "subject": "",
        "to": "",
        "nonce": "",
    }
    request = urllib.request.Request(
        f"{site.url}/posts/{slug}/reply/",
        data=urllib.parse.urlencode(form).encode(),
        headers={"Origin": site.url},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        assert f"A thought, number {number}." in response.read().decode()


def wait_until(happened, within=30):
    deadline = time.monotonic() + within
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)
