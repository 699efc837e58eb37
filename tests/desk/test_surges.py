"""A surge begins when more replies arrive than usual, and ends by itself or by hand."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments import surges
from comments.models import Comment, Notification, Surge
from comments.submission import submit
from tests.at_once import at_once
from tests.comments.scene import discuss, rules
from tests.desk.floods import MANY, arrive, pass_by, surge_now
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_surge_policy")]


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
        for number in range(400)
    )  # fmt: skip

    arrive(MANY)

    assert surges.watch().usual == 0


def test_0_switches_it_off():
    discuss(surge_replies=0)
    arrive(MANY)

    assert surges.watch() is None

    surge_now()
    assert rules(submit(make_submission())) == []


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


def test_the_sweep_watches():
    arrive(MANY)

    call_command("send_owed_mail", verbosity=0)

    assert Surge.objects.current() is not None


def test_moderators_are_mailed_once_for_each():
    moderator = make_moderator(email="mod@example.org")
    arrive(MANY)

    for _time in range(3):
        surges.watch()

    mails = Notification.objects.filter(kind=Notification.Kind.SURGE)
    assert [mail.email for mail in mails] == [moderator.email]


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

    seen = at_once(*[lambda: surges.watch().pk] * 6)

    assert seen == [Surge.objects.get().pk] * 6
    assert Notification.objects.filter(kind=Notification.Kind.SURGE).count() == 1
