"""What is sent back when nothing was done: whose reply it is, as it is now, and what was typed."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from comments.models.text_columns import values_of_text
from comments.moderation import REASON_MAX_LENGTH
from tests.comments.mailroom import follow
from tests.desk.pressing import SCRIPT, press
from tests.factories import make_comment, make_moderator

pytestmark = pytest.mark.django_db
TOO_LONG = "w" * (REASON_MAX_LENGTH + 1)


@pytest.fixture
def comment():
    return make_comment(status="pending", author_name="Ida <Ek>", body="What I thought at first.")


@pytest.fixture
def followed(comment):
    """By its author, who can be told by mail."""
    Comment.objects.filter(pk=comment.pk).update(author_email="ida@example.org")
    follow("ida@example.org", comment=comment)
    return comment


def edited(comment):
    text = values_of_text("What I think now.")
    Comment.objects.get(pk=comment.pk).revise([], at=timezone.now(), **text)


def notice_in(page):
    return re.search(r'<div id="notice".*?</div>', page, re.DOTALL)[0]


def row_in(page, comment):
    found = re.search(rf'<li id="row-{comment.pk}".*?</li>', page, re.DOTALL)
    return found and found[0]


def test_the_notice_names_whose_reply_it_is_and_leads_there(desk, comment):
    edited(comment)

    said = notice_in(press(desk, comment, "approve", headers=SCRIPT).content.decode())

    assert "Ida &lt;Ek&gt;: It isn’t as you saw it any more." in said
    address = reverse("moderation:comment", args=[comment.pk])
    assert f'<a href="{address}">Look at it</a>' in said


def test_the_row_is_as_it_is_now(desk, comment):
    edited(comment)

    row = row_in(press(desk, comment, "approve", headers=SCRIPT).content.decode(), comment)

    assert "What I think now." in row
    assert f'value="{comment.pk}:pending:2"' in row


def test_what_belongs_to_another_list_by_now_has_no_row_and_that_is_said(desk, comment):
    Comment.objects.get(pk=comment.pk).mark_as_spam(by=make_moderator())

    page = press(desk, comment, "approve", headers=SCRIPT).content.decode()

    assert row_in(page, comment) is None
    assert "It is no longer in this list." in notice_in(page)
    assert "filed it as spam" in page


def test_an_answer_to_the_script_says_how_many_there_are(desk, comment):
    make_comment(status="pending")

    page = press(desk, comment, "approve", headers=SCRIPT).content.decode()

    assert '<span id="of-all">All 1</span>' in page


@pytest.mark.parametrize("headers", [None, SCRIPT], ids=["page", "script"])
@pytest.mark.parametrize(("tick", "is_kept"), [({"tells_author": "on"}, True), ({}, False)])
def test_the_tick_for_its_author_is_kept_with_the_reason(desk, followed, headers, tick, is_kept):
    edited(followed)

    response = press(desk, followed, "remove", headers=headers, reason="Rude.", **tick)

    page = response.content.decode()
    assert 'value="Rude."' in page
    assert ('name="tells_author" checked' in page) is is_kept


def test_a_tick_is_none_of_the_words_that_are_given_back_of_a_reply_that_is_gone(desk, comment):
    Comment.objects.filter(pk=comment.pk).delete()

    response = press(desk, comment, "remove", reason="Rude.", tells_author="on")
    page = response.content.decode()

    assert ">Rude.</textarea>" in page


def test_too_long_a_reason_for_many_comes_back_in_the_field_for_many(desk, comment):
    form = {"verb": "spam", "chosen": f"{comment.pk}:pending:1", "reason": TOO_LONG}

    response = desk.post(reverse("moderation:start_batch"), form)

    assert response.status_code == 422
    fields = re.findall(r'<input name="reason" value="(w*)"( maxlength="\d+")?', response.text)
    limit = f' maxlength="{REASON_MAX_LENGTH}"'
    assert fields == [(TOO_LONG, limit), ("", "")]  # the bar's, and the first reply's own
    assert Comment.objects.get(pk=comment.pk).status == "pending"
