"""Where a mailed link is not enough: another site's button, a second factor, another's post."""

import pytest
from django.contrib.auth.models import User

from tests.comments.scene import browser
from tests.desk.waiting import buttons, link_for, press, state
from tests.factories import make_author, make_comment, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}], ids=str
)
def test_a_button_is_pressed_on_our_page_or_not_at_all(headers, link, reply):
    before = state(reply)

    assert press(browser(), link, "approve", headers=headers).status_code == 403
    assert state(reply) == before


def test_where_a_second_factor_is_a_must_a_link_leads_to_the_desk(link, reply, settings):
    settings.SECOND_FACTOR = "required"
    before = state(reply)

    looked, pressed = browser().get(link), press(browser(), link, "approve")

    assert (looked.status_code, pressed.status_code) == (200, 403)
    assert f'href="/moderation/{reply.pk}/"' in looked.text
    assert reply.body not in looked.text
    assert buttons(looked) == []
    assert state(reply) == before


def test_an_editors_link_counts_for_their_own_posts():
    author = make_author()
    mine = make_comment(status="pending", post=make_post(author=author))
    other = make_comment(status="pending")

    assert press(browser(), link_for(author.user, mine), "approve").status_code == 200
    assert press(browser(), link_for(author.user, other), "approve").status_code == 404
    User.objects.get(pk=author.user.pk).groups.clear()
    assert browser().get(link_for(author.user, mine)).status_code == 404
