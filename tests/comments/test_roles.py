"""Editors and moderators: there right after migrating, and each with their rights and no more."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from comments.models import Comment
from comments.roles import give_rights
from tests.comments.scene import browser
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_staff,
)

pytestmark = pytest.mark.django_db

EDITORS = {
    "posts.add_post", "posts.change_post", "posts.view_post",
    "posts.add_category", "posts.change_category", "posts.view_category",
    "posts.add_tag", "posts.change_tag", "posts.view_tag",
    "posts.change_page", "posts.view_page",
    "comments.view_comment", "comments.moderate_own_posts",
}  # fmt: skip
MODERATORS = {
    "comments.view_comment", "comments.moderate_comment",
    "comments.add_watchedterm", "comments.change_watchedterm", "comments.delete_watchedterm",
    "comments.view_watchedterm", "comments.change_discussionsettings",
    "comments.view_discussionsettings", "comments.change_notification",
    "comments.view_notification",
}  # fmt: skip


@pytest.mark.parametrize(
    ("make", "rights"), [(make_editor, EDITORS), (make_moderator, MODERATORS), (make_staff, set())]
)
def test_each_role_has_its_rights_and_no_more(make, rights):
    assert make().get_all_permissions() == rights


def test_an_emptied_database_has_them_again():
    Permission.objects.all().delete()
    Group.objects.all().delete()

    give_rights(sender=None, using="default")

    assert make_editor().get_all_permissions() == EDITORS
    assert make_moderator().get_all_permissions() == MODERATORS


def test_migrating_again_changes_nothing():
    before = set(Group.permissions.through.objects.values_list("group", "permission"))

    call_command("migrate", verbosity=0)

    assert set(Group.permissions.through.objects.values_list("group", "permission")) == before
    assert Group.objects.count() == 2


def test_half_way_through_the_migrations_nothing_happens():
    class NothingYet:
        @staticmethod
        def get_model(*_names):
            raise LookupError

    give_rights(sender=None, using="default", apps=NothingYet)

    assert apps.get_app_config("comments")


def test_editors_moderate_the_comments_on_their_own_posts():
    author = make_author()
    mine, other = make_comment(post=make_post(author=author)), make_comment()

    assert set(Comment.objects.may_be_moderated_by(author.user)) == {mine}
    assert set(Comment.objects.may_be_moderated_by(other.post.author.user)) == {other}


def test_moderators_moderate_all_and_readers_none():
    comments = {make_comment(), make_comment(status="spam")}

    assert set(Comment.objects.may_be_moderated_by(make_moderator())) == comments
    assert set(Comment.objects.may_be_moderated_by(make_staff())) == set()


@pytest.mark.parametrize(
    ("make", "may_open"),
    [
        (make_moderator, {"comments/comment", "comments/watchedterm", "comments/notification"}),
        (
            make_editor,
            {"comments/comment", "posts/post", "posts/category", "posts/tag", "posts/page"},
        ),
        (make_staff, set()),
    ],
)
def test_what_each_may_open_in_the_admin(make, may_open):
    client = browser(make())
    lists = {
        "comments/comment", "comments/watchedterm", "posts/post", "posts/category", "posts/tag",
        "posts/page", "posts/author", "auth/user", "auth/group", "comments/notification",
        "comments/subscription",
    }  # fmt: skip

    opened = {name for name in lists if client.get(f"/admin/{name}/").status_code == 200}

    assert opened == may_open


def test_a_former_moderator_may_nothing():
    moderator, comment = make_moderator(), make_comment(status="pending")
    client = browser(moderator)
    moderator.groups.clear()

    assert client.get("/admin/comments/comment/").status_code == 403
    response = client.post(
        "/admin/comments/comment/", {"action": "approve", "_selected_action": comment.pk}
    )
    assert response.status_code == 403
    assert Comment.objects.get().status == "pending"
