from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_category, make_comment, make_post

pytestmark = pytest.mark.django_db


def titles(answer):
    return [post.title for post in answer.context["page"]]


def make_posts(number):
    for age in range(number):
        post = make_post(
            title=f"Nr {age}",
            published_at=timezone.now() - timedelta(hours=age + 1),
            categories=[make_category()],
            tags=[f"tag {age}", "shared"],
        )
        make_comment(post=post)


def test_the_newest_post_comes_first(client):
    make_posts(3)

    answer = client.get("/")

    assert titles(answer) == ["Nr 0", "Nr 1", "Nr 2"]


def test_posts_of_the_same_moment_keep_one_order(client):
    moment = timezone.now() - timedelta(hours=1)
    for title in "abc":
        make_post(title=title, published_at=moment)

    answer = client.get("/")

    assert titles(answer) == ["c", "b", "a"]


def test_ten_posts_make_a_page(client):
    make_posts(11)

    first, second = client.get("/"), client.get("/?page=2")

    assert len(titles(first)) == 10
    assert titles(second) == ["Nr 10"]


def test_the_index_of_an_empty_blog_is_a_page(client):
    answer = client.get("/")

    assert answer.status_code == 200


def test_the_index_costs_the_same_with_one_post_and_with_ten(client, django_assert_num_queries):
    make_posts(1)
    client.get("/")
    with django_assert_num_queries(5):
        client.get("/")
    make_posts(9)

    # count, posts with authors, categories; the site's name; how many replies
    with django_assert_num_queries(5):
        client.get("/")


@pytest.mark.parametrize("number", ["1", "01", "000001"])
def test_the_first_page_can_be_asked_for_by_number(client, number):
    answer = client.get("/", {"page": number})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "number",
    [
        "0",
        "-1",
        "2",
        "1e20",
        "²",
        "٣",
        "",
        " ",
        "1.0",
        "0x1",
        "last",
        "\0",
        "\ufffd",
        "'",
        "9" * 400,
    ],
)
def test_pages_that_do_not_exist_are_not_found(client, number):
    make_post()

    answer = client.get("/", {"page": number})

    assert answer.status_code == 404


def test_of_repeated_page_numbers_the_last_counts(client):
    make_post()

    answers = [client.get(f"/?page={first}&page={last}") for first, last in ("71", "17")]

    assert [answer.status_code for answer in answers] == [200, 404]
