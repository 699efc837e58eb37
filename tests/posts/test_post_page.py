import re

import pytest

from posts.models import Post
from tests.factories import make_category, make_comment, make_post

pytestmark = pytest.mark.django_db


def test_posts_asks_three_queries_for_a_page(client, django_assert_max_num_queries):
    post = make_post(categories=[make_category()], tags=["one", "two"])
    make_comment(post=post)
    client.get(post.get_absolute_url())

    with django_assert_max_num_queries(5) as asked:
        client.get(post.get_absolute_url())

    # the post with its author; what it is filed under; the site's name
    of_posts = [query for query in asked if re.search(r'FROM "?posts_', query["sql"])]
    assert len(of_posts) == 3


def test_a_post_says_where_it_is_filed_in_one_query(django_assert_num_queries):
    post = make_post(
        categories=[make_category(name="Work", slug="work"), make_category(name="art", slug="art")],
        tags=["Führung"],
    )
    post = Post.objects.get(pk=post.pk)

    with django_assert_num_queries(1):
        filed = post.filed_under

    assert filed == {
        "categories": [("art", "/categories/art/"), ("Work", "/categories/work/")],
        "tags": [("Führung", "/tags/f%C3%BChrung/")],
    }


def test_a_tag_and_a_category_of_one_name_are_both_named():
    post = make_post(categories=[make_category(name="Design", slug="design")], tags=["Design"])

    filed = Post.objects.for_lists().get(pk=post.pk).filed_under

    assert filed == {
        "categories": [("Design", "/categories/design/")],
        "tags": [("Design", "/tags/design/")],
    }


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (220, 1), (240, 2), (2300, 11)])
def test_reading_minutes_count_all_that_is_read(words, minutes):
    post = Post(standfirst="two words", body="word " * words, question="Right?")

    assert post.reading_minutes == minutes


def test_the_body_is_on_the_page_as_markup(client):
    post = make_post(body="## What they found\n\nIt *works*.")

    page = client.get(post.get_absolute_url()).content.decode()

    assert '<h2 id="s-what-they-found">What they found</h2>' in page
    assert "<em>works</em>" in page


def test_title_and_core_message_are_text_not_markup(client):
    hostile = "<script>alert(1)</script>\"'&amp;"
    post = make_post(title=hostile, standfirst=hostile, question=hostile, tags=[hostile])

    page = client.get(post.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_source_that_no_browser_should_open_is_left_out(client):
    post = make_post(source_url="javascript:alert(1)", source_title="Click me")

    page = client.get(post.get_absolute_url()).content.decode()

    assert "javascript:" not in page
    assert post.source is None
