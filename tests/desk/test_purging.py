"""What the settings no longer keep goes for good; what others hang on keeps its place."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments import purging
from comments.mail.announcing import announce_new_posts
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
from tests.comments.scene import browser, discuss, long_ago, watch
from tests.factories import make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


def old(days=100, **fields):
    return long_ago(make_comment(**fields), days=days)


def ago(**ago):
    return timezone.now() - timedelta(**ago)


def counts(post):
    tally = Tally.objects.get(post=post)
    return tally.waiting, tally.replies, tally.spam, tally.removed


def is_there(comment):
    return Comment.objects.filter(pk=comment.pk).exists()


def now(comment):
    return Comment.objects.get(pk=comment.pk)


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

    assert not is_there(going)
    assert all(map(is_there, staying))
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


def test_under_a_living_reply_it_keeps_its_place_without_words_and_author():
    post = make_post()
    comment = old(post=post, status="approved", body="Go away!", author_url="https://a.example/")
    reply = make_comment(parent=comment)
    comment.remove(by=make_moderator(), reason="Insults Bob.")
    comment.notes.create(text="Again.")
    comment.decisions.update(at=ago(days=31))

    assert purge()["removed"] == 1

    bare = now(comment)
    assert (bare.body, bare.body_html, bare.author_name, bare.author_email) == ("", "", "", "")
    assert (bare.author_url, bare.ip_address, bare.network, bare.findings) == ("", None, "", [])
    assert bare.decisions.get().reason == ""
    assert not bare.notes.exists()
    assert now(reply).parent == bare
    assert counts(post) == (0, 1, 0, 1)
    page = browser().get(post.get_absolute_url()).content.decode()
    assert "tombstone" in page
    assert "Go away" not in page


def test_a_bare_place_goes_when_nothing_hangs_on_it_any_more():
    comment = old(status="removed")
    reply = make_comment(parent=comment, status="spam")
    assert purge()["removed"] == 1
    assert "removed" not in purge()
    long_ago(reply, days=40)

    assert purge()["spam"] == 1

    assert not Comment.objects.exists()
    assert counts(comment.post) == (0, 0, 0, 0)


def test_a_reply_that_waits_is_never_purged_nor_left_hanging_in_the_air():
    root = old(status="spam")
    waiting = old(parent=root, status="pending")

    purge()

    assert now(waiting).parent_id == now(waiting).thread_id == root.pk
    assert now(waiting).body == waiting.body
    assert counts(root.post) == (1, 0, 1, 0)


def test_a_whole_dead_thread_goes_however_deep_and_mixed(monkeypatch):
    monkeypatch.setattr(purging, "ROWS_AT_ONCE", 3)
    comment = root = old(status="spam")
    for number in range(10):
        comment = old(parent=comment, status=["removed", "spam"][number % 2])
    old(parent=root, status="removed", days=50)

    done = purge()

    assert not Comment.objects.exists()
    assert (done["spam"], done["removed"]) == (6, 6)
    assert counts(root.post) == (0, 0, 0, 0)


def test_of_a_thread_only_the_dead_end_goes():
    root = old(status="removed")
    living = old(parent=root)
    middle = old(parent=living, status="spam")
    end = old(parent=middle, status="removed")

    purge()

    assert [is_there(one) for one in (root, living, middle, end)] == [True, True, False, False]
    assert counts(root.post) == (0, 1, 0, 1)


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


def test_more_days_than_the_calendar_has_keep_what_is_there():
    most = 2_147_483_647  # the column takes it, the admin's form does not
    discuss(purges_spam_after_days=most, forgets_networks_after_days=most)
    spam, removed = old(status="spam"), old(status="removed")

    assert purge() == {"removed": 1}

    assert [is_there(spam), is_there(removed)] == [True, False]


def test_what_goes_anyway_is_not_counted_for_its_network():
    old(status="spam")
    old(status="approved")

    assert would_purge() == {"spam": 1, "networks": 1} == purge()


def test_asked_twice_it_does_nothing_more():
    old(status="spam")
    old()
    purge()

    assert purge() == {}

    assert set(Purge.objects.values_list("what", "number")) == {("spam", 1), ("networks", 1)}


def test_networks_and_browsers_are_forgotten():
    long_since = old(days=91, user_agent="Netscape 4", author_url="https://a.example/")
    lately = old(days=89, user_agent="Netscape 4")

    assert purge() == {"networks": 1}

    forgotten = now(long_since)
    assert (forgotten.ip_address, forgotten.network, forgotten.user_agent) == (None, "", "")
    assert (forgotten.author_name, forgotten.author_email) == (
        "Rita Reader",
        long_since.author_email,
    )
    assert now(lately).user_agent == "Netscape 4"


def test_records_of_mails_go_and_what_is_owed_stays():
    comment = make_comment()
    done = {"sent_at": ago(days=95)}, {"given_up_at": ago(days=95)}, {"used_at": ago(days=95)}
    for number, fields in enumerate(done):
        mail = Notification.objects.owe("approved", f"r{number}@example.org", comment=comment)
        Notification.objects.filter(pk=mail.pk).update(created_at=ago(days=95), **fields)
    owed = Notification.objects.owe(
        "approved", "o@example.org", comment=comment, network="192.0.2.1"
    )
    Notification.objects.filter(pk=owed.pk).update(created_at=ago(days=95))
    lately = Notification.objects.owe("confirm", "l@example.org", network="192.0.2.1")

    assert purge() == {"mails": 3}

    kept = dict(Notification.objects.values_list("pk", "network"))
    assert kept == {owed.pk: "", lately.pk: "192.0.2.1"}


def test_a_wish_to_follow_that_was_never_confirmed_goes():
    post = make_post()
    for email, is_confirmed in (("ann@example.org", True), ("bob@example.org", False)):
        Subscription.objects.follow(email, post=post, is_confirmed=is_confirmed)
    Subscription.objects.update(created_at=ago(days=91))
    link = Notification.objects.owe(
        "confirm", "bob@example.org", subscription=Subscription.objects.get(confirmed_at=None)
    )

    assert purge() == {"mails": 1}

    assert Subscription.objects.get().email == "ann@example.org"
    assert Notification.objects.get(pk=link.pk).subscription is None


def test_however_short_the_days_no_post_is_announced_twice():
    discuss(forgets_networks_after_days=1)
    Subscription.objects.follow("ann@example.org", is_confirmed=True)
    Subscription.objects.update(confirmed_at=ago(days=30))
    make_post(published_at=ago(days=5))
    assert announce_new_posts() == 1
    Notification.objects.update(sent_at=ago(days=5), created_at=ago(days=5))

    purge()

    assert announce_new_posts() == 0


def test_the_command_says_what_it_did_and_a_dry_run_does_nothing(capsys):
    old(status="spam")
    root = old(status="removed")
    make_comment(parent=root)

    call_command("purge", "--dry-run")
    assert capsys.readouterr().out == "spam: 1\nremoved replies: 1\n"
    assert Comment.objects.count() == 3
    call_command("purge")

    assert capsys.readouterr().out == "spam: 1\nremoved replies: 1\n"
    call_command("purge")
    assert capsys.readouterr().out == "There is nothing to purge.\n"


def test_the_command_clears_what_signing_in_and_tasks_leave_behind(capsys):
    for number, days in enumerate((-1, 1)):
        Session.objects.create(session_key=f"key-{number}", expire_date=ago(days=days))
    for status, days in (("SUCCESSFUL", 15), ("FAILED", 15), ("SUCCESSFUL", 1), ("READY", 15)):
        is_finished = status != "READY"
        DBTaskResult.objects.create(
            status=status, task_path="a.task", args_kwargs={}, backend_name="default",
            queue_name="default", finished_at=ago(days=days) if is_finished else None,
            exception_class_path="", traceback="",
        )  # fmt: skip

    call_command("purge", "--dry-run")
    assert capsys.readouterr().out == "expired sessions: 1\nresults of tasks: 2\n"
    call_command("purge")

    assert capsys.readouterr().out == "expired sessions: 1\nresults of tasks: 2\n"
    assert Session.objects.get().session_key == "key-0"
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL", "READY"}
