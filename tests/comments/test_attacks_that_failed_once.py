"""Found by attacking the running site; each was a hole."""

from functools import partial

import pytest

from comments.models import Comment, Decision
from comments.rules import judge, refusal
from comments.submission import Refused, submit
from tests.at_once import at_once
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import make_comment, make_moderator, make_post, make_submission, post_reply

pytestmark = pytest.mark.django_db


def test_a_reason_longer_than_its_column_costs_nobody_their_words(client):
    discuss(links_limit=1)
    body = " ".join(f"[x](http://{letter * 400}.test/)" for letter in "abc")
    for number in range(8):
        watch(f"{number} {'long term ' * 13}".strip())
    body += " ".join(f"{number} {'long term ' * 13}" for number in range(8))

    answer = post_reply(client, make_post(), body=body)

    assert answer.status_code == 303
    assert len(Decision.objects.get().reason) <= 500


def test_a_moderators_reason_of_any_length_is_kept_as_far_as_it_fits():
    comment = make_comment()

    comment.remove(by=make_moderator(), reason="Because. " * 200)

    assert comment.decisions.get().reason.startswith("Because. ")


def test_what_is_refused_is_never_rendered(monkeypatch):
    first = make_submission()
    submit(first)
    again = make_submission(post=first.post, ip_address=first.ip_address)
    monkeypatch.setattr(
        "comments.submission.render_comment", lambda source: pytest.fail("rendered")
    )

    with pytest.raises(Refused):
        submit(again)


def test_a_stored_comment_was_rendered_once(monkeypatch):
    from comments.markdown import render_comment

    rendered = []

    def count(source):
        rendered.append(source)
        return render_comment(source)

    monkeypatch.setattr("comments.submission.render_comment", count)
    monkeypatch.setattr("comments.models.comment.render_comment", count)

    submit(make_submission(body="Once."))

    assert rendered == ["Once."]


def test_what_nothing_refuses_is_judged_by_the_rest():
    submission = make_submission()

    assert refusal(submission) is None
    assert [finding.rule for finding in judge(submission)] == ["first_time"]


def test_a_name_of_fifty_thousand_marks_is_too_long_and_soon_said_so(client):
    answer = post_reply(client, make_post(), name="Ann<a " + "\u0301\u200d" * 25_000 + ">")

    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_prefix_that_a_header_claims_is_not_written_into_pages(client):
    post = make_post()

    page = client.get(f"/posts/{post.slug}/", SCRIPT_NAME="/gone")

    assert "/gone/" not in page.text


def test_words_said_again_after_their_removal_are_a_new_reply(client):
    discuss(flood_seconds=0)
    post = make_post()
    said = {"name": "Ann", "email": "ann@example.org", "body": "Again.", "ip": "192.0.2.1"}
    post_reply(client, post, **said)
    first = last_comment()
    first.remove(by=make_moderator())

    answer = post_reply(client, post, **said)

    assert answer.status_code == 303
    assert last_comment().pk != first.pk


def test_coming_back_to_a_form_whose_parent_is_gone_finds_a_form(client):
    parent = make_comment()
    parent.remove(by=make_moderator())

    page = client.get(f"/posts/{parent.post.slug}/reply/?to={parent.pk}")

    assert page.status_code == 404
    assert "<textarea" in page.text
    assert "isn’t here any more" in page.text


def test_a_post_that_moved_while_somebody_wrote_says_where_to(client):
    from posts.models import FormerAddress

    post = make_post(slug="new")
    FormerAddress.objects.remember(path="/posts/old/", leads_to="/posts/new/")
    post.slug = "old"

    answer = post_reply(client, post, body="Written at the old address.")

    assert answer.status_code == 404
    assert "Written at the old address." in answer.text
    assert 'href="/posts/new/#reply"' in answer.text


def test_a_cross_site_post_to_nowhere_shows_nothing_of_what_it_sent(client):
    answer = client.post(
        "/posts/nothing/reply/", {"body": "Bait."}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 404
    assert "Bait." not in answer.text


@pytest.mark.parametrize("selected", ["x", "a\0b", "9" * 30, "-1", "²"])
@pytest.mark.parametrize("page", ["comments/comment", "posts/post", "posts/tag"])
def test_a_selection_of_any_bytes_is_answered(admin_client, page, selected):
    for action in ("approve", "publish", "delete_selected"):
        form = {"action": action, "_selected_action": selected}

        assert admin_client.post(f"/admin/{page}/", form).status_code < 500


@pytest.mark.django_db(transaction=True)
def test_of_eight_tabs_that_post_at_once_the_flood_rule_lets_one_through():
    post = make_post()

    def one_tab(number):
        submission = make_submission(
            post=post, author_email="ann@example.org", ip_address="192.0.2.7", nonce=str(number)
        )
        try:
            return submit(submission)
        except Refused as refused:
            return refused.finding.rule

    answers = at_once(*[partial(one_tab, number) for number in range(8)])

    assert answers.count("flood") == 7
    assert Comment.objects.count() == 1


def test_the_warning_beside_a_strangers_words(client):
    answer = post_reply(browser(), make_post(), headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert "close this page" in answer.text
