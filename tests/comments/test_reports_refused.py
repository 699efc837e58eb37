"""What is not public, comes from another site or comes too often is reported by nobody."""

import pytest

from comments.models import Comment, Flag
from tests.comments.afterwards import author_of, report, report_page_of
from tests.comments.reading import Form
from tests.comments.scene import browser
from tests.factories import SAME_ORIGIN, make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["pending", "spam", "removed"])
def test_what_is_not_public_can_be_reported_by_nobody(status):
    comment = make_comment(status=status)

    for client in (browser(), author_of(comment), browser(make_moderator())):
        theirs, none = client.get(report_page_of(comment)), client.get("/comments/99999/report/")
        assert (theirs.status_code, none.status_code) == (404, 404)
        assert theirs.content == none.content
        assert report(client, comment).status_code == 404
    assert not Flag.objects.exists()


def test_nor_what_stands_on_a_post_that_was_withdrawn(client, comment):
    comment.post.withdraw()

    assert report(client, comment).status_code == 404


def test_words_about_what_is_gone_are_given_back(client, comment):
    comment.remove(by=make_moderator())

    there, nowhere = report(client, comment, reason="It says my name."), client.post(
        "/comments/99999/report/", {"reason": "It says my name."}, headers=SAME_ORIGIN
    )  # fmt: skip

    assert there.status_code == 404
    assert "It says my name." in there.content.decode()
    assert there.content == nowhere.content


def test_what_was_taken_down_a_moment_ago_is_not_reported_either(client, comment):
    from comments.readers import reporting

    comment.remove(by=make_moderator())
    stale = Comment(pk=comment.pk, post=comment.post, status="approved")

    reported = reporting.report(
        stale, revision=1, reader="r", network="192.0.2.1", kind="spam", reason=""
    )

    assert reported is False
    assert not Flag.objects.exists()


def test_from_another_site_nothing_is_reported(client, comment):
    headers = {"Sec-Fetch-Site": "cross-site"}

    response = report(client, comment, headers=headers, reason="Whose words?")

    assert response.status_code == 403
    assert Form(response, "report").values["reason"] == "Whose words?"
    assert not Flag.objects.exists()


def test_one_network_reports_ten_times_in_an_hour(client):
    post = make_post()
    comments = [make_comment(post=post) for _time in range(11)]

    answers = [report(client, comment, reason="Why.") for comment in comments]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert 0 < int(answers[10].headers["Retry-After"]) <= 3600
    assert Form(answers[10], "report").values["reason"] == "Why."
    assert Flag.objects.count() == 10
    assert report(client, comments[10], ip="192.0.2.2").status_code == 200
