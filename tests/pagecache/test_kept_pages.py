import pytest

from comments.tokens import OWN_COOKIE
from posts.models import Post
from tests.factories import make_category, make_comment, make_post


@pytest.fixture
def site(db):
    post = make_post(slug="führung", tags=["Taste"], categories=[make_category(slug="talks")])
    make_comment(post=post, is_answer=True)
    return post


PAGES = [
    "/",
    "/posts/führung/",
    "/archive/",
    "/tags/",
    "/tags/taste/",
    "/categories/talks/",
    "/pages/about/",
    "/feed/",
    "/comments/feed/",
    "/posts/führung/comments/feed/",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_made_once(reader, site, path):
    first = reader.ask(path)

    second = reader.ask(path)

    assert first.status == second.status == "200 OK"
    assert first.body == second.body
    assert reader.made == [path.encode().decode("latin-1")]


@pytest.mark.parametrize("of", ["author", "year", "month"])
def test_so_is_one_whose_address_the_post_gives(reader, site, of):
    day = Post.objects.get().published_at
    path = {
        "author": site.author.get_absolute_url(),
        "year": f"/archive/{day:%Y}/",
        "month": f"/archive/{day:%Y/%m}/",
    }[of]

    reader.ask(path)
    reader.ask(path)

    assert len(reader.made) == 1


@pytest.mark.parametrize("path", PAGES)
def test_what_is_kept_is_what_django_answers(reader, site, path):
    fresh = reader.fresh(path)
    reader.ask(path)

    kept = reader.ask(path)

    assert kept.body == fresh.body
    said = {name: value for name, value in kept.headers.items() if name not in {"ETag", "Vary"}}
    assert said.items() <= fresh.headers.items()
    assert {"Content-Security-Policy", "X-Content-Type-Options"} <= kept.headers.keys() or (
        "feed" in path and "X-Content-Type-Options" in kept.headers
    )


@pytest.mark.parametrize(
    "query",
    ["page=1", "order=newest", "show=answers", "order=newest&page=1", "page=1&order=newest"],
)
def test_what_a_post_page_can_be_asked_is_kept_too(reader, site, query):
    reader.ask("/posts/führung/", query)
    reader.ask("/posts/führung/", query)

    assert len(reader.made) == 1


def test_the_same_questions_in_another_order_are_the_same_page(reader, site):
    reader.ask("/posts/führung/", "order=newest&page=1")
    reader.ask("/posts/führung/", "page=1&order=newest")

    assert len(reader.made) == 1


@pytest.mark.parametrize("query", ["fbclid=IwAR1", "utm_source=a&utm_medium=b", "gclid=x"])
def test_what_other_sites_add_to_a_link_makes_no_other_page(reader, site, query):
    plain = reader.ask("/posts/führung/")

    shared = reader.ask("/posts/führung/", query)

    assert shared.body == plain.body
    assert len(reader.made) == 1


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/posts/führung/", "mine=1"),
        ("/posts/führung/", "x=1"),
        ("/posts/führung/", "page=1&page=1"),
        ("/posts/führung/", "page"),
        ("/posts/führung/", "page=" + "1" * 600),
        ("/", "order=newest"),
        ("/tags/", "page=1"),
        ("/feed/", "page=1"),
        ("/search/", ""),
        ("/search/", "q=word"),
        ("/posts/führung/reply/", ""),
        ("/my-replies/", ""),
        ("/follow/", ""),
        ("/nowhere/", ""),
        ("/posts/nothing/", ""),
        ("/posts/führung/", "page=7"),
        ("/moderation/", ""),
        ("/admin/login/", ""),
    ],
)
def test_anything_else_is_made_for_each_request(reader, site, path, query):
    reader.ask(path, query)
    reader.ask(path, query)

    assert len(reader.made) == 2
    assert len(reader.front.store) == 0


@pytest.mark.parametrize(
    "cookie",
    [
        "sessionid=abc",
        f"reader=x; {OWN_COOKIE}=abc",
        "messages=x",
        "a=b;sessionid=abc",
        "sessionid=",
    ],
)
def test_who_has_a_page_of_their_own_is_answered_by_django(reader, site, cookie):
    reader.ask("/posts/führung/")

    reader.ask("/posts/führung/", cookie=cookie)

    assert len(reader.made) == 2


@pytest.mark.parametrize("cookie", ["reader=%7B%22name%22%3A%22Rita%22%7D", "csrftoken=abc", "x"])
def test_other_cookies_change_no_page(reader, site, cookie):
    first = reader.ask("/posts/führung/", cookie=cookie)

    second = reader.ask("/posts/führung/")

    assert first.body == second.body
    assert len(reader.made) == 1


def test_a_page_is_made_for_nobody_in_particular(reader, site):
    """What a stranger's headers say can't get into what everybody is shown."""
    seen = []
    application = reader.front.application
    reader.front.application = lambda environ, start: (
        seen.append(environ) or application(environ, start)
    )

    reader.ask(
        "/posts/führung/", cookie="reader=x", user_agent="<b>", accept_language="de",
        x_forwarded_host="evil.example", x_forwarded_for="6.6.6.6", referer="https://evil.example",
        if_none_match="*",
    )  # fmt: skip

    assert {name for name in seen[0] if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert "REMOTE_ADDR" not in seen[0]


@pytest.mark.parametrize("host", ["evil.example", "testserver:1234", "TESTSERVER.", ""])
def test_for_a_host_that_is_not_ours_nothing_is_kept(reader, site, host):
    reader.ask("/posts/führung/", host=host)

    assert len(reader.front.store) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "DELETE", "NONSENSE"])
def test_what_may_change_something_goes_to_django(reader, site, method):
    reader.ask("/posts/führung/")

    answer = reader.ask("/posts/führung/", method=method)

    assert len(reader.made) == 2
    assert answer.status != "200 OK" or method == "OPTIONS"


def test_head_says_what_get_would_and_sends_nothing(reader, site):
    head = reader.ask("/posts/führung/", method="HEAD")
    get = reader.ask("/posts/führung/")

    assert head.body == b""
    assert head.headers == get.headers
    assert len(reader.made) == 1


def test_a_redirect_or_a_missing_page_is_passed_on_and_not_kept(reader, site):
    for path, status in (("/posts/führung", "301"), ("/posts/nothing/", "404")):
        answers = [reader.ask(path), reader.ask(path), reader.ask(path, method="HEAD")]

        assert [answer.status[:3] for answer in answers] == [status] * 3
        assert answers[2].body == b""
    assert len(reader.front.store) == 0


def test_a_page_that_cannot_be_made_is_not_kept(reader, site, monkeypatch):
    reader.front.application = lambda environ, start: (
        start("500 Internal Server Error", [("Content-Type", "text/html")]) or Sent([b"Oh."])
    )

    answer = reader.ask("/posts/führung/")

    assert (answer.status, answer.body) == ("500 Internal Server Error", b"Oh.")
    assert len(reader.front.store) == 0


class Sent(list):
    def close(self):
        pass
