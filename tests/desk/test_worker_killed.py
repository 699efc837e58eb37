"""A worker killed in the middle of a batch, and readers who post while one runs: real processes.

A killed worker's task stays marked as running, and no other worker takes it up: what it left of a
batch is ended by the sweep, or by whoever presses Continue.
"""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.at_once import posted_at_once
from tests.desk.served_desk import MODERATORS, counts_are_right, press_at_once
from tests.factories import SAME_ORIGIN, reply_form
from tests.servers import served, working

pytestmark = pytest.mark.server

NUMBER = 450  # three transactions of the worker's
HEAPS = 3  # of so many: one for each test below
FOLLOWERS = 2  # of each post
SWEEPS = 20  # each works for some seconds: more than enough, however slow the machine
READERS, AT_LEAST = 3, 10  # who post at once, and how often each
POSTS = """
import json
from comments.models import DiscussionSettings, Subscription
from posts.models import Post
DiscussionSettings.current()
DiscussionSettings.objects.update(
    flood_seconds=0, hourly_replies=0, post_replies=0, site_replies=0, surge_replies=0
)
posts = list(Post.objects.published()[:4])
for post in posts:
    for name in range({followers}):
        Subscription.objects.follow(f"f{{name}}@example.org", post=post, is_confirmed=True)
print(json.dumps([post.slug for post in posts]))
"""
# As a reader's reply is stored, but many at once, for each test: each author wishes to hear of it.
WAITING = """
from django.db import transaction
from django.utils import timezone
from comments.models import Comment, Decision, Subscription, Tally
from comments.models.text_columns import values_of_text
now = timezone.now()
for heap in range({heaps}):
    with transaction.atomic():
        made = Comment.objects.bulk_create([
            Comment(
                post=posts[number % len(posts)], status="pending", submitted_at=now,
                author_name=f"Reader {{number}}", author_email=f"{{number}}.{{heap}}@example.org",
                fingerprint=f"{{heap}}-{{number}}", **values_of_text(f"Thought {{number}}."),
            )
            for number in range({number})
        ])
        Subscription.objects.bulk_create([
            Subscription(email=one.author_email, follows="comment", comment=one, confirmed_at=now)
            for one in made
        ])
        Decision.objects.bulk_create([
            Decision(comment=one, revision=1, was="", became="pending", via="rule", at=now)
            for one in made
        ])
        for post in posts:
            Tally.hold(post.pk)
            Tally.shift(post.pk, [("", "pending") for one in made if one.post_id == post.pk])
    print(json.dumps([one.pk for one in made]))
"""
# Two minutes later, as far as the sweep is concerned, over and over. Its mail waits for another.
SWEEP = f"""
from datetime import timedelta
from django.core.management import call_command
from django.db.models import F
from comments.models import Batch, Notification
Notification.objects.owed().update(next_attempt_at=F("next_attempt_at") + timedelta(days=1))
for sweep in range({SWEEPS}):
    left = Batch.objects.filter(finished_at=None)
    if not left.update(created_at=F("created_at") - timedelta(minutes=5)):
        break
    call_command("send_owed_mail")
"""
MOMENTS = {
    "in the first transaction": "SELECT 1 FROM django_tasks_database_dbtaskresult "
    "WHERE status = 'RUNNING' AND task_path LIKE '%work_off_batch' "
    "AND CAST(args_kwargs AS TEXT) LIKE '%[{batch}]%'",
    "after one was stored": "SELECT 1 FROM comments_batch WHERE id = {batch} AND decided > 0",
}


@pytest.fixture(scope="module")
def site(database_server, static_root, tmp_path_factory):
    with served(
        tmp_path_factory.mktemp("killed"), static_root=static_root, postgres=database_server,
        TASKS_BACKEND="django_tasks_db.DatabaseBackend",
    ) as site:  # fmt: skip
        posts = POSTS.format(followers=FOLLOWERS)
        filled = MODERATORS + posts + WAITING.format(heaps=HEAPS, number=NUMBER)
        lines = site.manage("shell", "--verbosity=0", "-c", filled).splitlines()
        site.sessions, site.slugs, *site.heaps = map(json.loads, lines)
        yield site


def ask(site, sql):
    ((answer,),) = site.query(sql)
    return answer


def start(site, verb, ids):
    form = {"verb": verb, "chosen": [f"{pk}:pending:1" for pk in ids]}
    assert press_at_once(site, (0, "/moderation/batches/", form)) == [303]
    return ask(site, "SELECT max(id) FROM comments_batch")


def start_undoing(site, batch):
    assert press_at_once(site, (0, f"/moderation/batches/{batch}/undo/", {})) == [303]
    return ask(site, "SELECT max(id) FROM comments_batch")


def wait_until(happened):
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def is_finished(site, batch):
    found = f"SELECT 1 FROM comments_batch WHERE id = {batch} AND finished_at IS NOT NULL"
    return bool(site.query(found))


def wait_for(site, batch, moment):
    wait_until(lambda: site.query(MOMENTS[moment].format(batch=batch)))


def sweep_until_finished(site, batch):
    """What a killed worker had begun was not at its end, and no worker goes on with it."""
    assert not is_finished(site, batch)
    site.manage("shell", "--verbosity=0", "-c", SWEEP)
    assert is_finished(site, batch)


def decided_by_person(site, ids):
    """{(was, became): how many of them}, of those that were decided at the desk."""
    rows = site.query(
        "SELECT was, became, count(*), count(DISTINCT comment_id) FROM comments_decision "
        f"WHERE by_id IS NOT NULL AND comment_id IN ({joined(ids)}) GROUP BY was, became"
    )
    assert all(number == comments for _was, _became, number, comments in rows)
    return {(was, became): number for was, became, number, _comments in rows}


def mails_about(site, ids, which="TRUE"):
    rows = site.query(
        "SELECT kind, count(*), count(DISTINCT email) FROM comments_notification "
        f"WHERE comment_id IN ({joined(ids)}) AND {which} GROUP BY kind"
    )
    return {kind: (number, people) for kind, number, people in rows}


def joined(ids):
    return ", ".join(map(str, ids))


def test_what_a_killed_worker_left_is_ended_by_the_sweep_each_decided_once(site):
    ids = site.heaps.pop()
    batch = start(site, "approve", ids)
    with working(site):  # its end is SIGKILL
        wait_for(site, batch, "in the first transaction")

    with working(site):
        sweep_until_finished(site, batch)

        assert ask(site, f"SELECT decided FROM comments_batch WHERE id = {batch}") == NUMBER
        assert decided_by_person(site, ids) == {("pending", "approved"): NUMBER}
        assert mails_about(site, ids) == {
            "approved": (NUMBER, NUMBER), "new_reply": (NUMBER * FOLLOWERS, FOLLOWERS),
        }  # fmt: skip
        assert counts_are_right(site)

        undoing = start_undoing(site, batch)
        wait_for(site, undoing, "after one was stored")

    sweep_until_finished(site, undoing)

    assert decided_by_person(site, ids) == {
        ("pending", "approved"): NUMBER, ("approved", "pending"): NUMBER,
    }  # fmt: skip
    # Where all this took longer than a minute, some were sent: those are beyond recall.
    assert mails_about(site, ids, "attempts = 0") == {}
    assert counts_are_right(site)


def test_what_a_killed_worker_did_is_taken_back_by_another_and_the_rest_left_alone(site):
    ids = site.heaps.pop()
    batch = start(site, "spam", ids)
    with working(site):
        wait_for(site, batch, "after one was stored")

    undoing = start_undoing(site, batch)
    with working(site):
        wait_until(lambda: is_finished(site, undoing))

    decided = ask(site, f"SELECT decided FROM comments_batch WHERE id = {batch}")
    assert 0 < decided < NUMBER
    assert decided_by_person(site, ids) == {
        ("pending", "spam"): decided, ("spam", "pending"): decided,
    }  # fmt: skip
    assert counts_are_right(site)


def test_readers_who_post_while_a_batch_runs_are_all_heard(site):
    ids = site.heaps.pop()
    batch = start(site, "spam", ids)
    before = ask(site, "SELECT max(id) FROM comments_comment")

    def read_and_post(reader):
        """On one post after another; the statuses that came."""
        told = []
        while len(told) < AT_LEAST or not is_finished(site, batch):
            slug = site.slugs[(reader + len(told)) % len(site.slugs)]
            told.append(post_reply(site, slug, f"Meanwhile, reader {reader}, {len(told)}."))
        return told

    with working(site), ThreadPoolExecutor(READERS) as readers:
        told = [status for each in readers.map(read_and_post, range(READERS)) for status in each]

    assert set(told) == {303}
    stored = f"SELECT count(*), count(DISTINCT body) FROM comments_comment WHERE id > {before}"
    assert site.query(stored) == [(len(told), len(told))]
    assert decided_by_person(site, ids) == {("pending", "spam"): NUMBER}
    assert counts_are_right(site)


def post_reply(site, slug, body):
    (status,) = posted_at_once(
        site, (f"/posts/{slug}/reply/", reply_form(body=body), dict(SAME_ORIGIN))
    )
    return status
