import pytest

from posts.models import Category, Page
from tests.factories import make_category, make_page, make_post

pytestmark = pytest.mark.django_db


def test_an_empty_slug_is_made_from_the_title():
    post = make_post(title="Simple Made Easy", slug="")

    assert post.slug == "simple-made-easy"


def test_a_second_post_of_one_title_gets_a_number():
    slugs = [make_post(title="Again", slug="").slug for _copy in range(3)]

    assert slugs == ["again", "again-2", "again-3"]


def test_a_slug_that_is_set_stays_as_it_is():
    post = make_post(title="Old", slug="kept")

    post.title = "New"
    post.save()

    assert post.slug == "kept"


@pytest.mark.parametrize("title", ["Führung", "日本", "हिन्दी", "!!!", "😀", "---", "a" * 200])
def test_every_title_makes_an_address_that_answers(client, title):
    post = make_post(title=title, slug="")

    answer = client.get(post.get_absolute_url())

    assert answer.status_code == 200


def test_long_titles_leave_room_for_a_number():
    make_page(title="word " * 40, slug="")

    second = make_page(title="word " * 40, slug="")

    assert second.slug.endswith("-2")
    assert len(second.slug) <= Page._meta.get_field("slug").max_length


def test_categories_have_slugs_too():
    category = make_category(name="Work & Life", slug="")

    assert Category.objects.get().slug == "work-life" == category.slug
