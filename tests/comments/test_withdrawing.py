"""As long as nobody answered, an author takes back what they said, and every trace of it."""

import pytest

from comments.models import Comment, Decision, Flag, Notification, Subscription, Tally
from tests.comments.afterwards import address_of, author_of, report, there_is, withdraw
from tests.comments.scene import browser, long_ago, proved
from tests.factories import make_comment, make_moderator, make_post, make_user

pytestmark = pytest.mark.django_db


def test_looking_at_the_page_changes_nothing():
    comment = make_comment(status="pending", body="What I *said*.")

    page = author_of(comment).get(address_of(comment, "withdraw"))

    assert page.status_code == 200
    assert comment.body_html in page.content.decode()
    assert there_is(comment)


@pytest.mark.parametrize("status", ["pending", "approved", "spam"])
def test_its_author_takes_it_back(status):
    comment = make_comment(status=status)

    response = withdraw(author_of(comment), comment)

    assert response.status_code == 303
    assert response.headers["Location"].startswith(f"/posts/{comment.post.slug}/?mine={comment.pk}")
    assert not there_is(comment)


def test_with_everything_that_hangs_on_it(client):
    post = make_post()
    comment = make_comment(post=post)
    report(client, comment)
    comment.keep(by=make_moderator())
    Subscription.objects.follow("rita@example.org", comment=comment, is_confirmed=True)
    Notification.objects.owe("reply", "otto@example.org", comment=comment)

    withdraw(author_of(comment), comment)

    for model in (Comment, Flag, Decision, Subscription, Notification):
        assert not model.objects.exists()
    tally = Tally.objects.get(post=post)
    assert (tally.replies, tally.threads, tally.newest) == (0, 0, 0)


def test_however_long_ago_it_was():
    comment = long_ago(make_comment(), days=400)

    assert withdraw(author_of(comment), comment).status_code == 303


def test_the_next_page_says_so():
    comment = make_comment()
    client = author_of(comment)

    page = client.get(withdraw(client, comment).headers["Location"])

    assert page.status_code == 200
    assert "Your reply is withdrawn." in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_who_has_proved_an_address_takes_back_what_stands_under_it(is_confirmed):
    """Also what somebody else typed their address into."""
    comment = make_comment(author_email="Ann@example.org", is_confirmed=is_confirmed)

    assert withdraw(proved("ann@example.org"), comment).status_code == 303
    assert not there_is(comment)


def test_an_account_takes_back_its_own_and_no_other():
    account = make_user()
    comment = make_comment(user=account, author_email=account.email)

    assert withdraw(browser(make_user()), comment).status_code == 404
    assert withdraw(author_of(comment), comment).status_code == 404
    assert withdraw(proved(account.email), comment).status_code == 404
    assert withdraw(browser(account), comment).status_code == 303


def test_nobody_else_takes_it_back():
    comment = make_comment()

    for client in (browser(), browser(make_moderator()), proved("x@example.org")):
        assert withdraw(client, comment).status_code == 404
        assert client.get(address_of(comment, "withdraw")).status_code == 404
    assert there_is(comment)


def test_from_another_site_nothing_is_withdrawn():
    comment = make_comment()

    response = withdraw(author_of(comment), comment, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert there_is(comment)


# What can't be withdrawn -------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["approved", "pending", "spam", "removed"])
def test_what_was_answered_stays(status):
    """Also by what nobody sees yet: its author wrote it for that place."""
    comment = make_comment()
    make_comment(parent=comment, status=status)
    client = author_of(comment)

    page, answer = client.get(address_of(comment, "withdraw")), withdraw(client, comment)

    assert (page.status_code, answer.status_code) == (409, 409)
    assert "somebody has answered it" in answer.content.decode()
    assert "/my-replies/" in answer.content.decode()
    assert there_is(comment)


def test_what_was_taken_down_stays_with_its_reason():
    comment = make_comment()
    comment.remove(by=make_moderator(), reason="Personal attack")

    assert withdraw(author_of(comment), comment).status_code == 409
    assert Decision.objects.get().reason == "Personal attack"


def test_what_was_taken_down_a_moment_ago_stays_too():
    comment = make_comment()
    as_its_author_read_it = Comment.objects.get(pk=comment.pk)
    comment.remove(by=make_moderator())

    assert as_its_author_read_it.withdraw() is False
    assert there_is(comment)


def test_what_is_withdrawn_already_is_withdrawn():
    comment = make_comment()
    as_the_second_click_read_it = Comment.objects.get(pk=comment.pk)
    comment.withdraw()

    assert as_the_second_click_read_it.withdraw() is True
