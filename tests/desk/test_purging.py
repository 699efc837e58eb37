"""What the settings no longer keep goes for good, with all that hangs on it."""

import pytest
from django.utils import timezone

from comments import purging
from comments.models import (
    Comment,
    Decision,
    EarlierText,
    Note,
    Notification,
    Purge,
    Subscription,
    Tally,
    TermHit,
)
from comments.purging import purge, would_purge
from tests.comments.afterwards import there_is
from tests.comments.scene import discuss, long_ago, now, watch
from tests.desk.old_replies import ago, counts, old
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["spam", "removed"])
def test_what_is_old_goes_and_what_is_younger_or_stands_stays(status):
    post = make_post()
    going = old(days=31, post=post, status=status)
    staying = [
        old(days=29, post=post, status=status),
        old(days=500, post=post, status="pending"),
        old(days=500, post=post, status="approved"),
    ]

    assert purge()[status] == 1

    assert not there_is(going)
    assert all(map(there_is, staying))
    assert counts(post) == (1, 1, status == "spam", status == "removed")


def test_the_days_begin_when_it_became_spam():
    comment = old(days=200, status="approved")
    comment.mark_as_spam(by=make_moderator())
    assert "spam" not in purge()
    comment.decisions.update(at=ago(days=31))

    assert purge()["spam"] == 1


def test_a_decision_that_moved_nothing_does_not_begin_them_anew():
    comment = old(days=200, status="spam")
    values = {"body": "Mended.", "body_html": "<p>Mended.</p>"}
    assert comment.rewrite(by=make_moderator(), values=values)

    assert purge()["spam"] == 1


def test_zero_days_keep_everything():
    discuss(purges_spam_after_days=0, purges_removed_after_days=0, forgets_networks_after_days=0)
    for status in ("spam", "removed", "approved"):
        old(days=3000, status=status)
    sent = Notification.objects.owe("approved", "ann@example.org", comment=make_comment())
    Notification.objects.filter(pk=sent.pk).update(sent_at=ago(days=900), created_at=ago(days=900))

    assert purge() == {} == would_purge()

    assert Comment.objects.exclude(ip_address=None).count() == 4
    assert Notification.objects.exists()


def test_more_days_than_the_calendar_has_keep_what_is_there():
    most = 2_147_483_647  # the column takes it, the admin's form does not
    discuss(purges_spam_after_days=most, forgets_networks_after_days=most)
    spam, removed = old(status="spam"), old(status="removed")

    assert purge() == {"removed": 1}

    assert [there_is(spam), there_is(removed)] == [True, False]


def test_with_it_goes_all_that_hangs_on_it():
    term = watch("casino")
    comment = make_comment(status="pending")
    comment.mark_as_spam(by=make_moderator())
    EarlierText.objects.create(comment=comment, revision=0, body="Old.", at=timezone.now())
    Note.objects.create(comment=comment, text="A known spammer.")
    TermHit.objects.create(comment=comment, term=term)
    Subscription.objects.follow("ann@example.org", comment=comment, is_confirmed=True)
    link = Notification.objects.owe("confirm", "ann@example.org", comment=comment)
    Decision.objects.update(at=ago(days=40))
    long_ago(comment, days=40)

    assert purge()["spam"] == 1

    for model in (Comment, Decision, EarlierText, Note, TermHit, Subscription):
        assert not model.objects.exists(), model
    # Links are counted, so that nobody is bombed with them.
    assert Notification.objects.get(pk=link.pk).comment is None


def test_asked_twice_it_does_nothing_more():
    old(status="spam")
    old()
    purge()

    assert purge() == {}

    assert set(Purge.objects.values_list("what", "number")) == {("spam", 1), ("networks", 1)}


def test_what_is_decided_while_it_runs_stays(monkeypatch):
    comment, hold = old(status="spam"), Tally.hold

    def rescued_first(post_id):
        monkeypatch.setattr(Tally, "hold", hold)
        now(comment).restore(by=make_moderator())
        hold(post_id)

    monkeypatch.setattr(Tally, "hold", rescued_first)

    assert "spam" not in purge()

    assert now(comment).status == "pending"
    assert counts(comment.post) == (1, 0, 0, 0)


def test_many_go_in_short_transactions(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(purging, "ROWS_AT_ONCE", 10)
    posts, told = [make_post(), make_post()], []
    for number in range(35):
        old(post=posts[number % 2], status="spam")

    with django_assert_max_num_queries(200):
        purge(tells=lambda what, number: told.append((what, number)))

    assert [number for what, number in told if what == "spam"] == [10, 20, 30, 35]
    assert Purge.objects.get(what="spam").number == 35


def test_cut_short_it_has_counted_what_is_gone_and_goes_on(monkeypatch):
    monkeypatch.setattr(purging, "ROWS_AT_ONCE", 10)
    for _number in range(15):
        old(status="spam")

    def pulled(what, number):
        if number == 15:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        purge(tells=pulled)
    purge()

    assert not Comment.objects.exists()
    assert sum(Purge.objects.filter(what="spam").values_list("number", flat=True)) == 15
