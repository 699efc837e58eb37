"""Batches beside each other, and beside readers: whoever locks many things locks in one order."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.desk import batches
from comments.models import (
    Batch,
    Comment,
    ConfirmedAddress,
    SignedName,
    Subscription,
    Tally,
    WatchedTerm,
)
from comments.moderation import Finding, Verdict
from tests.at_once import at_once
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db(transaction=True)
MANY = range(30)


def batch_of(comments, by):
    """Begun, and nothing of it done."""
    entries = [[comment.pk, comment.status, comment.revision] for comment in comments]
    return Batch.objects.create(verb="approve", by=by, selection=entries, total=len(entries))


def waiting_of(readers, post):
    return [
        make_comment(
            post=post, status="pending", is_confirmed=True,
            author_email=f"{reader}@example.org", author_name=f"Reader {reader} of {post.pk}",
        )
        for reader in readers
    ]  # fmt: skip


def test_batches_on_two_posts_by_the_same_readers_both_come_to_their_end():
    moderators, posts = [make_moderator(), make_moderator()], [make_post(), make_post()]
    for reader in MANY:
        ConfirmedAddress.objects.create(email=f"{reader}@example.org")
    for _round in range(3):
        SignedName.objects.all().delete()
        first = batch_of(waiting_of(MANY, posts[0]), moderators[0])
        second = batch_of(waiting_of(reversed(MANY), posts[1]), moderators[1])

        at_once(partial(batches.work_off, first), partial(batches.work_off, second))

    assert {batch.decided for batch in Batch.objects.all()} == {len(MANY)}


def test_a_batch_and_a_reader_who_ends_what_they_follow_both_come_to_their_end():
    post, moderator = make_post(), make_moderator()
    parents = [make_comment(post=post) for _number in MANY]
    for parent in parents:
        Subscription.objects.follow("ann@example.org", comment=parent, is_confirmed=True)

    def look():
        for _time in MANY:
            with transaction.atomic():
                list(Subscription.objects.under("ann@example.org").kept())

    for _round in range(3):
        replies = [make_comment(parent=parent, status="pending") for parent in reversed(parents)]
        batch = batch_of(replies, moderator)

        at_once(look, look, partial(batches.work_off, batch))

        batch.refresh_from_db()
        assert batch.decided == len(MANY)


def test_many_posts_are_held_in_the_order_in_which_others_hold_them():
    ids = sorted(make_post().pk for _number in range(5))
    with transaction.atomic():
        Tally.hold_all(ids)

    def all_of_them():
        for _time in MANY:
            with transaction.atomic():
                Tally.hold_all(ids)

    def one_by_one():
        for _time in MANY:
            with transaction.atomic():
                for post in ids:
                    Tally.hold(post)

    at_once(all_of_them, all_of_them, one_by_one, one_by_one)  # a deadlock would raise


def test_a_new_reply_holds_its_place_before_what_was_found_in_it():
    kept = make_comment()
    term = WatchedTerm.objects.create(pattern="words", match="word", effect="hold")
    held = Finding("watched_terms", Verdict.HOLD, "", terms=(term.pk,))
    comment = Comment(
        post=kept.post, body="Words.", fingerprint="x", submitted_at=kept.submitted_at
    )

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        comment.admit([held])

    tables = [
        name for query in asked for name in ("tally", "watchedterm") if f"_{name}" in query["sql"]
    ]
    assert tables.index("tally") < tables.index("watchedterm")
