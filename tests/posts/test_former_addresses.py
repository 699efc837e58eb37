import pytest
from django.utils import timezone

from posts.models import FormerAddress, Post
from tests.factories import make_author, make_category, make_page, make_post

pytestmark = pytest.mark.django_db

IN_THE_FUTURE = timezone.now() + timezone.timedelta(days=3)


def moved(path, leads_to):
    FormerAddress.objects.create(path=path, leads_to=leads_to)


def test_a_former_address_leads_to_the_present_one(client):
    post = make_post()
    moved("/2019/05/old-post/", post.get_absolute_url())

    answer = client.get("/2019/05/old-post/")

    assert answer.status_code == 301
    assert answer.headers["Location"] == post.get_absolute_url()


@pytest.mark.parametrize("stored", ["/old", "/old/"])
@pytest.mark.parametrize("asked", ["/old", "/old/"])
def test_the_last_slash_does_not_matter(client, stored, asked):
    moved(stored, "/archive/")

    answer = client.get(asked)

    assert (answer.status_code, answer.headers.get("Location")) == (301, "/archive/")


def test_other_alphabets_have_former_addresses_too(client):
    post = make_post(slug="日本")
    moved("/über/日本/", post.get_absolute_url())

    answer = client.get("/%C3%BCber/%E6%97%A5%E6%9C%AC/", follow=True)

    assert answer.context["post"] == post


def test_head_is_led_on_as_well(client):
    moved("/old/", "/tags/")

    answer = client.head("/old/")

    assert answer.status_code == 301


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_but_reading_is_led_on(client, method):
    moved("/old/", "/tags/")

    answer = getattr(client, method)("/old/")

    assert answer.status_code == 404


def test_an_address_that_answers_never_leads_elsewhere(client):
    post = make_post()
    moved(post.get_absolute_url(), "/tags/")

    answer = client.get(post.get_absolute_url())

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "state",
    [
        {"status": Post.Status.DRAFT},
        {"status": Post.Status.DRAFT, "published_at": None},
        {"published_at": IN_THE_FUTURE},
    ],
)
def test_nobody_is_led_to_what_is_not_public(client, state):
    post = make_post(slug="führung", **state)
    for path, leads_to in {
        "/old/": post.get_absolute_url(),
        "/old-in-letters/": "/posts/führung/",
        "/old-with-query/": post.get_absolute_url() + "?a=b#c",
        "/old-writer/": post.author.get_absolute_url(),
    }.items():
        moved(path, leads_to)

    paths = FormerAddress.objects.values_list("path", flat=True)
    answers = {path: client.get(path).status_code for path in paths}

    assert set(answers.values()) == {404}


@pytest.mark.parametrize(
    "leads_to",
    [
        "https://evil.example/", "//evil.example/", "/\t/evil.example/", "https:/posts/x/",
        "\\\\evil.example", "https://evil.example/tags/", "//evil.example/tags/", "http://[::1",
        "tags/", "javascript:alert(1)", "", "/admin/", "/nowhere/", "/posts/gone/",
        "/archive/1999/", "/archive/1999/1/", "/pages/gone/", "/%00/",
    ],
)  # fmt: skip
def test_nobody_is_led_away_or_nowhere(client, leads_to):
    moved("/old/", leads_to)

    answer = client.get("/old/")

    assert answer.status_code == 404


def test_every_kind_of_public_page_can_be_led_to(client):
    make_post(
        slug="there", published_at="2024-03-05T12:00:00Z", author=make_author(slug="ada"),
        categories=[make_category(slug="work")], tags=["clarity"],
    )  # fmt: skip
    make_page(slug="about")
    targets = [
        "/", "/posts/there/#reply", "/archive/", "/archive/2024/", "/archive/2024/3/", "/tags/",
        "/tags/clarity/", "/categories/work/", "/authors/ada/", "/search/?q=x", "/feed/",
        "/pages/about/",
    ]  # fmt: skip
    for number, target in enumerate(targets):
        moved(f"/old/{number}/", target)

    found = [
        client.get(f"/old/{number}/").headers.get("Location") for number in range(len(targets))
    ]

    assert found == targets


def test_what_moved_twice_is_reached_in_one_step(client):
    post = make_post(slug="third")
    moved("/posts/first/", "/posts/zw%C3%B6lf/")
    moved("/posts/zwölf/", "/posts/third/")

    answer = client.get("/posts/first/")

    assert answer.headers["Location"] == post.get_absolute_url()


@pytest.mark.parametrize(
    "circle",
    [
        [("/old/", "/old/")],
        [("/posts/a/", "/posts/a/")],
        [("/posts/a/", "/posts/b/"), ("/posts/b/", "/posts/a/")],
        [(f"/pages/{n}/", f"/pages/{(n + 1) % 9}/") for n in range(9)],
    ],
)
def test_circles_end_at_once(client, circle):
    for path, leads_to in circle:
        moved(path, leads_to)

    answer = client.get(circle[0][0])

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["/%00", "/a%00b/", "/" + "a" * 4000, "/%FF%FE", "/%ED%A0%80", "/'"]
)
def test_no_path_is_an_error(client, path):
    answer = client.get(path)

    assert answer.status_code == 404


def test_a_path_is_not_cut_to_one_that_is_known(client):
    moved("/" + "a" * 299, "/tags/")

    answer = client.get("/" + "a" * 400)

    assert answer.status_code == 404
