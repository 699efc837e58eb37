"""As long as nobody answered, an author takes back what they said, and every trace of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Decision, Flag, Notification, Subscription, Tally
from comments.submission import Refused, submit
from tests.comments.afterwards import address_of, author_of, prover_of, report, withdraw
from tests.comments.reading import Form
from tests.comments.scene import browser, long_ago
from tests.factories import (
    make_comment,
    make_moderator,
    make_post,
    make_submission,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db


def there_is(comment):
    return Comment.objects.filter(pk=comment.pk).exists()


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

    assert withdraw(prover_of("ann@example.org"), comment).status_code == 303
    assert not there_is(comment)


def test_an_account_takes_back_its_own_and_no_other():
    account = make_user()
    comment = make_comment(user=account, author_email=account.email)

    assert withdraw(browser(make_user()), comment).status_code == 404
    assert withdraw(author_of(comment), comment).status_code == 404
    assert withdraw(prover_of(account.email), comment).status_code == 404
    assert withdraw(browser(account), comment).status_code == 303


def test_nobody_else_takes_it_back():
    comment = make_comment()

    for client in (browser(), browser(make_moderator()), prover_of("x@example.org")):
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


# Twice, and often --------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", ["cookie", "proof", "account"])
def test_a_second_click_leads_to_the_same_place(whose):
    account = make_user() if whose == "account" else None
    comment = make_comment(author_email="ann@example.org", user=account)
    client = {
        "cookie": lambda: author_of(comment),
        "proof": lambda: prover_of("ann@example.org"),
        "account": lambda: browser(account),
    }[whose]()
    form = Form(client.get(address_of(comment, "withdraw")), "withdraw").values

    answers = [withdraw(client, comment, **form) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


@pytest.mark.parametrize("written", ["", "1", "1.x", "\0", "ü", "9" * 500])
def test_a_forged_word_that_it_was_ours_is_none(written):
    comment = make_comment()
    comment.withdraw()

    assert withdraw(browser(), comment, written=written).status_code == 404


def test_the_form_of_one_reply_says_nothing_of_another():
    mine, gone = make_comment(), make_comment()
    form = Form(author_of(mine).get(address_of(mine, "withdraw")), "withdraw").values
    gone.withdraw()

    assert withdraw(browser(), gone, **form).status_code == 404
    assert withdraw(browser(), mine, **form).status_code == 404
    assert there_is(mine)


def test_floods_are_counted_from_rows_so_withdrawing_is_counted_too():
    post = make_post()
    comments = [make_comment(post=post) for _time in range(6)]
    client = author_of(*comments)

    answers = [withdraw(client, comment) for comment in comments]

    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert 0 < int(answers[5].headers["Retry-After"]) <= 3600
    assert comments[5].body in answers[5].content.decode()
    assert there_is(comments[5])


def test_on_another_network_others_may_still():
    post = make_post()
    comments = [make_comment(post=post) for _time in range(7)]
    for comment in comments[:6]:
        withdraw(author_of(comment), comment)

    assert withdraw(author_of(comments[6]), comments[6], ip="192.0.2.9").status_code == 303


# While somebody answers it -----------------------------------------------------------------------


def test_who_answers_what_was_just_withdrawn_gets_their_words_back(client, monkeypatch):
    """The parent was there when the form was read, and is gone when the reply is stored."""
    from comments import submission

    parent = make_comment()
    judge = submission.judge
    monkeypatch.setattr(submission, "judge", lambda said: (parent.withdraw(), judge(said))[1])

    response = post_reply(client, parent.post, to=parent.pk, body="What I answer.")

    assert response.status_code == 403
    assert "just withdrawn" in response.content.decode()
    form = Form(response).values
    assert (form["body"], form["to"]) == ("What I answer.", "")
    assert not Comment.objects.exists()


def test_such_a_reply_is_refused_and_not_an_error():
    parent = make_comment()
    submission = make_submission(post=parent.post, parent=parent)
    Comment.objects.get(pk=parent.pk).withdraw()

    with pytest.raises(Refused, match="parent_gone"):
        submit(submission)


def test_a_reply_marks_what_it_answers_again_when_an_earlier_one_was_withdrawn():
    parent = make_comment()
    first = make_comment(parent=parent)
    first.withdraw()
    assert parent.is_withdrawable

    submit(make_submission(post=parent.post, parent=Comment.objects.get(pk=parent.pk)))

    assert parent.withdraw() is False


@pytest.mark.django_db(transaction=True)
def test_withdrawing_waits_for_who_is_just_answering():
    from threading import Event, Thread

    parent = make_comment()
    is_stored, outcome = Event(), []

    def answer():
        def then(_comment):
            is_stored.set()
            withdrawing.join(0.5)  # it must wait for this transaction to end

        try:
            submit(make_submission(post=parent.post, parent=parent, then=then))
        finally:
            connection.close()

    def take_back():
        is_stored.wait(5)
        try:
            outcome.append(Comment.objects.get(pk=parent.pk).withdraw())
        finally:
            connection.close()

    withdrawing = Thread(target=take_back)
    answering = Thread(target=answer)
    withdrawing.start(), answering.start()
    withdrawing.join(10), answering.join(10)

    assert outcome == [False]
    assert Comment.objects.count() == 2


def test_of_other_threads_nothing_is_counted_again():
    others = make_comment()
    comment = make_comment(post=others.post, status="pending")
    Comment.objects.filter(pk=others.pk).update(live_replies=7)

    with CaptureQueriesContext(connection) as queries:
        comment.withdraw()

    assert not any("thread_id" in query["sql"] and "COUNT" in query["sql"] for query in queries)
    assert Comment.objects.get(pk=others.pk).live_replies == 7
