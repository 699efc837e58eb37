import pytest

from posts.models import Author, Post
from tests.factories import make_author, make_editor, make_post

pytestmark = pytest.mark.django_db


def test_an_authors_page_has_their_posts_and_no_others(client):
    post = make_post()
    make_post()

    page = client.get(post.author.get_absolute_url()).context["page"]

    assert list(page) == [post]


def test_who_has_written_nothing_public_has_no_page(client):
    writer = make_author()
    make_post(author=writer, status=Post.Status.DRAFT)

    answer = client.get(writer.get_absolute_url())

    assert answer.status_code == 404


def test_an_author_is_made_from_the_full_name_of_a_user():
    user = make_editor(first_name="Ada", last_name="Lovelace")

    author = Author.of(user)

    assert (author.display_name, author.slug) == ("Ada Lovelace", "ada-lovelace")


def test_a_user_writes_as_one_author_only():
    user = make_editor(first_name="Ada")

    authors = {Author.of(user), Author.of(user)}

    assert len(authors) == 1


def test_a_login_name_never_becomes_public():
    user = make_editor(username="secret-login")

    author = Author.of(user)

    assert (author.display_name, author.slug) == ("Staff", "staff")


def test_a_very_long_name_is_cut_to_what_fits():
    user = make_editor(first_name="A" * 150, last_name="B" * 150)

    author = Author.of(user)

    assert author.display_name == "A" * 100
