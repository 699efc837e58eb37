"""At the desk's addresses there is nothing for anybody who doesn't moderate."""

import pytest
from django.test import Client

from comments.models import Batch, Comment, Decision, Note
from tests.desk.pressing import address, at_the_desk, last, press, seen, select
from tests.factories import (
    make_author,
    make_comment,
    make_editor,
    make_moderator,
    make_post,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db

ACTIONS = ("decide", "reply", "edit", "note", "undo", "undo_last", "start_batch", "batch",
           "undo_batch", "continue_batch")  # fmt: skip


@pytest.fixture
def scene():
    """Something to press every button on, decided by a moderator."""
    comment, other = make_comment(status="pending"), make_comment(status="pending")
    desk = at_the_desk(make_moderator())
    press(desk, comment, "approve")
    select(desk, "spam", other)
    comment.refresh_from_db()
    return comment, other


def former():
    user = make_moderator()
    client = at_the_desk(user)
    user.groups.clear()
    return client


def dismissed():
    user = make_moderator()
    client = at_the_desk(user)
    user.is_active = False
    user.save()
    return client


OTHERS = {
    "anonymous": Client,
    "reader": lambda: at_the_desk(make_user()),
    "staff without the right": lambda: at_the_desk(make_staff()),
    "former moderator": former,
    "dismissed moderator": dismissed,
}


def request_of(name, scene):
    comment, other = scene
    args = {
        "undo": [last(comment).pk], "undo_last": [], "start_batch": [],
        "batch": [Batch.objects.get().pk], "undo_batch": [Batch.objects.get().pk],
        "continue_batch": [Batch.objects.get().pk],
    }.get(name, [comment.pk])  # fmt: skip
    form = {
        "verb": "remove", "seen": seen(comment), "body": "Words.", "text": "Words.",
        "chosen": [f"{other.pk}:spam:1"],
    }  # fmt: skip
    return address(name, *args), form


def standing():
    return (
        list(Comment.objects.order_by("pk").values_list("pk", "status", "revision")),
        Decision.objects.count(), Note.objects.count(), Batch.objects.count(),
    )  # fmt: skip


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("who", OTHERS)
def test_others_get_the_plain_404_and_nothing_happens(scene, name, who):
    client, before = OTHERS[who](), standing()
    place, form = request_of(name, scene)

    answers = [client.post(place, form), client.get(place), client.put(place)]
    nowhere = client.get("/moderatio/")

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert [answer.content == nowhere.content for answer in answers[1:2]] == [True]
    assert standing() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_an_editor_can_do_nothing_to_another_post(scene, name):
    client, before = at_the_desk(make_editor()), standing()
    place, form = request_of(name, scene)

    response = client.post(place, form)

    assert response.status_code in ({303} if name in {"undo_last", "start_batch"} else {404, 405})
    assert standing() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_an_editor_of_another_post_isnt_told_whether_a_comment_is_there(scene, name):
    client = at_the_desk(make_editor())
    place, form = request_of(name, scene)
    nowhere = place.replace(str(scene[0].pk), "987654")

    page, other = client.post(place, form), client.post(nowhere, form)

    assert page.status_code == other.status_code


@pytest.mark.parametrize("name", sorted({*ACTIONS} - {"batch"}))
def test_without_djangos_token_a_moderators_browser_is_refused(scene, name):
    moderator = make_moderator()
    client, before = Client(enforce_csrf_checks=True), None
    client.force_login(moderator)
    before = standing()
    place, form = request_of(name, scene)

    assert client.post(place, form).status_code == 403
    assert standing() == before


@pytest.mark.parametrize("name", sorted({*ACTIONS} - {"batch"}))
def test_not_even_the_token_tells_a_stranger_that_something_is_there(scene, name):
    client = Client(enforce_csrf_checks=True)
    place, form = request_of(name, scene)

    assert client.post(place, form).status_code == 404


@pytest.mark.parametrize("name", sorted({*ACTIONS} - {"edit", "batch"}))
def test_looking_changes_nothing(scene, name):
    client, before = at_the_desk(make_moderator()), standing()
    place, _form = request_of(name, scene)

    answers = [client.get(place), client.head(place)]

    assert [answer.status_code for answer in answers] == [405, 405]
    assert standing() == before


def test_an_editor_decides_on_their_own_post():
    editor = make_editor()
    comment = make_comment(status="pending", post=make_post(author=make_author(user=editor)))

    press(at_the_desk(editor), comment, "approve")

    assert last(comment).by == editor


def test_what_the_desk_answers_is_kept_by_nobody(scene):
    response = press(at_the_desk(make_moderator()), scene[0], "remove")

    assert response["Cache-Control"] == "private, no-store"
