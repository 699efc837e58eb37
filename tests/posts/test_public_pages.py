"""What holds for every page that everybody can see."""

import pytest

from posts.models import SiteIdentity
from tests.factories import make_author, make_category, make_page, make_post

pytestmark = pytest.mark.django_db

PAGES = {
    "index": "/",
    "post": "/posts/führung/",
    "archive": "/archive/",
    "year": "/archive/2024/",
    "month": "/archive/2024/3/",
    "category": "/categories/日本/",
    "tags": "/tags/",
    "tag": "/tags/führung/",
    "author": "/authors/jörg/",
    "search": "/search/?q=words",
    "feed": "/feed/",
    "page": "/pages/über-uns/",
}


@pytest.fixture(autouse=True)
def _blog(db):
    make_post(
        slug="führung",
        published_at="2024-03-05T12:00:00Z",
        author=make_author(slug="jörg"),
        categories=[make_category(name="日本", slug="日本")],
        tags=["Führung"],
    )
    make_page(slug="über-uns")
    SiteIdentity.current()


@pytest.mark.parametrize("name", PAGES)
def test_it_answers_get_and_head(client, name):
    page, head = client.get(PAGES[name]), client.head(PAGES[name])

    assert (page.status_code, head.status_code) == (200, 200)
    assert head.content == b""


@pytest.mark.parametrize("method", ["post", "delete"])
@pytest.mark.parametrize("name", PAGES)
def test_it_answers_nothing_else(client, name, method):
    answer = getattr(client, method)(PAGES[name])

    assert answer.status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_it_is_the_same_for_everybody(client, name):
    answer = client.get(PAGES[name])

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


@pytest.mark.parametrize("name", [name for name in PAGES if name != "feed"])
def test_caches_ask_before_they_show_it_again(client, name):
    answer = client.get(PAGES[name])

    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "slug",
    ["unknown", "%00", "a%00b", "%ED%A0%80", "%FF%FE", "..", "%2e%2e", "a" * 3000, "%F0%9F%98%80",
     "'; drop table posts_post; --", "<script>", "%0d%0aX: y", "²", "日本語", "a%2Fb"],
)  # fmt: skip
def test_slugs_of_any_bytes_are_not_found(client, slug):
    places = ["posts", "categories", "tags", "authors", "pages"]

    answers = [client.get(f"/{place}/{slug}/") for place in places]

    assert [answer.status_code for answer in answers] == [404] * 5
