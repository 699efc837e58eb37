"""When more replies than usual arrive, moderators are told: once, and while it lasts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.mail.moderators import tell_of_surge
from comments.models import Notification, Surge
from tests.comments.mailroom import delivered, mail_server
from tests.desk.floods import surge_now
from tests.desk.waiting import wishing
from tests.factories import make_comment, make_editor, make_moderator
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def surge():
    return surge_now(replies=48, usual=1.5)


def sent():
    with mail_server() as server:
        return list(delivered(server))


def test_each_moderator_is_told_once(surge):
    moderators = [make_moderator(), wishing(mail="immediately"), wishing(mail="daily")]
    wishing(mail="off"), make_editor()
    make_comment(status="pending")

    assert tell_of_surge(surge) == 3
    assert tell_of_surge(surge) == 0

    messages = sent()
    assert sorted(m.rcpt for m in messages) == sorted(one.email for one in moderators)
    assert "got 48 replies in ten minutes; 1.5 are usual." in text_of(messages[0])
    assert "http://testserver/moderation/" in text_of(messages[0])


def test_the_next_one_is_told_again(surge):
    make_moderator()
    tell_of_surge(surge)
    Notification.objects.update(created_at=timezone.now() - timedelta(days=1))
    Surge.objects.filter(pk=surge.pk).update(ended_at=timezone.now())

    assert tell_of_surge(surge_now()) == 1


def test_ended_before_it_was_mailed_it_is_no_news(surge):
    make_moderator()
    tell_of_surge(surge)
    Surge.objects.filter(pk=surge.pk).update(ended_at=timezone.now())

    assert sent() == []
    assert not Notification.objects.exists()


def test_who_lost_the_right_is_not_told(surge):
    moderator = make_moderator()
    tell_of_surge(surge)
    moderator.groups.clear()

    assert sent() == []
