"""What no code of ours may ever store: the database says no."""

import pytest
from django.db import IntegrityError, transaction

from comments.models import Comment, DiscussionSettings, Flag, Notification, Subscription
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_one_reader_flags_a_comment_once():
    comment = make_comment()
    flag = Flag.objects.create(comment=comment, revision=1, reader_key="x", reason="Rude.")

    assert str(flag) == f"#{comment.pk}: Rude."
    assert refuses(lambda: Flag.objects.create(comment=comment, revision=1, reader_key="x"))


def test_one_mail_of_a_kind_is_owed_for_a_comment():
    fields = {"kind": "reply", "email": "ann@example.org", "comment": make_comment()}
    notification = Notification.objects.create(**fields)

    assert str(notification) == "reply → ann@example.org"
    assert refuses(lambda: Notification.objects.create(**fields))


@pytest.mark.parametrize("follows", ["comment", "post", "site", "nothing"])
def test_a_subscription_follows_one_thing(follows):
    comment = make_comment()
    things = {"comment": {"comment": comment}, "post": {"post": comment.post}, "site": {}}

    for name, fields in things.items():
        fields = {"email": "ann@example.org", "follows": follows, **fields}
        if name == follows:
            assert str(Subscription.objects.create(**fields))
        else:
            assert refuses(lambda fields=fields: Subscription.objects.create(**fields))


def test_the_settings_are_one_row():
    assert str(DiscussionSettings.current()) == "Discussion settings"
    assert refuses(lambda: DiscussionSettings.objects.create(pk=2))


def test_two_comments_of_one_submission():
    make_comment(submission_key="x")

    assert refuses(lambda: make_comment(submission_key="x"))


def test_two_comments_imported_from_one():
    make_comment(import_ref="x")

    assert refuses(lambda: make_comment(import_ref="x"))


def test_a_comment_above_its_post():
    comment = make_comment()

    assert refuses(lambda: Comment.objects.filter(pk=comment.pk).update(depth=-1))


def test_the_questions_that_are_asked_of_comments():
    post = make_post()
    answer = make_comment(post=post, is_answer=True)
    waiting = make_comment(post=post, status="pending")
    withdrawn = make_comment(is_answer=True)
    withdrawn.post.withdraw()

    assert set(Comment.objects.public()) == {answer}
    assert set(Comment.objects.approved()) == {answer, withdrawn}
    assert set(Comment.objects.awaiting_moderation()) == {waiting}
    assert set(Comment.objects.public().answers()) == {answer}
