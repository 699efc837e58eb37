import pytest

from posts.models import Post
from tests.factories import make_comment, make_post
from tests.posts.post_admin import LIST

pytestmark = pytest.mark.django_db


def test_a_post_without_replies_can_be_deleted(admin_client):
    post = make_post(tags=["one"])

    admin_client.post(f"/admin/posts/post/{post.pk}/delete/", {"post": "yes"})

    assert not Post.objects.exists()


@pytest.mark.parametrize("sent", [None, {"post": "yes"}])
def test_a_post_with_replies_is_kept_and_the_way_out_is_told(admin_client, sent):
    post = make_post()
    make_comment(post=post)
    make_comment(post=post)

    address = f"/admin/posts/post/{post.pk}/delete/"
    answer = admin_client.post(address, sent) if sent else admin_client.get(address)

    assert answer.status_code == 200
    assert "2 replies. Withdraw the post instead" in answer.content.decode()
    assert Post.objects.exists()


def test_deleting_many_stops_at_those_with_replies(admin_client):
    posts = [make_post(), make_post()]
    make_comment(post=posts[0])

    form = {"action": "delete_selected", "_selected_action": [p.pk for p in posts], "post": "yes"}
    answer = admin_client.post(LIST, form)

    assert "1 reply. Withdraw the post instead" in answer.content.decode()
    assert Post.objects.count() == 2
