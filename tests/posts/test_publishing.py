from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from posts.models import Post
from tests.factories import make_author, make_category, make_comment, make_post

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": {"status": Post.Status.DRAFT, "published_at": None},
    "withdrawn": {"status": Post.Status.DRAFT},
    "scheduled": {"published_at": timezone.now() + timedelta(days=2)},
}


def test_publishing_a_draft_makes_it_public_now():
    post = make_post(status=Post.Status.DRAFT, published_at=None)

    changed = post.publish()

    assert changed is True
    assert list(Post.objects.published()) == [post]
    assert post.is_published


def test_publishing_keeps_a_date_that_is_set():
    tomorrow = timezone.now() + timedelta(days=1)
    post = make_post(status=Post.Status.DRAFT, published_at=tomorrow)

    post.publish()

    post.refresh_from_db()
    assert post.published_at == tomorrow
    assert post.is_scheduled
    assert list(Post.objects.scheduled()) == [post]


def test_publishing_twice_changes_nothing_the_second_time():
    post = make_post()

    changed = post.publish()

    assert changed is False


def test_withdrawing_hides_a_post_and_keeps_its_date_and_replies():
    post = make_post()
    make_comment(post=post)
    was_published_at = post.published_at

    changed = post.withdraw()

    post.refresh_from_db()
    assert changed is True
    assert list(Post.objects.drafts()) == [post]
    assert post.published_at == was_published_at
    assert post.comments.count() == 1


def test_withdrawing_a_draft_changes_nothing():
    post = make_post(status=Post.Status.DRAFT)

    changed = post.withdraw()

    assert changed is False


def test_publishing_does_not_undo_what_somebody_else_saved():
    post = make_post(status=Post.Status.DRAFT, title="As loaded")
    Post.objects.filter(pk=post.pk).update(title="As corrected meanwhile")

    post.publish()

    post.refresh_from_db()
    assert post.title == "As corrected meanwhile"


def test_a_post_saved_as_published_without_a_date_gets_one():
    post = make_post(published_at=None)

    assert post.is_published


def test_a_post_that_is_not_saved_yet_is_not_public():
    post = Post(status=Post.Status.PUBLISHED)

    assert not post.is_published
    assert not post.is_scheduled


@pytest.mark.parametrize(
    "wrong", [{"status": "lost"}, {"status": "published", "published_at": None}]
)
def test_the_database_refuses_states_that_do_not_exist(wrong):
    post = make_post()

    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**wrong)


def test_saving_only_the_body_saves_its_markup_too():
    post = make_post()

    Post.objects.update_or_create(slug=post.slug, defaults={"body": "## New\n\nWords."})

    post.refresh_from_db()
    assert post.contents == [["s-new", "New"]]
    assert "Words." in post.body_html


def test_every_save_raises_the_version():
    post = make_post()

    post.save()
    post.withdraw()

    post.refresh_from_db()
    assert post.version == 3


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_public_appears_nowhere(client, state):
    writer, category = make_author(display_name="Wanda"), make_category()
    make_post(title="Seen", author=writer, categories=[category], tags=["shared"])
    hidden = make_post(
        title="Unseen words", author=writer, categories=[category], tags=["shared", "own"],
        **HIDDEN[state],
    )  # fmt: skip

    pages = [
        "/", "/archive/", f"/categories/{category.slug}/", "/tags/", "/tags/shared/", "/tags/own/",
        f"/authors/{writer.slug}/", "/feed/", "/search/?q=Unseen",
    ]  # fmt: skip
    found = {page: client.get(page).content.decode() for page in pages}

    assert [page for page in pages if "Unseen words" in found[page]] == []
    assert [page for page in pages if hidden.slug in found[page]] == []
    assert "/tags/own/" not in found["/tags/"]
    assert "2 posts" not in found["/tags/"] + found["/archive/"]


@pytest.mark.parametrize("state", HIDDEN)
def test_the_page_of_what_is_not_public_is_not_found_by_anybody(client, admin_client, state):
    post = make_post(**HIDDEN[state])

    answers = [visitor.get(post.get_absolute_url()) for visitor in (client, admin_client)]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_scheduled_post_appears_when_its_time_has_come(client):
    post = make_post(published_at=timezone.now() + timedelta(days=1))
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() - timedelta(seconds=1))

    answer = client.get(post.get_absolute_url())

    assert answer.status_code == 200
