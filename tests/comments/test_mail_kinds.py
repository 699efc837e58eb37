"""What each kind of mail says, as it arrives at a real server: in text and in HTML."""

import re

import pytest

from comments.models import Notification
from comments.tokens import read_link, read_unsubscribe
from tests.comments.mailroom import delivered, follow, mail_server, owe, owe_reply
from tests.comments.reading import Elements
from tests.comments.scene import discuss
from tests.factories import make_comment, make_moderator, make_post
from tests.mail_server import html_of, text_of

pytestmark = pytest.mark.django_db


def arrived():
    with mail_server() as server:
        (message,) = delivered(server)
    return message


def links_in(message):
    return {attributes["href"] for attributes in Elements(html_of(message)).named("a")}


def test_a_reply_to_me_says_who_where_and_what_and_leads_there():
    owed = owe_reply(author_name="Ann Lee", body="Because of *this*.")
    post, reply = owed.comment.post, owed.comment

    message = arrived()
    text, markup = text_of(message), html_of(message)

    assert message.rcpt == "rita@example.org"
    assert message["Subject"] == f"Re: {post.title}"
    assert f"Ann Lee replied to your comment on “{post.title}”:\n\n> Because of this." in text
    assert "<bdi>Ann Lee</bdi> replied to your comment on" in markup
    assert "Because of <em>this</em>." in markup
    assert f"http://testserver/comments/{reply.pk}/\n" in text
    assert links_in(message) == {
        "http://testserver/",
        "http://testserver/my-replies/",
        f"http://testserver{post.get_absolute_url()}",
        f"http://testserver/comments/{reply.pk}/",
        message["List-Unsubscribe"].strip("<>"),
    }


def test_a_reply_where_i_follow_names_the_post():
    reply = make_comment(author_name="", body="So be it.")
    subscription = follow("paul@example.org", post=reply.post)
    owe("new_reply", "paul@example.org", comment=reply, subscription=subscription)

    message = arrived()

    assert f"Anonymous replied on “{reply.post.title}”:\n\n> So be it." in text_of(message)
    assert "you follow the replies to this post on Mentoring Notes" in text_of(message)


def test_an_approval_says_thank_you_and_where_it_stands():
    comment = make_comment(author_email="rita@example.org", body="My thought.")
    subscription = follow("rita@example.org", comment=comment)
    owe("approved", comment=comment, subscription=subscription)

    message = arrived()

    assert message["Subject"] == f"Your reply is published: {comment.post.title}"
    assert "Thank you" in text_of(message)
    assert "> My thought." in text_of(message)
    assert f"http://testserver/comments/{comment.pk}/" in links_in(message)


def refuse(comment, **decision):
    follow("rita@example.org", comment=comment)
    Notification.objects.all().delete()  # of what was decided before
    assert comment.remove(by=make_moderator(), **decision)


def test_a_refusal_carries_the_moderators_reason_and_the_readers_words():
    comment = make_comment(status="pending", author_email="rita@example.org", body="My words.")
    refuse(comment, reason="Stay with the talk,\nplease: <b>no</b> names.")

    message = arrived()

    assert message["Subject"] == f"Your reply was not published: {comment.post.title}"
    assert "The moderator wrote:\nStay with the talk,\nplease: <b>no</b> names." in text_of(message)
    assert "Stay with the talk,<br>please: &lt;b&gt;no&lt;/b&gt; names." in html_of(message)
    assert "> My words." in text_of(message)
    assert "welcome to say it in another way" in text_of(message)


def test_of_two_refusals_the_newest_reason_counts_and_a_rules_never():
    comment = make_comment(status="pending", author_email="rita@example.org")
    moderator = make_moderator()
    comment.remove(by=moderator, reason="First.")
    comment.restore(by=moderator)
    refuse(comment, reason="Second.")

    text = text_of(arrived())

    assert "Second." in text
    assert "First." not in text


def test_taking_down_what_was_public_says_so():
    comment = make_comment(author_email="rita@example.org")
    refuse(comment)

    message = arrived()

    assert message["Subject"] == f"Your reply was taken down: {comment.post.title}"
    assert "A moderator has taken down your reply" in text_of(message)
    assert "The moderator gave no reason." in text_of(message)
    assert "The moderator gave no reason." in html_of(message)


def test_nobody_is_invited_to_a_post_that_is_closed():
    comment = make_comment(
        post=make_post(accepts_comments=False), status="pending", author_email="rita@example.org"
    )
    refuse(comment)

    message = arrived()

    assert "welcome" not in text_of(message)
    assert "welcome" not in html_of(message)


def test_a_new_post_has_its_standfirst_and_its_question():
    post = make_post(title="Less", standfirst="It is > more.", question="And then? What of it?")
    owe("new_post", post=post, subscription=follow("rita@example.org"))

    message = arrived()

    assert message["Subject"] == "Less"
    assert "It is > more." in text_of(message)
    assert "It is &gt; more." in html_of(message)
    assert "The mentoring question:\nAnd then? What of it?" in text_of(message)
    assert f"http://testserver{post.get_absolute_url()}" in links_in(message)


def test_a_post_without_a_question_asks_none():
    post = make_post(question="")
    owe("new_post", post=post, subscription=follow("rita@example.org"))

    message = arrived()

    assert "question" not in text_of(message) + html_of(message)


def link_of(message, what):
    (link,) = re.findall(r"http://testserver/confirm/(\S+)/", text_of(message))
    assert f"http://testserver/confirm/{link}/" in links_in(message), what
    return link


def test_a_link_to_confirm_shows_which_reply_and_works_for_three_days():
    comment = make_comment(status="pending", author_name="Rita", body="One thought. " * 50)
    owed = owe("confirm", comment=comment)

    message = arrived()
    text = text_of(message)

    assert read_link(link_of(message, "confirm")) == owed.pk
    assert "Somebody, most likely you, gave the address rita@example.org" in text
    assert f"with this reply on “{comment.post.title}”, signed Rita:\n\n> One thought." in text
    assert text.count("One thought.") < 20
    assert "If it wasn’t you, do nothing" in text
    assert "for 3 days, and once" in text
    assert "is confirmed as yours." in text
    assert message["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("comment", "from then on you are mailed about your reply"),
        ("post", "you follow the replies to “Less is more”"),
        (None, "every new post is mailed to you"),
    ],
)
def test_a_link_to_confirm_says_what_begins_with_it(what, said):
    post = make_post(title="Less is more")
    things = {"comment": make_comment(post=post), "post": post}
    owe(
        "confirm", subscription=follow("rita@example.org", **({what: things[what]} if what else {}))
    )

    message = arrived()

    assert said in text_of(message)
    assert said in html_of(message)


def test_a_link_to_my_replies_says_what_it_is_for():
    make_comment(author_email="rita@example.org")
    owed = owe("my_replies")

    message = arrived()

    assert message["Subject"] == "Your replies on Mentoring Notes"
    assert read_link(link_of(message, "my_replies")) == owed.pk
    assert "If it wasn’t you, do nothing" in text_of(message)


def test_what_ends_it_is_in_the_text_in_the_markup_and_in_the_header():
    owed = owe_reply()

    message = arrived()
    address = message["List-Unsubscribe"].strip("<>")

    assert read_unsubscribe(address.split("/")[-2]) == owed.subscription_id
    assert f"To stop these mails: {address}" in text_of(message)
    assert address in links_in(message)


def test_text_is_not_escaped_and_markup_is():
    discuss()
    owe_reply(post=None, author_name="A & B", body="1 < 2 & 3 > 2, says O'Neil")

    message = arrived()

    assert "A & B replied" in text_of(message)
    assert "> 1 < 2 & 3 > 2, says O'Neil" in text_of(message)
    assert "<bdi>A &amp; B</bdi>" in html_of(message)
    assert "1 &lt; 2 &amp; 3 &gt; 2" in html_of(message)
