"""An edit is judged as a new reply would be: it never un-holds, and borrows nobody's approval."""

import pytest

from comments.models import Decision, Notification
from tests.comments.afterwards import author_of, edit, report
from tests.comments.scene import (
    browser,
    discuss,
    just_said,
    last_comment,
    now,
    proved,
    rules,
    watch,
)
from tests.factories import make_comment, make_moderator, make_post, make_user, post_reply

pytestmark = pytest.mark.django_db


# What waits --------------------------------------------------------------------------------------


def test_what_was_held_for_its_words_waits_on_when_they_are_gone():
    watch("casino")
    discuss(holds_first_time=False)
    post_reply(browser(), make_post(), body="A casino.")
    comment = last_comment()
    assert rules(comment) == ["watched_terms"]

    edit(author_of(comment), comment, "A library.")

    assert (now(comment).status, rules(comment)) == ("pending", [])


def test_a_watched_term_in_the_new_text_is_found():
    watch("casino", effect="spam")
    comment = just_said()

    edit(author_of(comment), comment, "A casino.")

    assert now(comment).status == "spam"
    [decision] = Decision.objects.all()
    assert (decision.was, decision.became, decision.by, decision.via, decision.revision) == (
        "pending", "spam", None, "rule", 2
    )  # fmt: skip
    assert decision.reason == "Watched terms: “casino”"


def test_spam_stays_spam_whatever_it_is_made_into():
    comment = just_said("spam")

    edit(author_of(comment), comment, "A harmless text.")

    assert now(comment).status == "spam"
    assert now(comment).body == "A harmless text."


def test_what_was_filled_into_the_hidden_field_is_not_forgotten(client):
    post_reply(client, make_post(), subject="Buy!")
    comment = last_comment()

    edit(client, comment, "A harmless text.")

    assert set(rules(comment)) == {"honeypot", "first_time"}


def test_a_name_that_was_held_is_held_again(client):
    moderator = make_moderator(first_name="Mona", last_name="Keller")
    post_reply(client, make_post(), name="Mona Keller")
    comment = last_comment()

    edit(client, comment, f"I am {moderator.first_name}.")

    assert "lookalike_name" in rules(comment)


# What is public ----------------------------------------------------------------------------------


def test_what_a_moderator_approved_waits_for_one_again_when_it_says_something_else():
    discuss(holds_first_time=False)
    comment = just_said()
    comment.approve(by=make_moderator())

    edit(author_of(comment), comment, "Now for something else.")

    assert now(comment).status == "pending"
    assert rules(comment) == ["edited"]
    decision = Decision.objects.last()
    assert (decision.became, decision.by, decision.reason) == (
        "pending", None, "Edited after it was approved."
    )  # fmt: skip
    page = browser().get(f"/posts/{comment.post.slug}/").content.decode()
    assert "Now for something else." not in page


def test_and_each_time_anew():
    discuss(holds_first_time=False)
    comment, moderator = just_said(), make_moderator()
    for text in ("One.", "Two."):
        now(comment).approve(by=moderator)
        edit(author_of(comment), now(comment), text)

        assert now(comment).status == "pending"


def test_being_edited_while_it_waits_it_still_says_why():
    discuss(holds_first_time=False)
    comment = just_said()
    comment.approve(by=make_moderator())
    edit(author_of(comment), comment, "One.")

    edit(author_of(comment), now(comment), "Two.")

    assert rules(comment) == ["edited"]


def test_what_no_one_holds_stays_public():
    discuss(holds_first_time=False)
    post_reply(browser(), make_post())
    comment = last_comment()

    edit(author_of(comment), comment, "A typo less.")

    assert (now(comment).status, now(comment).body) == ("approved", "A typo less.")
    page = browser().get(f"/posts/{comment.post.slug}/").content.decode()
    assert "A typo less." in page


def test_a_known_authors_reply_that_no_person_decided_stays_public():
    client = proved("ann@example.org")
    make_comment(author_email="ann@example.org", author_name="Ann", is_confirmed=True)
    post_reply(client, make_post(), email="ann@example.org", name="Ann")
    comment = last_comment()
    assert comment.status == "approved"

    edit(client, comment, "A typo less.")

    assert now(comment).status == "approved"


def test_but_only_in_a_browser_that_proves_it():
    """A cookie of the post shows who wrote it, not that they are trusted."""
    client = proved("ann@example.org")
    make_comment(author_email="ann@example.org", author_name="Ann", is_confirmed=True)
    post_reply(client, make_post(), email="ann@example.org", name="Ann")
    comment = last_comment()

    edit(author_of(comment), comment, "Something else.")

    assert now(comment).status == "pending"
    assert set(rules(comment)) == {"borrowed_address", "lookalike_name", "first_time"}


@pytest.mark.parametrize(("effect", "became"), [("hold", "pending"), ("spam", "spam")])
def test_a_term_that_is_watched_takes_it_out_of_sight(effect, became):
    discuss(holds_first_time=False)
    watch("casino", effect=effect)
    post_reply(browser(), make_post())
    comment = last_comment()

    edit(author_of(comment), comment, "A casino.")

    assert now(comment).status == became
    assert not Notification.objects.exists()


@pytest.mark.parametrize("by", [None, "moderator"])
def test_spam_that_comes_with_an_edit_of_what_a_moderator_approved_is_spam(by):
    watch("casino", effect="spam")
    comment = just_said()
    comment.approve(by=make_moderator() if by else None)

    edit(author_of(comment), comment, "A casino.")

    assert now(comment).status == "spam"


def test_links_are_counted_again():
    discuss(holds_first_time=False, links_limit=1)
    post_reply(browser(), make_post())
    comment = last_comment()

    edit(author_of(comment), comment, "See https://a.example/")

    assert (now(comment).status, rules(comment)) == ("pending", ["links"])


def test_staff_edit_their_own_without_being_judged():
    moderator, post = make_moderator(), make_post()
    watch("casino", effect="spam")
    post_reply(browser(moderator), post)
    comment = last_comment()

    edit(browser(moderator), comment, "No casino here.")

    assert (now(comment).status, rules(comment)) == ("approved", [])


def test_who_is_staff_no_more_is_judged():
    account, post = make_user(is_staff=True), make_post()
    post_reply(browser(account), post)
    comment = last_comment()
    account.is_staff = False
    account.save()

    edit(browser(account), comment, "Something else.")

    assert now(comment).status == "pending"


def test_a_pick_is_of_a_text():
    discuss(holds_first_time=False)
    comment = just_said("approved")
    comment.pick()

    edit(author_of(comment), comment, comment.body, is_answer="on")
    assert now(comment).is_picked

    edit(author_of(comment), now(comment), "Something else.")
    assert not now(comment).is_picked


# What was reported -------------------------------------------------------------------------------


def test_an_edit_shakes_no_report_off():
    discuss(holds_first_time=False)
    comment = just_said("approved", body="Nice words.")
    report(browser(), comment)

    edit(author_of(comment), comment, "Nice words, and a dot.")

    assert now(comment).status == "pending"
    assert rules(comment) == ["reports"]


def test_what_a_moderator_let_stand_is_edited_as_if_nobody_had_reported_it():
    discuss(holds_first_time=False)
    comment = just_said("approved", body="Nice words.")
    report(browser(), comment)
    comment.keep(by=make_moderator())

    edit(author_of(comment), comment, "Nice words, and a dot.")

    assert rules(comment) != ["reports"]
