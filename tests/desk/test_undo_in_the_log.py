"""Whoever takes something back in the log is told there what came of it, and looks on there."""

import re

import pytest
from django.utils import timezone

from comments.models import Notification, Purge
from tests.comments.mailroom import follow
from tests.desk.pressing import address, press
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db
LOG = "/moderation/log/"


def undo_there(desk, query=""):
    lines = desk.get(LOG + query).text.partition('<ol class="log">')[2]
    action = re.search(r'action="([^"]*decisions/\d+/undo/[^"]*)"', lines)[1]
    return desk.post(action.replace("&amp;", "&"), {"back": "log"})


def test_what_it_came_to_is_said_with_the_mails_that_had_left(desk):
    comment = make_comment(status="pending")
    follow(comment.author_email, comment=comment)
    press(desk, comment, "approve")
    Notification.objects.update(sent_at=timezone.now())

    page = desk.get(undo_there(desk).headers["Location"]).text

    assert "Taken back: Rita Reader" in page
    assert "which nobody can take back" in page


def test_that_it_could_not_be_is_said(desk):
    comment = make_comment(status="pending")
    press(desk, comment, "approve")
    decision = comment.decisions.get()
    comment.refresh_from_db()
    comment.remove(by=make_moderator(first_name="Sam"))

    response = desk.post(address("undo", decision.pk), {"back": "log"})

    assert "Not taken back: since then" in desk.get(response.headers["Location"]).text


def test_what_was_asked_for_stays(desk):
    press(desk, make_comment(status="pending"), "spam")

    assert undo_there(desk, "?action=spam").headers["Location"] == f"{LOG}?action=spam"


def test_purges_are_found_beyond_the_decisions_that_are_looked_through(desk, monkeypatch):
    monkeypatch.setattr("comments.desk.log.SEARCHED", 2)
    Purge.objects.create(what="spam", number=7, at=timezone.now() - timezone.timedelta(days=2))
    for _number in range(4):
        press(desk, make_comment(status="pending"), "approve")

    assert '<li class="of-purge">' in desk.get(f"{LOG}?action=purged").text
