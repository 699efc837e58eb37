"""My replies: everything under one's own address, and what can still be done about it."""

import re

import pytest

from comments.models import Subscription
from tests.comments.my_replies import ANN, entry, mine, page_of
from tests.comments.scene import discuss, last_comment, long_ago, proved
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


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


def test_a_reply_posted_with_the_proof_is_there_at_once():
    reader = proved(ANN)

    post_reply(reader, make_post(), email=ANN, body="Fresh words.")

    assert "Typed without proof" not in entry(page_of(reader), last_comment())
    assert "Fresh words." in page_of(reader)
