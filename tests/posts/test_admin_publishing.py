import pytest
from django.contrib.admin.models import LogEntry

from posts.models import Post
from tests.factories import make_post
from tests.posts.post_admin import TOMORROW, act, act_on_its_page, messages_of, page_of

pytestmark = pytest.mark.django_db


def test_a_public_post_can_be_viewed_on_the_site(client, editor):
    post = make_post()

    answer = client.get(page_of(post))

    assert answer.context["absolute_url"] == post.get_absolute_url()


@pytest.mark.parametrize("state", [{"status": Post.Status.DRAFT}, {"published_at": TOMORROW}])
def test_what_readers_cannot_see_has_no_view_on_site(client, editor, state):
    post = make_post(**state)

    answer = client.get(page_of(post))

    assert answer.context["has_absolute_url"] is False


def test_drafts_are_published_from_the_list(client, editor):
    drafts = [make_post(status=Post.Status.DRAFT, published_at=None) for _draft in range(2)]

    answer = act(client, "publish", *drafts, make_post())

    assert Post.objects.published().count() == 3
    assert messages_of(answer) == ["2 posts published."]


def test_publishing_what_has_a_future_date_schedules_it(client, editor):
    draft = make_post(title="Later", status=Post.Status.DRAFT, published_at=TOMORROW)

    answer = act(client, "publish", draft)

    assert Post.objects.scheduled().count() == 1
    assert len(messages_of(answer)) == 1
    assert "“Later” is scheduled: it appears on " in messages_of(answer)[0]


def test_posts_are_withdrawn_from_the_list(client, editor):
    answer = act(client, "withdraw", make_post(), make_post(status=Post.Status.DRAFT))

    assert not Post.objects.published().exists()
    assert messages_of(answer) == ["1 post withdrawn."]


@pytest.mark.parametrize(("verb", "said"), [("publish", "0 posts published."),
                                            ("withdraw", "0 posts withdrawn.")])  # fmt: skip
def test_where_nothing_changed_that_is_said(client, editor, verb, said):
    status = Post.Status.PUBLISHED if verb == "publish" else Post.Status.DRAFT

    answer = act(client, verb, make_post(status=status))

    assert messages_of(answer) == [said]


def test_a_draft_is_published_on_its_own_page(client, editor):
    draft = make_post(status=Post.Status.DRAFT)

    answer = act_on_its_page(client, "publish", draft)

    draft.refresh_from_db()
    assert draft.is_published
    assert messages_of(answer) == ["1 post published."]


def test_a_post_is_withdrawn_on_its_own_page(client, editor):
    post = make_post()

    act_on_its_page(client, "withdraw", post)

    post.refresh_from_db()
    assert post.status == Post.Status.DRAFT


def test_publishing_is_noted_in_the_posts_history(client, editor):
    draft = make_post(status=Post.Status.DRAFT)

    act(client, "publish", draft)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (editor, "Published.")


def test_an_action_leaves_the_body_as_it_is(client, editor):
    draft = make_post(status=Post.Status.DRAFT, body="## Kept\n\nWords.")

    act(client, "publish", draft)

    draft.refresh_from_db()
    assert (draft.body, draft.contents) == ("## Kept\n\nWords.", [["s-kept", "Kept"]])
