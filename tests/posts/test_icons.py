"""Icons are drawn once on a page; those of a video's player only where there is one."""

import re

import pytest
from django.core.management import call_command

from posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
DRAWN, USED = re.compile(r'<symbol id="([\w-]+)"'), re.compile(r'<use href="#([\w-]+)"')


def page_of(client, post):
    return client.get(post.get_absolute_url()).text


def test_whatever_icon_a_page_uses_is_drawn_on_it(client):
    call_command("fill_demo", verbosity=0)

    pages = [page_of(client, post) for post in Post.objects.published()]

    used = [set(USED.findall(page)) for page in pages]
    assert {"i-play", "i-lock", "i-ask", "i-reply"} <= set().union(*used)
    for page, icons in zip(pages, used, strict=True):
        assert icons <= set(DRAWN.findall(page))


@pytest.mark.parametrize(("source", "is_drawn"), [(VIDEO, True), ("https://example.org/", False)])
def test_the_player_s_icons_come_with_a_video_alone(client, source, is_drawn):
    page = page_of(client, make_post(source_url=source))

    assert ("i-play" in DRAWN.findall(page)) is is_drawn
