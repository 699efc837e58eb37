"""Whatever happens, in whatever order: what is counted is what the table holds.

A longer look: `SEQUENCES=5000 pytest tests/desk/test_counters.py`.
"""

import os
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from comments import purging
from comments.models import Comment, ConfirmedAddress, Decision, Flag, Tally
from comments.models.tally import NEWEST_ID, REPLIES_SHOWN
from comments.models.text_columns import values_of_text
from comments.moderation import Via
from comments.readers import editing, reporting
from comments.readers.erasing import erase
from comments.submission import Refused, submit
from tests.comments.scene import discuss, watch
from tests.factories import make_moderator, make_post, make_submission

pytestmark = pytest.mark.django_db

SEQUENCES = int(os.environ.get("SEQUENCES", "15"))
WORDS = {"approved": "Fine words", "pending": "Words with a maybe", "spam": "Words of casino"}
EMAILS = ["ann@example.org", "bob@example.org"]
QUEUES = {"waiting": "pending", "spam": "spam", "removed": "removed", "replies": "approved"}

number = st.integers(0, 7)
chosen = st.lists(number, min_size=2, max_size=5)
MOVES = st.one_of(
    st.tuples(st.just("submit"), st.sampled_from(list(WORDS)), number, st.booleans()),
    st.tuples(
        st.just("decide"),
        st.sampled_from(["approve", "approve", "mark_as_spam", "remove", "restore", "keep"]),
        number,
    ),
    st.tuples(
        st.just("batch"), st.sampled_from(["approved", "spam", "removed", "pending"]), chosen
    ),
    st.tuples(st.sampled_from(["undo", "undo", "undo_batch", "withdraw"]), number),
    st.tuples(st.just("report"), number),
    st.tuples(st.sampled_from(["edit", "rewrite"]), number, st.sampled_from(list(WORDS))),
    st.tuples(st.sampled_from(["pick", "erase"]), number, st.booleans()),
    st.tuples(st.just("purge"), st.lists(number, max_size=5)),
)

# Found by a long look: the reports were about a text that is another now.
REPORTED_THEN_EDITED = [
    ("submit", "approved", 0, False), ("report", 0), ("edit", 0, "approved"),
]  # fmt: skip


class Site:
    """Two posts and all who can do anything to what stands under them."""

    def __init__(self):
        discuss(holds_first_time=False, flood_seconds=0, flags_to_hold=2, purges_spam_after_days=1)
        watch("maybe"), watch("casino", effect="spam")
        self.posts = [make_post(), make_post()]
        self.moderators = [make_moderator(), make_moderator()]
        self.batches, self.time = [], 0

    def do(self, move, *arguments):
        self.time += 1
        getattr(self, move)(*arguments)

    def one(self, number, **which):
        comments = Comment.objects.filter(**which).order_by("pk")
        return comments[number % count] if (count := comments.count()) else None

    def submit(self, becomes, number, is_reply):
        parent = self.one(number) if is_reply else None
        if parent and parent.status != "approved":
            parent = None
        submission = make_submission(
            post=parent.post if parent else self.posts[number % 2],
            parent=parent,
            body=f"{WORDS[becomes]}, {self.time}.",
            is_answer=number % 3 == 0,
            author_email=EMAILS[number % 2],
        )
        with suppress(Refused):
            assert submit(submission).status == becomes

    def decide(self, verb, number):
        if comment := self.one(number):
            getattr(comment, verb)(by=self.moderators[number % 2])

    def batch(self, became, numbers):
        with transaction.atomic():
            chosen = {one.pk: one for number in numbers if (one := self.one(number))}
            for post_id in sorted({one.post_id for one in chosen.values()}):
                Tally.hold(post_id)
            by = self.moderators[0]
            decided = Comment.move_all(list(chosen.values()), became, by=by, via=Via.DESK)
            self.batches.append([decision.pk for decision in decided])

    def undo(self, number):
        if (comment := self.one(number)) and (last := comment.last_decision()):
            comment.take_back(last, by=self.moderators[number % 2])

    def undo_batch(self, number):
        if self.batches:
            batch = self.batches[number % len(self.batches)]
            decisions = Decision.objects.filter(pk__in=batch, undone_by=None)
            with transaction.atomic():
                Tally.hold_all([post.pk for post in self.posts])
                chosen = list(decisions.select_related("comment"))
                Comment.take_back_all(chosen, by=self.moderators[0], via=Via.DESK)

    def edit(self, number, becomes):
        if comment := self.one(number):
            seen, body = editing.as_its_author_sees(comment), f"{WORDS[becomes]}: {self.time}"
            with suppress(editing.ChangedMeanwhile, Refused):
                editing.edit(
                    comment, seen=seen, body=body, is_answer=bool(number % 2), address=None
                )

    def rewrite(self, number, becomes):
        if comment := self.one(number):
            values = values_of_text(f"{WORDS[becomes]}, mended {self.time}")
            comment.rewrite(by=self.moderators[0], values=values, via=Via.DESK)

    def withdraw(self, number):
        if comment := self.one(number):
            comment.withdraw()

    def pick(self, number, is_picked):
        if comment := self.one(number, status="approved"):
            comment.pick(is_picked=is_picked)

    def erase(self, number, removes_words):
        erase(ConfirmedAddress.confirm(EMAILS[number % 2]), removes_words=removes_words)

    def report(self, number):
        if comment := self.one(number, status="approved"):
            network = f"192.0.2.{number}"
            reader = reporting.reader_key(user=None, address=None, network=network, user_agent="")
            reporting.report(
                comment, revision=comment.revision, reader=reader, network=network,
                kind="unkind", reason="",
            )  # fmt: skip

    def purge(self, numbers):
        """Some have been there for long, and what was decided on them was long ago."""
        ago = timedelta(days=100)
        old = [one.pk for number in numbers if (one := self.one(number))]
        comments = Comment.objects.filter(pk__in=old)
        before = comments.values_list("pk", "submitted_at")
        for pk, at in list(before):
            comments.filter(pk=pk).update(submitted_at=at - ago)
        for decision in Decision.objects.filter(comment__in=old):
            Decision.objects.filter(pk=decision.pk).update(at=decision.at - ago)
        for flag in Flag.objects.filter(comment__in=old):
            Flag.objects.filter(pk=flag.pk).update(at=flag.at - ago)
        purging.purge()


def assert_counted(site):
    rows = list(Comment.objects.order_by("pk"))
    open_flags = Counter(Flag.objects.open().values_list("comment", flat=True))
    assert {row.pk: row.open_flags for row in rows if row.open_flags} == dict(open_flags)
    tallies = Tally.objects.in_bulk()
    for post in site.posts:
        assert_tallied(
            tallies.get(post.pk, Tally()), [row for row in rows if row.post_id == post.pk]
        )


def assert_tallied(tally, rows):
    approved = [row for row in rows if row.status == "approved"]
    for name, status in QUEUES.items():
        assert getattr(tally, name) == sum(row.status == status for row in rows), name
    assert tally.answers == sum(row.is_answer for row in approved)
    assert tally.picks == sum(row.is_picked for row in approved)
    assert tally.newest == max((row.pk for row in approved), default=0)
    roots = [row for row in rows if row.thread_id is None]
    for root in roots:
        live = [row.pk for row in approved if row.thread_id == root.pk]
        folds = live[REPLIES_SHOWN - 1] if len(live) > REPLIES_SHOWN else NEWEST_ID
        assert (root.live_replies, root.folds_after) == (len(live), folds)
        assert root.is_listed == (bool(live) or root.status == "approved")
    assert tally.threads == sum(root.is_listed for root in roots)


def test_after_any_sequence_they_equal_the_table():
    site = Site()

    @settings(
        max_examples=SEQUENCES,
        deadline=None,
        database=None,
        derandomize="SEQUENCES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    @given(moves=st.lists(MOVES, min_size=10, max_size=25))
    @example(moves=REPORTED_THEN_EDITED)
    def run(moves):
        with transaction.atomic():
            site.batches, site.time = [], 0
            for move in moves:
                site.do(*move)
                assert_counted(site)
            transaction.set_rollback(True)

    run()
