"""In the list of what is alike, what is chosen is decided, and no more; all of it on demand."""

import re

import pytest

from comments.models import Comment
from tests.desk.pressing import address, at_the_desk, notice, seen
from tests.factories import make_author, make_comment, make_editor, make_post

pytestmark = pytest.mark.django_db
OFFER = "Buy our wonderful cheap watches today, friend, they are the best there are"


@pytest.fixture
def alike():
    return [make_comment(status="pending", body=OFFER) for _number in range(4)]


def hidden_fields(page):
    form = page.text[page.text.index('<form id="batch-form"') :].partition("</form>")[0]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    fields.pop("csrfmiddlewaretoken")
    return fields


def send(desk, anchor, **form):
    """What the list's own form sends, with what is ticked and pressed."""
    page = desk.get(f"/moderation/?like={anchor.pk}&by=text")
    return desk.post(address("start_batch"), {**hidden_fields(page), "verb": "spam", **form})


def decided():
    return set(Comment.objects.filter(status="spam").values_list("pk", flat=True))


def test_one_ticked_is_one_decided(desk, alike):
    send(desk, alike[0], chosen=[f"{alike[1].pk}:{seen(alike[1])}"])

    assert decided() == {alike[1].pk}


def test_without_a_tick_nothing_is(desk, alike):
    send(desk, alike[0])

    assert decided() == set()


def test_with_all_ticked_all_are(desk, alike):
    other = make_comment(status="pending", body="Something else that somebody thinks about it.")

    send(desk, alike[0], all="1")

    assert decided() == {one.pk for one in alike}
    assert other.pk not in decided()


def test_where_the_first_of_a_group_is_gone_it_is_said(desk, alike):
    anchor = alike[0].pk
    alike[0].withdraw()

    form = {"group": anchor, "by": "text", "upto": alike[3].pk, "verb": "spam"}
    response = desk.post(address("start_batch"), form)

    assert response.status_code == 404
    assert "isn’t here any more: nothing was done" in response.text
    assert decided() == set()


def test_an_editors_own_are_found_in_a_large_flood(monkeypatch):
    monkeypatch.setattr("comments.desk.queue.ALIKE", 3)
    [make_comment(status="pending", body=OFFER) for _number in range(8)]
    editor = make_editor()
    post = make_post(author=make_author(user=editor))
    own = [make_comment(status="pending", body=OFFER, post=post) for _number in range(2)]
    desk = at_the_desk(editor)

    desk.post(
        address("start_batch"),
        {"group": own[0].pk, "by": "text", "upto": own[1].pk, "verb": "spam"},
    )

    assert decided() == {one.pk for one in own}
    assert notice(desk)["text"].startswith("2 filed as spam.")
