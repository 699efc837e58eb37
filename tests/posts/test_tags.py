import pytest
from django.urls import reverse

from posts.models import Post, Tag
from tests.factories import make_category, make_post

pytestmark = pytest.mark.django_db


def test_tags_are_listed_by_name_with_their_number_of_posts(client):
    make_post(tags=["beta", "Alpha"])
    make_post(tags=["beta"])

    tags = client.get("/tags/").context["tags"]

    assert [(tag.name, tag.posts_count) for tag in tags] == [("Alpha", 1), ("beta", 2)]


def test_listing_tags_takes_the_same_queries_however_many_there_are(
    client, django_assert_num_queries
):
    make_post(tags=["one"])
    client.get("/tags/")
    with django_assert_num_queries(2):
        client.get("/tags/")
    make_post(tags=[f"tag {number}" for number in range(20)])

    with django_assert_num_queries(2):
        client.get("/tags/")


def test_a_tags_page_has_its_posts_and_no_others(client):
    tagged = make_post(tags=["python"])
    make_post(tags=["django"])

    page = client.get("/tags/python/").context["page"]

    assert list(page) == [tagged]


def test_a_categorys_page_has_its_posts_and_no_others(client):
    category = make_category()
    filed = make_post(categories=[category, make_category()])
    make_post()

    page = client.get(category.get_absolute_url()).context["page"]

    assert list(page) == [filed]


@pytest.mark.parametrize("place", ["tags", "categories"])
def test_without_a_public_post_the_page_says_so_kindly(client, place):
    make_post(
        tags=["waiting"], categories=[make_category(slug="waiting")], status=Post.Status.DRAFT
    )

    answer = client.get(f"/{place}/waiting/")

    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_without_tags_the_page_of_tags_is_a_page(client):
    answer = client.get("/tags/")

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Führung", "führung"), ("日本", "日本"), ("C++", "c"), ("!!!", "tag"), ("😀", "tag"),
     ("Deep Work", "deep-work"), ("x" * 100, "x" * 90)],
)  # fmt: skip
def test_every_tag_has_an_address(client, name, slug):
    make_post(tags=[name])

    tag = Tag.objects.get()
    answer = client.get(tag.get_absolute_url())

    assert tag.slug == slug
    assert answer.status_code == 200


def test_tags_whose_slugs_would_be_equal_are_told_apart():
    make_post(tags=["C"])
    make_post(tags=["C++"])
    make_post(tags=["C#"])

    slugs = set(Tag.objects.values_list("slug", flat=True))

    assert slugs == {"c", "c-2", "c-3"}


def test_capitals_make_no_new_tag():
    make_post(tags=["Python"])
    make_post(tags=["python"])

    assert Tag.objects.count() == 1


def test_a_tag_keeps_its_slug_when_it_is_saved_again():
    make_post(tags=["Python"])
    tag = Tag.objects.get()

    tag.name = "CPython"
    tag.save()

    assert reverse("posts:tag", args=[Tag.objects.get().slug]) == "/tags/python/"
