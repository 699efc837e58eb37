"""Withdrawn by a second click it is withdrawn; withdrawing many has its limit."""

import pytest

from tests.comments.afterwards import address_of, author_of, there_is, withdraw
from tests.comments.reading import Form
from tests.comments.scene import browser, proved
from tests.factories import make_comment, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("whose", ["cookie", "proof", "account"])
def test_a_second_click_leads_to_the_same_place(whose):
    account = make_user() if whose == "account" else None
    comment = make_comment(author_email="ann@example.org", user=account)
    client = {
        "cookie": lambda: author_of(comment),
        "proof": lambda: proved("ann@example.org"),
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
