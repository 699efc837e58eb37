"""A browser forgets who uses it, or every browser that proved the address does."""

import pytest

from comments.models import ConfirmedAddress
from comments.tokens import PROOF_COOKIE
from tests.comments.mailed_links import send
from tests.comments.my_replies import ANN, mine, page_of
from tests.comments.scene import long_ago, proved
from tests.factories import make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db


def test_this_browser_can_forget():
    reader, elsewhere = proved(ANN), proved(ANN)

    response = send(reader, "/my-replies/leave/")

    assert response.cookies[PROOF_COOKIE]["max-age"] == 0
    assert "Mail me a link" in page_of(reader)
    assert "Forget this browser" in page_of(elsewhere)


def test_every_browser_can_be_made_to_forget():
    reader, elsewhere = proved(ANN), proved(ANN)

    send(reader, "/my-replies/leave/", all="1")

    assert "Mail me a link" in page_of(reader)
    assert "Mail me a link" in page_of(elsewhere)
    assert ConfirmedAddress.objects.get().email == ANN


@pytest.mark.parametrize("form", [{}, {"all": "1"}], ids=["this", "every"])
def test_with_the_address_a_browser_forgets_the_name_that_it_saved_with_it(form):
    reader = proved(ANN)
    post_reply(reader, make_post(), name="Ann Lee", email="Ann@Example.org", save_my_name="on")

    send(reader, "/my-replies/leave/", **form)

    assert ANN not in page_of(reader).lower()


def test_but_not_the_name_that_somebody_saved_with_another():
    reader = proved(ANN)
    post_reply(reader, make_post(), email="bob@example.org", save_my_name="on")

    response = send(reader, "/my-replies/leave/")

    assert "reader" not in response.cookies
    assert "bob@example.org" in page_of(reader)


def test_it_forgets_what_shows_and_changes_the_replies_that_wait():
    mine(post=make_post(slug="plain")), long_ago(mine(post=make_post(slug="führung")), days=29)
    long_ago(mine(post=make_post(slug="old")), days=31)
    make_comment(post=make_post(slug="others"))

    response = send(proved(ANN), "/my-replies/leave/")

    taken = [cookie for cookie in response.cookies.values() if cookie.key == "own"]
    assert [cookie["path"] for cookie in taken] == ["/posts/plain/", "/posts/f%C3%BChrung/"]
    assert all(cookie["max-age"] == 0 for cookie in taken)
    assert response.headers["Clear-Site-Data"] == '"storage"'


def test_of_many_posts_it_forgets_the_newest_for_headers_have_their_bounds():
    for days in range(26):
        long_ago(mine(post=make_post(slug=f"{days}-days-ago")), hours=1, days=days)

    response = send(proved(ANN), "/my-replies/leave/")

    taken = [cookie["path"] for cookie in response.cookies.values() if cookie.key == "own"]
    assert taken == [f"/posts/{days}-days-ago/" for days in range(25)]
    assert sum(len(cookie.output()) for cookie in response.cookies.values()) < 3500


def test_it_says_what_ends_a_copy():
    assert "only that ends a copy" in page_of(proved(ANN))
