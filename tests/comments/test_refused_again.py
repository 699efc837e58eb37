"""Who is told that their reply was refused is told again when it is refused for another reason."""

import pytest

from comments.models import Notification
from tests.comments.mailroom import delivered, follow, mail_server, make_due
from tests.comments.scene import now
from tests.factories import make_comment, make_moderator
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply():
    comment = make_comment(status="pending", author_email="rita@example.org")
    follow("rita@example.org", comment=comment)
    return comment


def refuse(reply, reason, **how):
    assert now(reply).remove(by=make_moderator(), reason=reason, tells_author=True, **how)


def restore(reply):
    assert now(reply).restore(by=make_moderator())


def mails():
    with mail_server() as server:
        make_due()
        return list(delivered(server))


def test_refused_again_they_are_told_the_other_reason(reply):
    refuse(reply, "Too rude.")
    (first,) = mails()
    restore(reply)
    refuse(reply, "Still too rude.")

    (second,) = mails()

    assert "Too rude." in text_of(first)
    assert "Still too rude." in text_of(second)
    assert second["Message-ID"] != first["Message-ID"]  # or a mailbox may drop it as known


def test_refused_again_before_they_were_told_they_hear_the_last_reason_alone(reply):
    refuse(reply, "Too rude.")
    restore(reply)
    refuse(reply, "Still too rude.")

    (only,) = mails()

    assert "Still too rude." in text_of(only)


def test_removed_again_without_a_word_they_are_told_nothing_more(reply):
    refuse(reply, "Too rude.")
    assert len(mails()) == 1
    restore(reply)
    now(reply).remove(by=make_moderator(), reason="For the log.", tells_author=False)

    assert mails() == []
    assert Notification.objects.filter(kind="refused").sent().count() == 1


def test_what_was_written_for_the_log_is_never_mailed(reply):
    refuse(reply, "Too rude.")
    restore(reply)
    now(reply).remove(by=make_moderator(), reason="Third account of this man.", tells_author=False)

    for mail in mails():
        assert "Third account" not in text_of(mail)


def test_a_look_that_was_undone_takes_no_reason_away(reply):
    refuse(reply, "Too rude.")
    restore(reply)
    comment = now(reply)
    assert comment.take_back(comment.last_decision(), by=make_moderator())

    (only,) = mails()

    assert "Too rude." in text_of(only)
