"""Following a post or the whole site: at once with the proof, else after one mailed link."""

import pytest

from comments.models import Notification, Subscription
from tests.comments.mailed_links import address_of, hidden_fields, links_to, press, send
from tests.comments.reading import Elements
from tests.comments.scene import browser, proved
from tests.factories import SAME_ORIGIN, make_comment, make_post, post_reply

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"


def follow(client, post=None, **form):
    wanted = {"follows": "post", "post": post.slug} if post else {"follows": "site"}
    return send(client, "/follow/", **{"email": ANN, "subject": "", **wanted, **form})


def test_the_form_offers_the_post_and_the_site(client):
    post = make_post(title="On Taste")

    page = client.get("/follow/", {"post": post.slug})

    assert page.status_code == 200
    assert "On Taste" in page.content.decode()
    assert 'value="post"' in page.content.decode()
    assert 'value="site"' in page.content.decode()
    assert hidden_fields(page) == {"post": post.slug}


def test_without_a_post_there_is_the_site_alone(client):
    page = client.get("/follow/")

    assert hidden_fields(page) == {"follows": "site"}
    assert 'value="post"' not in page.content.decode()


@pytest.mark.parametrize(
    "slug", ["nowhere", "%00", "a%2Fb", "%E6%97%A5", "x" * 3000, "%3Cb%3E", "%ed%a0%80", "%ff"]
)
def test_a_post_that_is_not_there_cannot_be_followed(client, slug):
    form = f"post={slug}&follows=post&email=ann%40example.org&subject="
    kind = "application/x-www-form-urlencoded"

    looked = client.get(f"/follow/?post={slug}")
    sent = client.post("/follow/", form, content_type=kind, headers=SAME_ORIGIN)

    assert looked.status_code == sent.status_code == 404
    assert not Subscription.objects.exists()


def test_nor_one_that_is_not_public(client):
    post = make_post(status="draft")

    assert client.get("/follow/", {"post": post.slug}).status_code == 404
    assert follow(client, post).status_code == 404


def test_without_proof_a_link_is_mailed_first(client):
    post = make_post()

    response = follow(client, post)

    assert response.status_code == 200
    assert "Look into your mail" in response.content.decode()
    [link] = links_to(ANN)
    assert link.subscription == Subscription.objects.get(post=post)
    assert link.subscription.confirmed_at is None
    assert link.network == "192.0.2.7"


def test_the_link_begins_it():
    post = make_post(title="On Taste")
    follow(browser(), post)
    [link] = links_to(ANN)
    page = browser().get(address_of(link)).content.decode()

    response = press(browser(), link)

    assert "Every reply on “On Taste”" in page
    assert response.headers["Location"] == "/my-replies/#following"
    assert Subscription.objects.of_post(post).get().email == ANN


def test_the_whole_site_the_same_way():
    follow(browser())
    [link] = links_to(ANN)

    assert "Every new post of this site" in browser().get(address_of(link)).content.decode()
    press(browser(), link)
    assert Subscription.objects.of_site().get().email == ANN


def test_a_link_begins_what_it_was_asked_for_and_nothing_else():
    other = make_post()
    follow(browser(), other)
    follow(browser())

    press(browser(), links_to(ANN)[1])

    assert Subscription.objects.confirmed().get().follows == "site"


def test_with_the_proof_it_begins_at_once():
    post = make_post(title="On Taste")

    response = follow(proved(ANN), post, email="Ann@Example.org")

    assert "You follow the replies on this post." in response.content.decode()
    assert Subscription.objects.of_post(post).get().email == ANN
    assert links_to(ANN) == []


def test_the_proof_of_another_address_begins_nothing():
    follow(proved("bob@example.org"), make_post())

    assert not Subscription.objects.confirmed().exists()
    assert len(links_to(ANN)) == 1


def test_followed_twice_it_is_one():
    post, reader = make_post(), proved(ANN)

    follow(reader, post)
    follow(reader, post)

    assert Subscription.objects.count() == 1


def test_asking_anew_ends_nothing():
    post = make_post()
    follow(proved(ANN), post)

    follow(browser(), post)

    assert Subscription.objects.of_post(post).exists()


def test_the_answer_does_not_tell_whether_the_address_is_known():
    post = make_post()
    make_comment(author_email=ANN, post=post)
    follow(proved(ANN), post)

    known = follow(browser(), post)
    unknown = follow(browser(), post, email="nobody@example.org")

    assert known.status_code == unknown.status_code
    assert known.content == unknown.content
    assert known.headers == unknown.headers


@pytest.mark.parametrize(
    "email",
    ["", "ann", "ann@", "@example.org", "a\0@example.org", "a@b\r\nBcc: c@d.example", "é@x"],
)
def test_what_is_no_address_is_shown_again(client, email):
    post = make_post()

    response = follow(client, post, email=email)

    assert response.status_code == 422
    assert hidden_fields(response)["post"] == post.slug
    assert 'role="alert"' in response.content.decode()
    assert not Subscription.objects.exists()
    assert not Notification.objects.exists()


def test_what_was_typed_is_there_to_mend(client):
    response = follow(client, make_post(), email="ann@@example.org", follows="site")

    assert 'value="ann@@example.org"' in response.content.decode()
    radios = Elements(response.content.decode()).named("input")
    assert [r["value"] for r in radios if r.get("type") == "radio" and "checked" in r] == ["site"]


def test_letters_that_grow_when_they_are_folded_fit_or_are_told(client):
    long = "a@" + f"{'İ' * 15}." * 14 + "example"

    response = follow(client, email=long)

    assert response.status_code == 422
    assert "This address is too long." in response.content.decode()
    assert post_reply(client, make_post(), email=long, notify="on").status_code == 422


@pytest.mark.parametrize("follows", ["", "everything", "\0", "comment"])
def test_only_what_is_offered_can_be_followed(client, follows):
    response = follow(client, make_post(), follows=follows)

    assert response.status_code == 422
    assert not Subscription.objects.exists()


def test_without_a_post_there_is_none_to_follow(client):
    assert follow(client, follows="post").status_code == 422


def test_who_fills_the_hidden_field_is_told_so_and_need_only_press_again(client):
    response = follow(client, subject="Buy")

    assert response.status_code == 422
    assert "press the button once more" in response.content.decode()
    assert f'value="{ANN}"' in response.content.decode()
    assert "Buy" not in response.content.decode()
    assert not Notification.objects.exists()
    assert not Subscription.objects.exists()


def test_a_network_is_told_when_it_asked_too_often(client):
    for number in range(20):
        follow(client, email=f"reader{number}@example.org")

    response = follow(client, email="one.more@example.org")

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "one.more@example.org" in response.content.decode()
    assert "your network" in response.content.decode()
    assert not Subscription.objects.under("one.more@example.org").exists()
    assert follow(client, email="one.more@example.org", ip="192.0.2.8").status_code == 200


def test_an_address_that_was_mailed_enough_is_answered_as_ever(client):
    first = follow(client)
    for _time in range(6):
        last = follow(client)

    assert last.content == first.content
    assert last.status_code == 200
    assert len(links_to(ANN)) == 5


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_another_site_makes_nobody_follow(headers):
    assert follow(proved(ANN), headers=headers).status_code == 403
    assert not Subscription.objects.exists()


def test_its_pages_are_stored_by_nobody(client):
    pages = [client.get("/follow/"), follow(client), follow(client, email=""), follow(proved(ANN))]

    for page in pages:
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in page.content.decode()
