"""A mail that is owed is a row: sent once, retried with back-off, given up where all can see it."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.models import F
from django.utils import timezone

from comments.mail.delivery import deliver_due
from comments.models import Comment, Notification, Subscription
from comments.models.notification import ATTEMPT_LASTS, BACK_OFF
from tests.comments.mailroom import (
    delivered,
    follow,
    mail_server,
    make_due,
    owe,
    owe_reply,
    reply_to,
)
from tests.comments.scene import browser, discuss
from tests.factories import make_comment, make_moderator, make_post, post_reply
from tests.mail_server import PATIENCE, MailServer, mailing_to

pytestmark = pytest.mark.django_db


def owe_many(number):
    return [owe_reply(f"reader{one}@example.org") for one in range(number)]


def state_of(notification):
    notification.refresh_from_db()
    if notification.sent_at:
        return "sent"
    return "given up" if notification.given_up_at else "owed"


# Sent, and sent once ---------------------------------------------------------------------------


def test_what_is_due_is_sent_over_one_connection_and_marked():
    owed = owe_many(3)

    with mail_server() as server:
        done = deliver_due()
        again = deliver_due()

    assert done == {"sent": 3}
    assert again == {}
    assert len(server.messages) == 3
    assert server.connections == 1
    assert {state_of(one) for one in owed} == {"sent"}


def test_without_mail_to_send_nobody_is_called():
    owe("my_replies", "nobody@example.org")

    with mail_server() as server:
        deliver_due()

    assert server.connections == 0


def test_what_is_not_due_yet_waits():
    owed = owe_reply()
    Notification.objects.update(next_attempt_at=timezone.now() + timedelta(minutes=1))

    with mail_server() as server:
        assert deliver_due() == {}

    assert server.messages == []
    assert state_of(owed) == "owed"


def test_a_task_sends_it_after_the_commit_that_caused_it(django_capture_on_commit_callbacks):
    mine = make_comment()
    follow("rita@example.org", comment=mine)

    with mail_server() as server:
        with django_capture_on_commit_callbacks(execute=True):
            reply_to(mine)
            assert server.messages == []
        assert [message.rcpt for message in server.messages] == ["rita@example.org"]


def test_after_a_crash_behind_the_servers_ok_the_same_id_is_sent_again():
    owed = owe_reply()

    with mail_server() as server:
        server.hangs_up_at = "taken"
        assert deliver_due() == {"put off": 1}
        server.hangs_up_at = ""
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_send_each_mail_once():
    owe_many(12)
    start = threading.Barrier(4)
    failed = []

    def deliver():
        try:
            start.wait()
            deliver_due()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    with mail_server() as server:
        threads = [threading.Thread(target=deliver) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert failed == []
    assert len(server.messages) == 12
    assert len({message.rcpt for message in server.messages}) == 12


@pytest.mark.django_db(transaction=True)
def test_following_that_ends_while_a_reply_is_approved_breaks_neither():
    post, moderator, failed = make_post(), make_moderator(), []

    def run(verb, start):
        try:
            start.wait()
            verb()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    for _round in range(8):
        subscription = follow("rita@example.org", post=post)
        held = make_comment(status="pending", post=post)
        start = threading.Barrier(2)
        verbs = (subscription.stop, lambda held=held: held.approve(by=moderator))
        threads = [threading.Thread(target=run, args=(verb, start)) for verb in verbs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failed == []
        held.refresh_from_db()
        assert held.status == "approved"
        assert not Subscription.objects.exists()
        assert not Notification.objects.exists()


def test_a_row_belongs_to_who_claimed_it_for_longer_than_a_server_may_take():
    owed = owe_reply()
    same = Notification.objects.get(pk=owed.pk)

    assert owed.claim()
    assert not same.claim()
    assert not Notification.objects.get(pk=owed.pk).claim()

    owed.refresh_from_db()
    assert owed.next_attempt_at - timezone.now() > ATTEMPT_LASTS - timedelta(minutes=1)


def test_a_worker_that_died_over_it_costs_a_wait_and_no_mail():
    owed = owe_reply()
    owed.claim()

    with mail_server() as server:
        assert deliver_due() == {}
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    assert len(server.messages) == 1


# Checked again -----------------------------------------------------------------------------------


def remove_reply(owed):
    owed.comment.remove(by=make_moderator())
    Notification.objects.filter(kind="refused").delete()


def withdraw_post(owed):
    owed.comment.post.withdraw()


def withdraw_reply(owed):
    Comment.objects.get(pk=owed.comment_id).withdraw()


def unconfirm(owed):
    Subscription.objects.filter(pk=owed.subscription_id).update(confirmed_at=None)


def unfollow(owed):
    owed.subscription.stop()


def turn_into_own(owed):
    Comment.objects.filter(pk=owed.comment_id).update(author_email="Rita@example.org")


@pytest.mark.parametrize(
    "happens",
    [remove_reply, withdraw_post, withdraw_reply, unconfirm, unfollow, turn_into_own],
)
def test_what_holds_no_more_is_dropped_unsent(happens):
    owed = owe_reply()
    happens(owed)

    with mail_server() as server:
        deliver_due()

    assert server.messages == []
    assert not Notification.objects.filter(pk=owed.pk).exists()


def test_a_refusal_that_was_taken_back_is_not_mailed():
    comment = make_comment(status="pending", author_email="rita@example.org")
    follow("rita@example.org", comment=comment)
    moderator = make_moderator()
    comment.remove(by=moderator)
    comment.restore(by=moderator)

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_a_post_withdrawn_before_its_mail_left_is_not_announced():
    post = make_post()
    owe("new_post", post=post, subscription=follow("rita@example.org"))
    post.withdraw()

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_an_approval_dropped_and_given_again_is_mailed():
    comment = make_comment(status="pending", author_email="rita@example.org")
    follow("rita@example.org", comment=comment)
    moderator = make_moderator()

    with mail_server() as server:
        comment.approve(by=moderator)
        comment.restore(by=moderator)
        deliver_due()
        comment.approve(by=moderator)
        deliver_due()

    assert [message["Subject"] for message in server.messages] == [
        f"Your reply is published: {comment.post.title}"
    ]


@pytest.mark.parametrize("kind", ["confirm", "my_replies"])
@pytest.mark.parametrize(
    "happened",
    [{"created_at": timezone.now() - timedelta(days=1, minutes=1)}, {"used_at": timezone.now()}],
    ids=["a day ago", "used"],
)
def test_a_link_that_nobody_waits_for_is_not_mailed(kind, happened):
    make_comment(author_email="rita@example.org")
    owed = owe(kind)
    Notification.objects.update(**happened)

    with mail_server() as server:
        deliver_due()

    assert server.messages == []
    assert not Notification.objects.owed().filter(pk=owed.pk).exists()


@pytest.mark.parametrize("status", ["spam", "removed"])
def test_spam_is_mailed_to_nobody_whose_address_was_typed_with_it(status):
    owe("confirm", comment=make_comment(status=status, author_email="rita@example.org"))

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1}

    assert server.messages == []


def test_an_address_that_is_not_here_gets_no_link_and_the_row_still_counts():
    """Deleted, it would not count; and by the limit one could tell which addresses are here."""
    unknown = owe("my_replies", "nobody@example.org")
    make_comment(author_email="Writer@example.org")
    follow("follower@example.org")
    owe("my_replies", "writer@example.org")
    owe("my_replies", "follower@example.org")

    with mail_server() as server:
        assert deliver_due() == {"dropped": 1, "sent": 2}

    assert {message.rcpt for message in server.messages} == {
        "writer@example.org",
        "follower@example.org",
    }
    assert Notification.objects.dropped().get() == unknown
    assert Notification.objects.links().count() == 3


# Refused, put off, given up --------------------------------------------------------------------


def test_a_recipient_refused_for_good_is_given_up_at_once_and_the_rest_goes_out():
    refused, *others = owe_many(3)

    with mail_server() as server:
        server.refused = {"reader0@example.org"}
        done = deliver_due()

    assert done == {"given up": 1, "sent": 2}
    assert state_of(refused) == "given up"
    assert "550" in refused.last_error
    assert {state_of(one) for one in others} == {"sent"}


def test_a_recipient_put_off_waits_alone():
    put_off, *others = owe_many(3)

    with mail_server() as server:
        server.postponed = {"reader0@example.org"}
        done = deliver_due()

    assert done == {"put off": 1, "sent": 2}
    assert state_of(put_off) == "owed"
    assert "451" in put_off.last_error
    assert {state_of(one) for one in others} == {"sent"}


@pytest.mark.parametrize(
    ("answer", "state"),
    [("554 5.7.1 Spam", "given up"), ("452 4.3.1 Full", "owed")],
)
def test_a_text_that_is_refused_is_that_mails_matter(answer, state):
    first, second = owe_many(2)

    with mail_server() as server:
        server.answer_to_data = answer
        deliver_due()

    assert state_of(first) == state_of(second) == state
    assert answer[:3] in first.last_error


def test_an_address_that_is_none_is_given_up_and_stops_nobody():
    broken, fine = owe_reply("führung@example.org"), owe_reply("fine@example.org")

    with mail_server():
        done = deliver_due()

    assert done == {"given up": 1, "sent": 1}
    assert state_of(broken) == "given up"
    assert state_of(fine) == "sent"


def test_each_attempt_waits_longer_and_after_the_last_it_is_given_up():
    owed, waits = owe_reply(), []

    with mail_server() as server:
        server.postponed = {"rita@example.org"}
        for _attempt in range(20):
            make_due(owed)
            before = timezone.now()
            deliver_due()
            if state_of(owed) == "given up":
                break
            waits.append(round((owed.next_attempt_at - before).total_seconds() / 60))

    assert [timedelta(minutes=wait) for wait in waits] == list(BACK_OFF)
    assert owed.attempts == len(BACK_OFF) + 1
    assert sum(waits) < 60 * 48
    assert "451" in owed.last_error


def test_given_up_is_given_up():
    owed = owe_reply()
    owed.give_up(ValueError("no"))

    with mail_server() as server:
        make_due(owed)
        assert deliver_due() == {}

    assert server.messages == []


def test_something_wrong_with_one_mail_keeps_no_other(monkeypatch):
    from comments.mail import delivery

    broken, fine = owe_many(2)
    real = delivery.letter_of

    def letter_of(notification):
        if notification.pk == broken.pk:
            raise KeyError("as if a template were broken")
        return real(notification)

    monkeypatch.setattr(delivery, "letter_of", letter_of)

    with mail_server() as server:
        done = deliver_due()

    assert done == {"put off": 1, "sent": 1}
    assert [message.rcpt for message in server.messages] == [fine.email]
    assert "KeyError" in Notification.objects.get(pk=broken.pk).last_error


def test_a_database_that_fails_ends_the_run_and_the_mail_is_sent_by_another(monkeypatch):
    owed = owe_reply()

    def fail(notification):
        raise OperationalError("gone")

    with mail_server() as server:
        with monkeypatch.context() as patched:
            patched.setattr(Notification, "mark_sent", fail)
            with pytest.raises(OperationalError):
                deliver_due()
        assert deliver_due() == {}  # not while that attempt may still run
        make_due(owed)
        assert deliver_due() == {"sent": 1}

    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


# The server itself -----------------------------------------------------------------------------


def test_down_for_an_hour_then_up_each_mail_arrives_once():
    owed = owe_many(5)
    server = MailServer()

    with mailing_to(server):
        for _minute in range(60):  # a sweep each
            done = deliver_due()
            assert set(done) <= {"put off"}
            assert sum(done.values()) <= 1  # the run ended there
            a_minute_on = F("next_attempt_at") - timedelta(minutes=1)
            Notification.objects.owed().update(next_attempt_at=a_minute_on)
        assert {state_of(one) for one in owed} == {"owed"}

        with server:
            make_due()
            assert deliver_due() == {"sent": 5}
            assert deliver_due() == {}

    assert len({message["Message-ID"] for message in server.messages}) == 5
    assert len(server.messages) == 5


@pytest.mark.parametrize("moment", ["connect", "EHLO", "DATA", "taken"])
def test_a_server_that_hangs_costs_a_run_its_patience_once(moment):
    owe_many(5)

    with mail_server() as server:
        server.hangs_at = moment
        began = time.monotonic()
        done = deliver_due()
        took = time.monotonic() - began

    assert done == {"put off": 1}
    assert took < 2.5 * PATIENCE
    assert Notification.objects.due().count() == 4


@pytest.mark.parametrize("moment", ["EHLO", "DATA"])
def test_a_server_that_hangs_up_ends_the_run_and_the_next_one_sends(moment):
    owed = owe_many(3)

    with mail_server() as server:
        server.hangs_up_at = moment
        assert deliver_due() == {"put off": 1}
        server.hangs_up_at = ""
        make_due()
        assert deliver_due() == {"sent": 3}

    assert {state_of(one) for one in owed} == {"sent"}


def test_a_server_that_closes_down_ends_the_run():
    owe_many(3)

    with mail_server() as server:
        server.answer_to_data = "421 4.3.2 Going down"
        assert deliver_due() == {"put off": 1}

    assert Notification.objects.due().count() == 2


def test_the_log_says_what_happened_on_one_line_and_to_nobody_by_name(caplog):
    owe_many(3)
    caplog.set_level("INFO", logger="comments.mail")

    with mail_server() as server:
        server.refused, server.postponed = {"reader0@example.org"}, {"reader1@example.org"}
        deliver_due()
    deliver_due_at_a_closed_port()

    assert "Mail: 1 given up, 1 put off, 1 sent." in caplog.text
    assert "The mail server has trouble: ConnectionRefusedError." in caplog.text
    assert "@" not in caplog.text
    assert all("\n" not in record.getMessage() for record in caplog.records)


def deliver_due_at_a_closed_port():
    owe_reply()
    with mailing_to(MailServer()):
        deliver_due()


# And no web process ------------------------------------------------------------------------------


def test_a_request_writes_rows_and_asks_the_worker_and_talks_to_nobody(
    django_capture_on_commit_callbacks,
):
    discuss(holds_first_time=False)
    post = make_post()
    follow("paul@example.org", post=post)

    with mail_server() as server:
        with django_capture_on_commit_callbacks() as callbacks:
            assert post_reply(browser(), post).status_code == 303
        assert server.connections == 0
        assert len(callbacks) == 1
        assert Notification.objects.owed().count() == 1
        assert len(delivered(server)) == 1
