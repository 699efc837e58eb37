"""Export: everything that is stored about one address, as JSON, and nothing about anybody else."""

import json

import pytest
from django.utils import timezone

from comments.models import Notification, Subscription
from tests.comments.scene import long_ago, proved
from tests.factories import SAME_ORIGIN, make_comment, make_moderator, make_post

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"


def mine(**fields):
    return make_comment(**{"author_email": ANN, "author_name": "Ann", **fields})


def exported(client=None):
    return json.loads((client or proved(ANN)).get("/my-replies/export/").content)


def test_it_is_a_file_to_keep():
    response = proved(ANN).get("/my-replies/export/")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-replies.json"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_it_holds_all_that_is_stored_with_a_comment():
    comment = mine(
        author_email="Ann@Example.org",
        author_url="https://ann.example/",
        body="My *words*.",
        post=make_post(title="On Taste", slug="taste"),
        ip_address="192.0.2.44",
        user_agent="Netscape 4",
        is_answer=True,
        is_confirmed=True,
        edited_at=timezone.now(),
    )

    [said] = exported()["comments"]

    assert said == {
        "id": comment.pk,
        "post": {"title": "On Taste", "address": "http://testserver/posts/taste/"},
        "address": f"http://testserver/comments/{comment.pk}/",
        "text": "My *words*.",
        "earlier_texts": [],
        "status": "Published",
        "reason": "",
        "submitted_at": comment.submitted_at.isoformat(),
        "edited_at": comment.edited_at.isoformat(),
        "name": "Ann",
        "email": "Ann@Example.org",
        "website": "https://ann.example/",
        "network_address": "192.0.2.44",
        "browser": "Netscape 4",
        "is_answer": True,
        "is_confirmed": True,
    }


def test_what_it_said_before_is_in_it_and_who_changed_it_by_role():
    comment = mine(body="First.")
    comment.keep_earlier_text(by=None, at=timezone.now())
    comment.revision = 2
    comment.body = "Second."
    comment.keep_earlier_text(by=make_moderator(username="mona"), at=timezone.now())

    [said] = exported()["comments"]

    assert [(one["text"], one["changed_by"]) for one in said["earlier_texts"]] == [
        ("First.", "its author"),
        ("Second.", "a moderator"),
    ]


def test_what_moderators_noted_among_themselves_is_not_in_it():
    mine().notes.create(by=make_moderator(), text="A private opinion.")

    assert "A private opinion." not in json.dumps(exported())


def test_the_newest_stands_first():
    older, newer = long_ago(mine(), days=3), mine()

    assert [said["id"] for said in exported()["comments"]] == [newer.pk, older.pk]


def test_status_and_reason_are_in_the_readers_words():
    comment = mine(status="pending")
    mine(status="spam")
    comment.remove(by=make_moderator(), reason="Names a third person.")

    told = {(said["status"], said["reason"]) for said in exported()["comments"]}

    assert told == {("Not published", "Names a third person."), ("Awaiting moderation", "")}


def test_a_post_that_is_not_public_is_not_named():
    mine(post=make_post(title="Withdrawn thoughts")).post.withdraw()

    [said] = exported()["comments"]

    assert "Withdrawn" not in json.dumps(said)
    assert said["post"]["address"] is None
    assert said["address"] is None


def test_what_is_followed_and_what_was_only_wished_is_in_it():
    comment, post = mine(), make_post(title="On Leads", slug="leads")
    Subscription.objects.follow(ANN, comment=comment, is_confirmed=True)
    Subscription.objects.follow(ANN, post=post, is_confirmed=False)
    Subscription.objects.follow(ANN, is_confirmed=True)

    follows = exported()["follows"]

    assert [one["what"] for one in follows] == [
        "replies to a comment",
        "every reply on a post",
        "every new post",
    ]
    assert follows[0]["comment"] == comment.pk
    assert follows[1]["post"]["address"] == "http://testserver/posts/leads/"
    assert follows[1]["confirmed_at"] is None
    assert follows[2]["post"] is None


def test_the_mails_that_were_sent_are_in_it_and_those_owed_are_not():
    sent = Notification.objects.owe("reply", ANN, comment=mine())
    Notification.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    Notification.objects.owe("approved", ANN, comment=mine())

    mails = exported()["mails"]

    assert [mail["kind"] for mail in mails] == ["a reply to their comment"]
    assert mails[0]["sent_at"]


def test_nothing_about_others_is_in_it():
    theirs = make_comment(author_name="Bob", author_email="bob@example.org", body="Bob’s words.")
    reply = mine(parent=theirs)
    make_comment(parent=reply, author_name="Cid", author_email="cid@example.org", body="Cid’s.")
    reply.remove(by=make_moderator(username="mona", first_name="Mona"), reason="No.")
    Subscription.objects.follow("bob@example.org", post=theirs.post, is_confirmed=True)

    text = json.dumps(exported())

    for private in ("Bob", "bob@", "Cid", "cid@", "mona", "Mona"):
        assert private not in text


def test_who_only_typed_the_address_keeps_where_they_wrote_from_to_themselves():
    comment = mine(
        author_name="Bob Stranger", ip_address="198.51.100.99", user_agent="Mozilla/5.0 A",
        author_url="https://bob.example/",
    )  # fmt: skip

    [said] = exported()["comments"]

    assert said["id"] == comment.pk
    assert {"network_address", "browser", "website"}.isdisjoint(said)
    for private in ("198.51.100.99", "Mozilla", "bob.example"):
        assert private not in json.dumps(said)


def test_what_was_written_from_an_account_with_the_address_is_all_there():
    mine(user=make_moderator(), ip_address="192.0.2.44")

    [said] = exported()["comments"]

    assert said["network_address"] == "192.0.2.44"


def test_any_text_survives(client):
    words = 'Ünïcode 日本 🙂 "quoted" </script> =HYPERLINK("http://x")\nsecond line'
    mine(body=words, author_name='=HYPERLINK("http://x")')

    response = proved(ANN).get("/my-replies/export/")

    assert json.loads(response.content)["comments"][0]["text"] == words
    assert "日本" in response.content.decode()


def test_without_proof_there_is_no_file(client):
    mine()

    response = client.get("/my-replies/export/")

    assert response.status_code == 303
    assert response.headers["Location"] == "/my-replies/"
    assert response.content == b""


def test_it_is_only_read():
    assert proved(ANN).post("/my-replies/export/", headers=SAME_ORIGIN).status_code == 405


def test_its_queries_do_not_grow(django_assert_num_queries):
    reader = proved(ANN)
    for _time in range(12):
        comment = mine()
        comment.remove(by=make_moderator(), reason="No.")
        Subscription.objects.follow(ANN, comment=comment, is_confirmed=True)

    with django_assert_num_queries(6):
        exported(reader)
