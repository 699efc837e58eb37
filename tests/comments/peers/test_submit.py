"""The act of posting: what is taken, what is refused, and what never gets that far."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from posts.models import Post
from tests.comments.peers.ledger import carries
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import (
    SAME_ORIGIN,
    make_comment,
    make_moderator,
    make_post,
    post_reply,
    reply_form,
)

pytestmark = pytest.mark.django_db

IN_A_WEEK = timedelta(days=7)
# id: (what the post is, what its address answers a stranger's reply with)
POSTS = {
    "submit-001": (None, 404),
    "submit-002": ({"accepts_comments": False}, 403),
    "submit-003": ({"status": Post.Status.DRAFT, "published_at": None}, 404),
    "submit-004": ({"status": Post.Status.DRAFT}, 404),
    "submit-005": ({"published_at": timezone.now() + IN_A_WEEK}, 404),
    "submit-007": ({"status": Post.Status.DRAFT}, 404),
    "submit-008": ({"status": Post.Status.DRAFT, "accepts_comments": False}, 404),
}
LONG_ADDRESS = "x@{}.example"
FIELDS = {
    "submit-010": ({"name": ""}, 422),
    "submit-011": ({"email": ""}, 422),
    "submit-012": ({"email": "not_an_email"}, 422),
    "submit-013": ({"body": ""}, 422),
    "submit-014": ({"body": "x" * 65_536}, 422),
    "submit-015": ({"name": "x" * 255}, 422),
    "submit-016": ({"email": f"x@{'a' * 45}.{'a' * 45}.example"[:101]}, 303),
    "submit-017": ({"url": f"https://a.example/{'x' * 183}"}, 422),
}
PARENTS = {"submit-021": "pending", "submit-022": "-99999", "submit-023": "on another post"}


def fields_of(response):
    """Where the form says that something is missing or wrong."""
    return set(response.context["form"].errors)


@carries(POSTS)
@pytest.mark.parametrize("fact", POSTS)
def test_only_an_open_public_post_takes_replies(fact):
    fields, status = POSTS[fact]
    post = make_post(slug="one", **fields) if fields is not None else Post(slug="one")

    response = post_reply(browser(), post, body="Is anybody here?")

    assert response.status_code == status
    assert not Comment.objects.exists()
    assert b"Is anybody here?" in response.content  # the words are kept
    if status == 404:
        nowhere = post_reply(browser(), Post(slug="none"), body="Is anybody here?")
        assert response.content.replace(b"/one/", b"/none/") == nowhere.content


@carries("submit-009")
def test_where_an_account_is_required_a_stranger_has_none():
    discuss(requires_account=True)

    assert post_reply(browser(), make_post()).status_code == 403
    assert not Comment.objects.exists()


@carries(FIELDS)
@pytest.mark.parametrize("fact", FIELDS)
def test_fields_are_needed_and_bounded(fact):
    fields, status = FIELDS[fact]

    response = post_reply(browser(), make_post(), **fields)

    assert response.status_code == status
    if status == 422:
        assert fields_of(response) == set(fields)
        assert not Comment.objects.exists()
    else:
        assert last_comment().author_email == fields["email"]


@carries("submit-018", "submit.dedupe-001")
def test_the_same_text_is_a_duplicate_whatever_the_address():
    discuss(flood_seconds=0)
    post = make_post()
    first = {"name": "Ann", "email": "ann@example.org", "body": "Once is enough."}
    post_reply(browser(), post, ip="192.0.2.1", **first)

    again = post_reply(browser(), post, ip="192.0.2.2", **first)
    elsewhere = post_reply(browser(), post, **{**first, "email": "other@example.org"})

    assert [again.status_code, elsewhere.status_code] == [409, 409]
    assert Comment.objects.count() == 1


@carries("submit-019")
def test_two_replies_within_a_second_are_one_too_many():
    post = make_post()
    post_reply(browser(), post, ip="192.0.2.1")

    response = post_reply(browser(), post, ip="192.0.2.1")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


@carries("submit-020")
def test_a_moderator_may_answer_as_fast_as_they_type():
    post, desk = make_post(), browser(make_moderator())

    assert [post_reply(desk, post).status_code for _again in range(3)] == [303] * 3


@carries(PARENTS)
@pytest.mark.parametrize("fact", PARENTS)
def test_only_what_stands_here_can_be_answered(fact):
    post, wanted = make_post(), PARENTS[fact]
    parent = {
        "pending": lambda: make_comment(post=post, status="pending").pk,
        "-99999": lambda: -99999,
        "on another post": lambda: make_comment().pk,
    }[wanted]()
    before = Comment.objects.count()

    response = post_reply(browser(), post, to=parent, body="An answer to you.")

    assert response.status_code == 403
    assert Comment.objects.count() == before
    assert b"An answer to you." in response.content


@carries("submit-024")
def test_a_disallowed_word_is_filed_as_spam():
    watch("casino", effect="spam")

    assert post_reply(browser(), make_post(), body="The casino is open.").status_code == 303
    assert last_comment().status == "spam"


@carries("submit-025")
def test_a_backslash_is_stored_as_it_is():
    post_reply(browser(), make_post(), body="Comment with 1 slash: \\")

    assert last_comment().body == "Comment with 1 slash: \\"


@carries("submit.mass_assignment-001")
def test_what_a_form_has_no_field_for_is_not_taken_from_it():
    post = make_post()
    parent = make_comment(post=post)
    more = {
        "id": "123", "pk": "123", "score": "10", "pin": "true", "is_picked": "true",
        "deleted": "true", "status": "approved", "revision": "9", "findings": "[]",
        "timestamp": "2018-01-01T09:30:00Z", "submitted_at": "2018-01-01T09:30:00Z",
        "votes": "{}", "controversy": "123", "imported": "true", "import_ref": "wp:1",
        "is_confirmed": "true", "user": "1", "network": "192.0.2.9", "depth": "7", "post_id": "7",
    }  # fmt: skip

    post_reply(browser(), post, ip="192.0.2.1", to=parent.pk, body="Mine.", **more)

    comment = last_comment()
    assert (comment.parent_id, comment.body, comment.post_id) == (parent.pk, "Mine.", post.pk)
    assert comment.pk != 123
    assert (comment.status, comment.revision, comment.depth) == ("pending", 1, 1)
    assert not comment.is_picked
    assert not comment.is_confirmed
    assert (comment.user_id, comment.import_ref, comment.network) == (None, None, "192.0.2.1")
    assert timezone.now() - comment.submitted_at < timedelta(minutes=1)
    assert [f["rule"] for f in comment.findings] == ["first_time"]


@carries("submit.csrf-001")
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_a_form_from_elsewhere_posts_nothing(headers):
    post = make_post()

    response = post_reply(browser(), post, headers=headers)

    assert response.status_code == 403
    assert not Comment.objects.exists()
    assert post_reply(browser(), post, headers=SAME_ORIGIN).status_code == 303
    assert "csrfmiddlewaretoken" not in reply_form()
