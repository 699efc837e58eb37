"""One mailed link confirms an address, and with it the reply or the wish that it was asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from comments.readers import confirming
from comments.tokens import PROOF_COOKIE
from tests.comments.mailed_links import address_of, links_to, press, proved
from tests.comments.scene import browser, discuss, last_comment, watch
from tests.factories import make_comment, make_moderator, make_post, make_staff, post_reply

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"


def asked(client=None, post=None, **form):
    """(the reply, its link) after Ann replied and ticked `confirm`, or what `form` says."""
    ticked = form or {"confirm": "on"}
    post_reply(client or browser(), post or make_post(), name="Ann", email=ANN, **ticked)
    return last_comment(), links_to(ANN)[-1]


def known_before():
    make_comment(author_name="Ann", author_email=ANN)


# Asking --------------------------------------------------------------------------------------


def test_nothing_is_mailed_unasked(client):
    response = post_reply(client, make_post(), email=ANN)

    assert links_to(ANN) == []
    assert "mailed" not in response.headers["Location"]


@pytest.mark.parametrize("box", ["confirm", "notify"])
def test_either_box_mails_one_link(client, box):
    response = post_reply(client, make_post(), email="Ann@Example.org", **{box: "on"})

    [link] = links_to(ANN)
    assert link.kind == "confirm"
    assert link.comment == last_comment()
    assert "mailed=1" in response.headers["Location"]


def test_both_boxes_mail_one_link(client):
    post_reply(client, make_post(), email=ANN, notify="on", confirm="on")

    assert len(links_to(ANN)) == 1


def test_to_be_mailed_about_replies_is_a_wish_until_the_link_is_used():
    comment, link = asked(notify="on")

    assert link.subscription == Subscription.objects.get(comment=comment)
    assert link.subscription.confirmed_at is None


def test_the_same_form_sent_again_mails_nothing_more(client):
    post = make_post()
    form = {"email": ANN, "body": "Once.", "notify": "on", "ip": "192.0.2.1"}

    first = post_reply(client, post, **form)
    second = post_reply(client, post, **form)

    assert second.headers["Location"] == first.headers["Location"]
    assert len(links_to(ANN)) == 1


def test_a_refused_reply_mails_nothing(client):
    post = make_post(accepts_comments=False)

    post_reply(client, post, email=ANN, notify="on", confirm="on")

    assert links_to(ANN) == []
    assert not Subscription.objects.exists()


def test_with_the_proof_of_the_address_no_link_is_needed():
    post = make_post()

    response = post_reply(proved(ANN), post, email="ANN@example.org", notify="on", confirm="on")

    assert links_to(ANN) == []
    assert Subscription.objects.get(comment=last_comment()).confirmed_at
    assert last_comment().is_confirmed
    assert "mailed" not in response.headers["Location"]


def test_the_proof_of_another_address_confirms_nothing():
    post_reply(proved("bob@example.org"), make_post(), email=ANN, notify="on")

    assert len(links_to(ANN)) == 1
    assert Subscription.objects.get().confirmed_at is None
    assert not last_comment().is_confirmed


def test_the_address_of_staff_counts_as_confirmed():
    moderator = make_moderator(email="mona@example.org")
    comment = make_comment(author_email=moderator.email, user=moderator)

    confirming.answer_wishes(comment, {"notify": True})

    assert Subscription.objects.get(comment=comment).confirmed_at
    assert links_to(moderator.email) == []


def test_what_is_owed_goes_with_the_reply_that_it_is_for(client, monkeypatch):
    def crash(*_args, **_kwargs):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr(Notification.objects.__class__, "owe", crash)

    response = post_reply(client, make_post(), email=ANN, notify="on")

    assert response.status_code == 500
    assert not Comment.objects.exists()
    assert not Subscription.objects.exists()


# The page -------------------------------------------------------------------------------------


def test_the_page_shows_what_is_confirmed():
    comment, link = asked(notify="on", body="My *own* words.")

    page = browser().get(address_of(link)).content.decode()

    assert ANN in page
    assert "My <em>own</em> words." in page
    assert comment.post.title in page
    assert "Every reply to yours" in page


def test_looking_changes_nothing():
    comment, link = asked(notify="on")

    for method in ("get", "head"):
        response = getattr(browser(), method)(address_of(link))
        assert response.status_code == 200
        assert PROOF_COOKIE not in response.cookies

    link.refresh_from_db()
    comment.refresh_from_db()
    assert link.used_at is None
    assert not comment.is_confirmed
    assert not ConfirmedAddress.objects.exists()
    assert link.subscription.confirmed_at is None


def test_the_page_is_stored_by_nobody_and_names_itself_to_nobody():
    _comment, link = asked()

    page = browser().get(address_of(link))

    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "same-origin"


# The button -----------------------------------------------------------------------------------


def test_the_button_confirms_the_address_and_the_reply():
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.is_confirmed
    assert ConfirmedAddress.objects.get().email == ANN
    assert ConfirmedAddress.objects.get().name == "Ann"
    assert response.status_code == 303
    assert response.headers["Cache-Control"] == "private, no-store"
    cookie = response.cookies[PROOF_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"


def test_it_begins_what_was_wished():
    _comment, link = asked(notify="on")

    press(browser(), link)

    link.subscription.refresh_from_db()
    assert link.subscription.confirmed_at


def test_a_first_reply_still_waits_and_leads_to_my_replies():
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert response.headers["Location"] == f"/my-replies/#comment-{comment.pk}"


def test_who_is_known_has_waited_for_that_alone_and_is_published():
    known_before()
    comment, link = asked()

    response = press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "approved"
    assert comment.findings == []
    decision = comment.decisions.last()
    assert (decision.via, decision.by) == ("rule", None)
    assert response.headers["Location"] == comment.get_absolute_url()


def test_it_is_counted_at_once():
    known_before()
    comment, link = asked()

    press(browser(), link)

    page = browser().get(comment.post.get_absolute_url()).content.decode()
    assert comment.body in page
    assert "1 reply" in page


def test_what_else_holds_it_holds_on():
    known_before()
    watch("plumage")
    comment, link = asked(confirm="on", body="Nice plumage.")

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert comment.is_confirmed
    assert "watched_terms" in {finding["rule"] for finding in comment.findings}


def test_what_holds_it_by_now_is_found():
    known_before()
    comment, link = asked(confirm="on", body="Nice plumage.")
    watch("plumage")

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["watched_terms"]


def test_what_a_moderator_sent_back_to_the_queue_stays_there():
    known_before()
    comment, link = asked()
    comment.approve(by=make_moderator())
    comment.restore(by=make_moderator())

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"


@pytest.mark.parametrize("verb", ["mark_as_spam", "remove"])
def test_a_link_rescues_nothing_from_a_moderator(verb):
    known_before()
    comment, link = asked()
    getattr(comment, verb)(by=make_moderator())
    was = comment.status

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == was


def test_where_everything_is_held_it_is_held():
    known_before()
    discuss(moderates_all=True)
    comment, link = asked()

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"


def test_what_is_typed_in_a_second_browser_is_theirs_once_the_link_is_used():
    known_before()
    proved(ANN)
    ConfirmedAddress.objects.get().sign_as("Ann")
    comment, link = asked()
    rules = {finding["rule"] for finding in comment.findings}

    press(browser(), link)

    comment.refresh_from_db()
    assert rules == {"first_time", "borrowed_address", "lookalike_name"}
    assert comment.status == "approved"
    assert comment.findings == []


def test_a_name_like_a_writers_is_held_whosever_the_address_is():
    known_before()
    post = make_post()
    post_reply(browser(), post, name=post.author.display_name, email=ANN, confirm="on")
    comment, [link] = last_comment(), links_to(ANN)

    press(browser(), link)

    comment.refresh_from_db()
    assert comment.status == "pending"
    assert [finding["rule"] for finding in comment.findings] == ["lookalike_name"]


def test_only_the_reply_it_was_asked_for_is_confirmed():
    other = make_comment(author_email=ANN, status="pending")
    _comment, link = asked()

    press(browser(), link)

    other.refresh_from_db()
    assert not other.is_confirmed


def test_a_reply_that_was_changed_after_the_page_was_opened_is_shown_again():
    comment, link = asked()
    reader = browser()
    reader.get(address_of(link))
    Comment.objects.filter(pk=comment.pk).update(
        revision=2, body="Other words.", body_html="<p>Other words.</p>"
    )

    response = press(reader, link, revision="1")

    assert response.status_code == 409
    assert "Other words." in response.content.decode()
    assert PROOF_COOKIE not in response.cookies
    link.refresh_from_db()
    assert link.used_at is None
    assert press(reader, link).status_code == 303


@pytest.mark.parametrize("revision", ["", "x", "\0", "١", "1" * 5000])
def test_a_button_of_our_own_knows_the_revision(revision):
    comment, link = asked()

    response = press(browser(), link, revision=revision)

    assert response.status_code == 409
    comment.refresh_from_db()
    assert not comment.is_confirmed


def test_redeeming_what_changed_meanwhile_confirms_nothing():
    comment, link = asked()
    loaded = confirming.link_of(address_of(link).split("/")[2])
    Comment.objects.filter(pk=comment.pk).update(revision=2)

    with pytest.raises(confirming.TextChanged):
        confirming.redeem(loaded)

    link.refresh_from_db()
    assert link.used_at is None
    assert not ConfirmedAddress.objects.exists()


def test_of_two_who_redeem_it_one_does():
    _comment, link = asked()
    loaded = confirming.link_of(address_of(link).split("/")[2])

    assert confirming.redeem(loaded) is not None
    assert confirming.redeem(loaded) is None


def test_a_reply_that_was_withdrawn_leaves_the_address_to_confirm():
    comment, link = asked(notify="on")
    comment.withdraw()

    response = press(browser(), link)

    assert response.headers["Location"] == "/my-replies/"
    assert ConfirmedAddress.objects.get().email == ANN


# Limits ---------------------------------------------------------------------------------------


def asked_by(network, email=ANN):
    before = Notification.objects.count()
    confirming.ask(email, network=network)
    return Notification.objects.count() > before


def test_one_address_gets_five_links_a_day():
    networks = [f"192.0.2.{number}" for number in range(6)]

    assert [asked_by(network) for network in networks] == [True] * 5 + [False]


def test_links_to_my_replies_are_counted_with_them():
    for number in range(5):
        confirming.ask_for_my_replies("ANN@example.org", network=f"192.0.2.{number}")

    assert not asked_by("192.0.2.9")


def test_one_network_gets_twenty_links_a_day():
    emails = [f"reader{number}@example.org" for number in range(21)]

    assert [asked_by("192.0.2.1", email) for email in emails] == [True] * 20 + [False]
    assert asked_by("192.0.2.2", emails[-1])
    assert 0 < confirming.wait_of("192.0.2.1") <= 24 * 3600


def test_no_network_counts_as_one_of_its_own():
    emails = [f"reader{number}@example.org" for number in range(21)]

    assert [asked_by("", email) for email in emails] == [True] * 20 + [False]


def test_after_a_day_they_count_no_more():
    for number in range(5):
        asked_by(f"192.0.2.{number}")

    Notification.objects.update(created_at=timezone.now() - timedelta(days=1))

    assert asked_by("192.0.2.1")


def test_the_wait_ends_when_the_oldest_counts_no_more():
    for number in range(20):
        asked_by("192.0.2.1", f"reader{number}@example.org")
    Notification.objects.filter(email="reader0@example.org").update(
        created_at=timezone.now() - timedelta(hours=23)
    )

    assert 3590 <= confirming.wait_of("192.0.2.1") <= 3600


def test_withdrawing_the_reply_does_not_begin_the_count_anew():
    discuss(flood_seconds=0)
    for _time in range(6):
        post_reply(browser(), make_post(), email=ANN, notify="on")
        last_comment().withdraw()

    assert len(links_to(ANN)) == 5


def test_nor_does_ending_what_was_followed():
    for _time in range(6):
        subscription = Subscription.objects.follow(ANN, is_confirmed=False)
        confirming.ask(ANN, network="192.0.2.1", subscription=subscription)
        subscription.stop()

    assert len(links_to(ANN)) == 5


def test_beyond_the_limits_the_reply_is_taken_and_the_answer_is_the_same(client):
    for number in range(5):
        asked_by(f"192.0.2.{number}")

    response = post_reply(client, make_post(), email=ANN, confirm="on")

    assert response.status_code == 303
    assert "mailed=1" in response.headers["Location"]
    assert len(links_to(ANN)) == 5


def test_staff_without_an_address_are_followed_nowhere():
    comment = make_comment(author_email="", user=make_staff(email=""))

    confirming.answer_wishes(comment, {"notify": True, "confirm": True})

    assert not Subscription.objects.exists()
    assert not Notification.objects.exists()
