"""Two moderators press at the same moment, against a real server with two workers."""

import json

import pytest

from tests.desk.served_desk import MODERATORS, counts_are_right, press_at_once
from tests.servers import served

WAITING = """
import json
from django.db import transaction
from django.utils import timezone
from comments.models import Comment
from comments.moderation import Finding, Verdict
from posts.models import Post
ids = []
for number, post in enumerate(list(Post.objects.published()[:4]) * {rounds}):
    now = timezone.now()
    comment = Comment(
        post=post, author_name="Ida", body=f"Waiting {{now.timestamp()}} {{number}}.",
        submitted_at=now, fingerprint=f"{{now.timestamp()}}{{number}}",
    )
    with transaction.atomic():
        comment.admit([Finding("first_time", Verdict.HOLD, "")])
    ids.append(comment.pk)
print(json.dumps(ids))
"""


@pytest.fixture(scope="module")
def site(database_server, static_root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    with served(folder, static_root=static_root, postgres=database_server) as site:
        site.sessions = json.loads(site.manage("shell", "--verbosity=0", "-c", MODERATORS))
        yield site


def waiting(site, rounds=1):
    """Ids of new comments that wait, on four posts in turn."""
    return json.loads(site.manage("shell", "--verbosity=0", "-c", WAITING.format(rounds=rounds)))


def decisions_on(site, pk):
    said = "SELECT was, became, by_id IS NOT NULL FROM comments_decision WHERE comment_id = {}"
    return [row for row in site.query(said.format(pk) + " ORDER BY id") if row[2]]


@pytest.mark.server
def test_exactly_one_decides(site):
    for pk in waiting(site):
        path = f"/moderation/{pk}/decide/"
        forms = [{"verb": verb, "seen": "pending:1"} for verb in ("approve", "spam")]

        told = press_at_once(site, *[(who, path, forms[who]) for who in (0, 1)] * 3)

        assert len(decisions_on(site, pk)) == 1
        ones, others = told[::2], told[1::2]
        assert sorted([set(ones) == {303}, set(others) == {303}]) == [False, True]
        assert {303, 409} == set(told)
    assert counts_are_right(site)


@pytest.mark.server
def test_one_decision_is_taken_back_once(site):
    for pk in waiting(site):
        press_at_once(site, (0, f"/moderation/{pk}/decide/", {"verb": "spam", "seen": "pending:1"}))
        ((decision,),) = site.query(
            f"SELECT id FROM comments_decision WHERE comment_id = {pk} AND by_id IS NOT NULL"
        )

        press_at_once(
            site, *[(who, f"/moderation/decisions/{decision}/undo/", {}) for who in (0, 1, 0)]
        )

        assert [row[:2] for row in decisions_on(site, pk)] == [
            ("pending", "spam"), ("spam", "pending"),
        ]  # fmt: skip
    assert counts_are_right(site)


@pytest.mark.server
def test_one_reply_comes_with_one_approval(site):
    for pk in waiting(site):
        forms = [{"seen": "pending:1", "body": f"Thank you for {pk}, {who}."} for who in (0, 1)]

        told = press_at_once(
            site, *[(who, f"/moderation/{pk}/reply/", forms[who]) for who in (0, 1)] * 2
        )

        assert len(decisions_on(site, pk)) == 1
        replies = f"SELECT count(*) FROM comments_comment WHERE parent_id = {pk}"
        assert site.query(replies) == [(1,)]
        assert set(told) == {303, 409}
    assert counts_are_right(site)


@pytest.mark.server
def test_batches_that_overlap_decide_each_comment_once(site):
    ids = waiting(site, rounds=10)
    forward = {"verb": "spam", "chosen": [f"{pk}:pending:1" for pk in ids]}
    back = {"verb": "remove", "chosen": [f"{pk}:pending:1" for pk in reversed(ids)]}
    singles = [
        (0, f"/moderation/{pk}/decide/", {"verb": "approve", "seen": "pending:1"}) for pk in ids[:3]
    ]

    press_at_once(
        site, (0, "/moderation/batches/", forward), (1, "/moderation/batches/", back), *singles
    )

    assert all(len(decisions_on(site, pk)) == 1 for pk in ids)
    assert site.query("SELECT sum(decided) >= 37 FROM comments_batch")[0][0]
    assert counts_are_right(site)


@pytest.mark.server
def test_a_batch_is_undone_once_however_many_press(site):
    ids = waiting(site, rounds=10)
    form = {"verb": "spam", "chosen": [f"{pk}:pending:1" for pk in ids]}
    press_at_once(site, (0, "/moderation/batches/", form))
    ((batch,),) = site.query("SELECT max(id) FROM comments_batch")

    press_at_once(site, *[(who, f"/moderation/batches/{batch}/undo/", {}) for who in (0, 1, 0, 1)])

    assert all(len(decisions_on(site, pk)) == 2 for pk in ids)
    assert counts_are_right(site)
