"""My replies: everything under one's own address, behind a mailed link or this browser's proof."""

import re

import pytest

from comments.mail.delivery import deliver_due
from comments.models import ConfirmedAddress, Notification, Subscription
from comments.tokens import PROOF_COOKIE
from tests.comments.mailed_links import address_of, links_to, press, proved, send
from tests.comments.scene import browser, discuss, last_comment, long_ago
from tests.factories import (
    SAME_ORIGIN,
    make_comment,
    make_moderator,
    make_post,
    make_user,
    post_reply,
)

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"
POSTS = ["/my-replies/", "/my-replies/erase/", "/my-replies/leave/", "/my-replies/unfollow/"]


def page_of(client, **query):
    return client.get("/my-replies/", query).content.decode()


def entry(page, comment):
    """What the page says of one comment, tags and all."""
    return page.split(f'<li id="comment-{comment.pk}">')[1].split("</li>")[0]


def mine(**fields):
    return make_comment(**{"author_email": ANN, "is_confirmed": True, **fields})


# Asking for the link ---------------------------------------------------------------------------


def test_without_proof_it_offers_a_link(client):
    mine(body="My secret words.")

    page = page_of(client)

    assert "Mail me a link to my replies" in page
    assert "My secret words." not in page


def test_the_link_is_mailed_and_opens_the_page():
    comment, reader = mine(), browser()
    send(reader, "/my-replies/", email="Ann@Example.org", subject="")
    [link] = links_to(ANN)

    response = press(reader, link)

    assert link.kind == "my_replies"
    assert response.headers["Location"] == "/my-replies/"
    assert comment.body in page_of(reader)


def test_its_own_page_says_what_the_button_does():
    send(browser(), "/my-replies/", email=ANN, subject="")

    page = browser().get(address_of(links_to(ANN)[0])).content.decode()

    assert "Open my replies" in page
    assert ANN in page


def test_the_answer_does_not_tell_whether_anything_is_kept(client):
    mine()

    known = send(client, "/my-replies/", email=ANN, subject="")
    unknown = send(client, "/my-replies/", email="nobody@example.org", subject="")

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert known.headers == unknown.headers
    assert len(links_to(ANN)) == len(links_to("nobody@example.org")) == 1


def test_one_address_is_mailed_five_times_a_day_and_answered_alike(client):
    first = send(client, "/my-replies/", email=ANN, subject="")

    for number in range(6):
        last = send(client, "/my-replies/", email=ANN, subject="", ip=f"192.0.2.{number}")

    assert last.content == first.content
    assert len(links_to(ANN)) == 5


def test_a_network_is_told_when_it_asked_too_often(client):
    for number in range(20):
        send(client, "/my-replies/", email=f"reader{number}@example.org", subject="")

    response = send(client, "/my-replies/", email=ANN, subject="")

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 24 * 3600
    assert ANN in response.content.decode()
    assert links_to(ANN) == []


@pytest.mark.parametrize("email", ["", "ann", "\0", "a@b\r\nBcc: c@d.example", "<svg onload=x>@x"])
def test_what_is_no_address_is_shown_again(client, email):
    response = send(client, "/my-replies/", email=email, subject="")

    assert response.status_code == 422
    assert "<svg" not in response.content.decode().split("<main")[1]
    assert not Notification.objects.exists()


def test_who_fills_the_hidden_field_is_told_so_and_need_only_press_again(client):
    response = send(client, "/my-replies/", email=ANN, subject="Buy")

    assert response.status_code == 422
    assert "press the button once more" in response.content.decode()
    assert f'value="{ANN}"' in response.content.decode()
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("make_known", "mails"),
    [
        (lambda: None, 0),
        (lambda: mine(status="spam"), 1),
        (lambda: Subscription.objects.follow(ANN, is_confirmed=True), 1),
        (lambda: ConfirmedAddress.confirm(ANN), 1),
    ],
    ids=["nothing", "a comment", "a subscription", "an address alone"],
)
def test_a_link_is_mailed_to_whom_there_is_something_to_show(client, mailoutbox, make_known, mails):
    make_known()
    send(client, "/my-replies/", email=ANN, subject="")

    deliver_due()

    assert len(mailoutbox) == mails


# What it shows ---------------------------------------------------------------------------------


def test_every_comment_under_the_address_and_no_other():
    first, second = mine(author_email="Ann@Example.ORG"), mine()
    other = make_comment(author_email="bob@example.org", body="Not hers.")

    page = page_of(proved(ANN))

    assert first.body in page
    assert second.body in page
    assert other.body not in page
    assert "bob@example.org" not in page


def test_the_newest_stands_first():
    older = long_ago(mine(), days=2)
    newer = mine()

    page = page_of(proved(ANN))

    assert page.index(newer.body) < page.index(older.body)


def test_what_is_published_leads_to_its_place():
    comment = mine(post=make_post(title="On Taste"))

    shown = entry(page_of(proved(ANN)), comment)

    assert "Published" in shown
    assert f'<a href="/comments/{comment.pk}/">On Taste</a>' in shown


def test_waiting_and_filed_as_spam_look_the_same():
    comment = mine(status="pending")
    reader = proved(ANN)
    waiting = page_of(reader)

    comment.mark_as_spam(by=make_moderator(), reason="Spam.")

    assert "Awaiting moderation" in entry(waiting, comment)
    assert page_of(reader) == waiting


def test_what_was_refused_says_so_with_the_reason():
    comment = mine(status="pending")

    comment.remove(by=make_moderator(), reason="Names a <third> person.")

    shown = entry(page_of(proved(ANN)), comment)
    assert "Not published" in shown
    assert "Names a &lt;third&gt; person." in shown


def test_what_was_published_before_was_taken_down():
    comment = mine(status="pending")
    comment.approve(by=make_moderator(), reason="Fine.")

    comment.remove(by=make_moderator())

    shown = entry(page_of(proved(ANN)), comment)
    assert "Taken down" in shown
    assert "reason" not in shown


def test_a_rules_reason_is_no_moderators():
    comment = mine(status="pending")

    comment.remove(by=None, reason="By a rule.")

    assert "By a rule." not in page_of(proved(ANN))


def test_a_post_that_is_not_public_keeps_its_title():
    comment = mine(post=make_post(title="Withdrawn thoughts"))
    comment.post.withdraw()

    page = page_of(proved(ANN))

    assert "Withdrawn thoughts" not in page
    assert comment.body in page
    assert "isn’t public now" in page


def test_a_fresh_one_can_be_edited_and_withdrawn():
    comment = long_ago(mine(), minutes=1)

    shown = entry(page_of(proved(ANN)), comment)

    at = f"/posts/{comment.post.slug}/replies/{comment.pk}"
    assert f'href="{at}/edit/"' in shown
    assert f'href="{at}/withdraw/"' in shown


def test_what_it_offers_works():
    discuss(flood_seconds=0)
    comment, reader = long_ago(mine(), minutes=1), proved(ANN)

    for address in re.findall(r'href="([^"]+)"', entry(page_of(reader), comment)):
        assert reader.get(address, follow=True).status_code == 200


def test_an_old_one_can_be_withdrawn_alone():
    comment = long_ago(mine(), minutes=16)

    shown = entry(page_of(proved(ANN)), comment)

    assert "/edit/" not in shown
    assert "/withdraw/" in shown


@pytest.mark.parametrize("status", ["pending", "approved", "removed"])
def test_what_was_answered_stays(status):
    comment = mine()
    make_comment(parent=comment, status=status)

    assert "/withdraw/" not in entry(page_of(proved(ANN)), comment)


def test_what_was_taken_down_offers_nothing():
    comment = long_ago(mine(status="removed"), minutes=1)

    shown = entry(page_of(proved(ANN)), comment)

    assert "/edit/" not in shown
    assert "/withdraw/" not in shown


def test_what_was_typed_elsewhere_is_marked_and_not_to_be_edited():
    comment = long_ago(make_comment(author_email=ANN), minutes=1)

    shown = entry(page_of(proved(ANN)), comment)

    assert "Typed without proof" in shown
    assert "/edit/" not in shown
    assert "/withdraw/" in shown


def test_what_was_written_signed_in_is_changed_signed_in():
    comment = long_ago(mine(user=make_user()), minutes=1)

    shown = entry(page_of(proved(ANN)), comment)

    assert "/edit/" not in shown
    assert "/withdraw/" not in shown


def test_fifty_stand_on_a_page():
    post = make_post()
    for _time in range(51):
        mine(post=post)
    reader = proved(ANN)

    assert page_of(reader).count('<li id="comment-') == 50
    assert page_of(reader, page=2).count('<li id="comment-') == 1
    assert "51 replies" in page_of(reader)


@pytest.mark.parametrize("page", ["0", "2", "x", "", "-1", "١", "9" * 30, "\0"])
def test_there_are_no_endless_pages(page):
    mine()

    assert proved(ANN).get("/my-replies/", {"page": page}).status_code == 404


def test_its_queries_do_not_grow(django_assert_num_queries):
    reader = proved(ANN)
    mine().remove(by=make_moderator(), reason="No.")
    for _time in range(3):
        Subscription.objects.follow(ANN, post=make_post(), is_confirmed=True)
    page_of(reader)

    with django_assert_num_queries(6):
        page_of(reader)

    for _time in range(10):
        mine().remove(by=make_moderator(), reason="No.")
        Subscription.objects.follow(ANN, comment=mine(), is_confirmed=True)
    with django_assert_num_queries(6):
        page_of(reader)


# What I follow ---------------------------------------------------------------------------------


def test_what_is_followed_is_listed():
    comment = mine(post=make_post(title="On Taste"))
    Subscription.objects.follow(ANN, comment=comment, is_confirmed=True)
    Subscription.objects.follow(ANN, post=make_post(title="On Leads"), is_confirmed=True)
    Subscription.objects.follow(ANN, is_confirmed=True)

    following = page_of(proved(ANN)).split('id="following"')[1].split("</section>")[0]

    assert "On Taste" in following
    assert "On Leads" in following
    assert "Every new post of this site" in following
    assert "Follow every new post" not in following


def test_a_wish_without_its_link_used_is_followed_by_nobody():
    Subscription.objects.follow(ANN, post=make_post(title="On Leads"), is_confirmed=False)

    assert "On Leads" not in page_of(proved(ANN))


def test_stopping_ends_it():
    subscription = Subscription.objects.follow(ANN, post=make_post(), is_confirmed=True)

    response = send(proved(ANN), "/my-replies/unfollow/", subscription=subscription.pk)

    assert response.headers["Location"] == "/my-replies/#following"
    assert not Subscription.objects.exists()


def test_nobody_stops_what_others_follow():
    subscription = Subscription.objects.follow("bob@example.org", is_confirmed=True)

    send(proved(ANN), "/my-replies/unfollow/", subscription=subscription.pk)

    assert Subscription.objects.exists()


@pytest.mark.parametrize("wanted", ["", "x", "-1", "\0", "9" * 18, "9" * 40, "١"])
def test_what_is_not_followed_is_stopped_by_doing_nothing(wanted):
    Subscription.objects.follow(ANN, is_confirmed=True)

    response = send(proved(ANN), "/my-replies/unfollow/", subscription=wanted)

    assert response.status_code == 303
    assert Subscription.objects.exists()


def test_every_new_post_can_be_followed_from_here():
    reader = proved(ANN)
    assert "Follow every new post" in page_of(reader)

    send(reader, "/follow/", email=ANN, follows="site")

    assert Subscription.objects.of_site().get().email == ANN


# Browsers ---------------------------------------------------------------------------------------


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


# Who may ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*POSTS[1:], "/my-replies/export/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_proof_nothing_is_there_to_have(client, address, method):
    mine(body="My secret words.")
    Subscription.objects.follow(ANN, is_confirmed=True)

    response = getattr(client, method)(address, {"words": "remove"}, headers=SAME_ORIGIN)

    assert response.status_code in {303, 405}
    assert b"secret" not in response.content
    assert last_comment().body == "My secret words."
    assert Subscription.objects.exists()


def test_being_signed_in_is_no_proof():
    mine(body="My secret words.")

    assert "secret" not in page_of(browser(make_moderator(email=ANN)))


@pytest.mark.parametrize("address", POSTS)
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_another_site_can_press_nothing(address, headers):
    mine(body="My words.")
    subscription = Subscription.objects.follow(ANN, is_confirmed=True)
    form = {"words": "remove", "all": "1", "subscription": subscription.pk, "email": ANN}

    response = send(proved(ANN), address, headers=headers, **form)

    assert response.status_code == 403
    assert last_comment().body == "My words."
    assert Subscription.objects.exists()
    assert not Notification.objects.exists()


@pytest.mark.parametrize("client", [browser, lambda: proved(ANN)], ids=["anybody", "proved"])
@pytest.mark.parametrize("address", ["/my-replies/", "/my-replies/erase/", "/my-replies/export/"])
def test_its_pages_are_stored_by_nobody(client, address):
    page = client().get(address)

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_reply_posted_with_the_proof_is_there_at_once():
    reader = proved(ANN)

    post_reply(reader, make_post(), email=ANN, body="Fresh words.")

    assert "Typed without proof" not in entry(page_of(reader), last_comment())
    assert "Fresh words." in page_of(reader)
