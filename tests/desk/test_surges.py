"""Flood mode: when more replies arrive than usual, new guests wait for a while."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comments import surges
from comments.models import Comment, ConfirmedAddress, Notification, Surge
from comments.submission import submit
from tests.comments.scene import browser, discuss, last_comment
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_submission,
    post_reply,
)

pytestmark = pytest.mark.django_db
MANY = 6  # replies in ten minutes


@pytest.fixture(autouse=True)
def _policy():
    discuss(
        surge_replies=MANY, holds_first_time=False, flood_seconds=0, hourly_replies=0,
        post_replies=0, site_replies=0,
    )  # fmt: skip


def arrive(number, post=None, **ago):
    """That many replies, that long ago."""
    post = post or make_post()
    at = timezone.now() - timedelta(**ago)
    return [make_comment(post=post, submitted_at=at) for _number in range(number)]


def pass_by(**time):
    """As if everything had happened that much earlier."""
    earlier = timedelta(**time)
    for comment in Comment.objects.all():
        Comment.objects.filter(pk=comment.pk).update(submitted_at=comment.submitted_at - earlier)
    for surge in Surge.objects.all():
        surge.started_at -= earlier
        surge.ends_at -= earlier
        surge.ended_at = surge.ended_at and surge.ended_at - earlier
        surge.save()


def surge_now(**fields):
    now = timezone.now()
    fields = {"ends_at": now + timedelta(minutes=30), "replies": 40, "usual": 0.5, **fields}
    return Surge.objects.create(**{"started_at": now, **fields})


def rules(comment):
    return [finding["rule"] for finding in comment.findings]


def test_one_begins_at_the_number_that_moderators_set():
    arrive(MANY - 1)
    assert surges.watch() is None

    arrive(1)
    surge = surges.watch()

    assert (surge.replies, surge.usual) == (MANY, 0)
    assert surge.ends_at - surge.started_at == timedelta(minutes=30)


def test_what_one_reader_floods_is_none():
    post = make_post()
    for _number in range(MANY * 5):
        make_comment(post=post, submitted_at=timezone.now(), network="198.51.100.7")
    arrive(MANY - 4)
    assert surges.watch() is None

    arrive(1)

    assert surges.watch().replies == MANY


def test_what_is_usual_here_is_no_surge():
    post = make_post()
    for day in range(1, 14):
        at = timezone.now() - timedelta(days=day)
        Comment.objects.bulk_create(
            Comment(post=post, body="x", body_html="<p>x</p>", submitted_at=at,
                    fingerprint=f"{day}-{number}")
            for number in range(300)
        )  # fmt: skip

    arrive(9, post)
    assert surges.watch() is None  # 1.9 are usual in ten minutes

    arrive(1, post)
    assert round(surges.watch().usual, 1) == 1.9


def test_an_earlier_flood_is_not_what_is_usual():
    earlier = timezone.now() - timedelta(days=2)
    surge_now(started_at=earlier, ends_at=earlier + timedelta(minutes=30))
    post = make_post()
    Comment.objects.bulk_create(
        Comment(post=post, body="x", body_html="<p>x</p>", fingerprint=str(number),
                submitted_at=earlier + timedelta(minutes=5))
        for number in range(4000)
    )  # fmt: skip

    arrive(MANY)

    assert surges.watch().usual == 0


def test_0_switches_it_off():
    discuss(surge_replies=0)
    arrive(MANY)

    assert surges.watch() is None

    surge_now()
    assert rules(submit(make_submission())) == []


def test_new_guests_wait_while_it_lasts_and_are_told_nothing_else(client):
    surge_now()

    response = post_reply(client, make_post())

    comment = last_comment()
    assert response.status_code == 303
    assert (comment.status, rules(comment)) == ("pending", ["surge"])
    assert "40 in ten minutes; usual are 0.5" in comment.findings[0]["reason"]
    assert comment.decisions.get().rule == "surge"


def test_known_authors_and_staff_are_let_in():
    surge_now()
    make_comment(author_email="ann@example.org")
    known = make_submission(
        author_email="ann@example.org", address=ConfirmedAddress.confirm("ann@example.org")
    )
    new = make_submission(
        author_email="bob@example.org", address=ConfirmedAddress.confirm("bob@example.org")
    )
    staff = make_submission(user=make_editor(), author_email="")

    assert [submit(one).status for one in (known, new, staff)] == [
        "approved", "pending", "approved",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "over",
    [{"ended_at": timezone.now}, {"ends_at": lambda: timezone.now() + timedelta(seconds=-1)}],
)
def test_after_it_guests_are_let_in_and_what_was_held_waits(over):
    surge = surge_now(started_at=timezone.now() - timedelta(hours=1))
    held = submit(make_submission())

    Surge.objects.filter(pk=surge.pk).update(**{name: at() for name, at in over.items()})

    assert submit(make_submission()).status == "approved"
    held.refresh_from_db()
    assert held.status == "pending"


def test_it_is_put_off_while_it_goes_on_and_then_ends_by_itself():
    arrive(MANY)
    surge = surges.watch()
    pass_by(minutes=20)
    arrive(MANY + 3)

    put_off = surges.watch()
    assert (put_off.pk, put_off.replies) == (surge.pk, MANY + 3)
    assert put_off.ends_at > timezone.now() + timedelta(minutes=29)

    pass_by(minutes=31)
    assert surges.watch() is None


def test_moderators_are_mailed_once_for_each():
    moderator = make_moderator(email="mod@example.org")
    arrive(MANY)

    for _time in range(3):
        surges.watch()

    mails = Notification.objects.filter(kind=Notification.Kind.SURGE)
    assert [mail.email for mail in mails] == [moderator.email]


def test_it_is_ended_by_hand_and_does_not_come_back_unless_it_doubles():
    moderator = make_moderator()
    post = make_post()
    arrive(MANY, post)
    surge = surges.watch()
    arrive(2, post)  # eight by now

    assert surges.end(surge, by=moderator)
    assert not surges.end(surge, by=moderator)
    assert surges.watch() is None
    arrive(7, post)
    assert surges.watch() is None
    arrive(1, post)  # sixteen: twice what it was

    again = surges.watch()
    assert again.pk != surge.pk
    surge.refresh_from_db()
    assert (surge.ended_by, surge.replies) == (moderator, 8)


def test_after_an_hour_it_may_come_back():
    arrive(MANY)
    surges.end(surges.watch(), by=make_moderator())
    pass_by(minutes=61)
    arrive(MANY)

    assert surges.watch() is not None


def test_moderators_end_it_on_the_desk():
    surge_now()
    desk = browser(make_moderator())
    page = desk.get("/moderation/").content.decode()
    assert "40 in ten minutes" in page
    assert 'action="/moderation/surge/end/"' in page

    first = desk.post("/moderation/surge/end/")
    second = desk.post("/moderation/surge/end/")

    assert (first.status_code, second.status_code) == (303, 303)
    assert Surge.objects.current() is None
    assert "40 in ten minutes" not in desk.get("/moderation/").content.decode()


def test_editors_see_it_and_cannot_end_it():
    surge_now()
    editor = make_editor()
    make_post(author=make_author(user=editor))
    desk = browser(editor)

    page = desk.get("/moderation/").content.decode()

    assert "40 in ten minutes" in page
    assert "surge/end" not in page
    assert desk.post("/moderation/surge/end/").status_code == 404
    assert Surge.objects.current() is not None


def test_the_sweep_watches():
    arrive(MANY)

    call_command("send_owed_mail", verbosity=0)

    assert Surge.objects.current() is not None


def test_a_guests_reply_that_appears_by_itself_is_seen(django_capture_on_commit_callbacks):
    arrive(MANY - 1)

    with django_capture_on_commit_callbacks(execute=True):
        first = submit(make_submission())
    held = submit(make_submission())

    assert first.status == "approved"
    assert held.status == "pending"


def test_as_long_as_nothing_is_unusual_it_costs_one_query(django_assert_num_queries):
    policy = discuss()
    arrive(2)

    with django_assert_num_queries(2):  # the count, and whether one lasts
        surges.watch(policy)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_begins():
    discuss(surge_replies=MANY)
    make_moderator(email="mod@example.org")
    arrive(MANY)
    ready, seen = Barrier(6), []

    def watch():
        ready.wait()
        seen.append(surges.watch().pk)
        connection.close()

    threads = [Thread(target=watch) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(seen) == 6
    assert Surge.objects.count() == 1
    assert Notification.objects.filter(kind=Notification.Kind.SURGE).count() == 1
