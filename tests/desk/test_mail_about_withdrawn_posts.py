"""A mail about what waits on a post that was withdrawn leads to no page that is gone."""

import pytest

from tests.desk.waiting import quiet_post, sweep, waits, wishing
from tests.mail_server import text_of

pytestmark = pytest.mark.django_db


def html_of(message):
    (html,) = [one for one in message.walk() if one.get_content_type() == "text/html"]
    return html.get_payload(decode=True).decode()


@pytest.mark.parametrize("wish", ["immediately", "daily"])
def test_its_title_leads_to_the_reply_at_the_desk(client, wish):
    wishing(mail=wish)
    post = quiet_post()
    reply = waits(client, post)
    post.withdraw()

    (message,) = sweep()

    assert f"http://testserver/moderation/{reply.pk}/" in html_of(message)
    assert post.get_absolute_url() not in html_of(message) + text_of(message)


def test_of_a_public_post_it_leads_to_the_post(client):
    wishing(mail="daily")
    post = quiet_post()
    waits(client, post)

    (message,) = sweep()

    assert post.get_absolute_url() in html_of(message)
