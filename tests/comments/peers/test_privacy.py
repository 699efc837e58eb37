"""What is kept of a reader, what they take along, and what is left when they go."""

import json

import pytest

from comments.models import Comment, ConfirmedAddress, Notification, Subscription
from tests.comments.desk import page_of as desk_page_of
from tests.comments.mailroom import follow
from tests.comments.peers.ledger import carries
from tests.comments.peers.people import page_of, press
from tests.comments.reading import Elements
from tests.comments.scene import browser, now, proved
from tests.factories import make_comment, make_moderator, make_user

pytestmark = pytest.mark.django_db

ANN = "personal@local.example"
ADDRESSES = {
    "privacy.ip-001": "12.34.56.78",
    "privacy.ip-002": "1234:5678:90ab:cdef:fedc:ba09:8765:4321",
    "privacy.ip-003": "::ffff:127.0.0.1",
}


def comment_of_ann(**fields):
    return make_comment(
        **{
            "author_name": "Comment Author",
            "author_email": ANN,
            "author_url": "https://local.example/",
            "ip_address": "192.168.0.1",
            "user_agent": "COMMENT_AGENT",
            "body": "Comment content.",
            **fields,
        }
    )


@carries(ADDRESSES)
@pytest.mark.parametrize("fact", ADDRESSES)
def test_an_address_is_shown_to_nobody_and_forgotten_whole(fact):
    comment = comment_of_ann(ip_address=ADDRESSES[fact], network=ADDRESSES[fact])
    assert ADDRESSES[fact] not in page_of(comment.post)

    press(proved(ANN), "/my-replies/erase/", words="keep")

    assert (now(comment).ip_address, now(comment).network) == (None, "")


@carries("gdpr.erase-001")
@pytest.mark.parametrize("words", ["keep", "remove"])
def test_erased_a_reader_leaves_their_words_or_not_even_those(words):
    root = comment_of_ann(user=make_user())
    reply = make_comment(parent=root, body="An answer.")
    follow(ANN, comment=root)
    submitted_at = root.submitted_at

    answer = press(proved(ANN), "/my-replies/erase/", words=words)

    assert answer.status_code == 200
    left = now(root)
    assert (left.author_name, left.author_email, left.author_url) == ("", "", "")
    assert (left.ip_address, left.network, left.user_agent, left.user) == (None, "", "", None)
    assert left.submitted_at == submitted_at
    assert left.body == ("Comment content." if words == "keep" else "")
    page = page_of(root.post)
    assert ("Comment content." in page) is (words == "keep")
    assert ("Anonymous" in page) is (words == "keep")
    assert "An answer." in page
    assert "Comment Author" not in page
    assert now(reply).parent == root
    assert not ConfirmedAddress.objects.exists()
    assert not Subscription.objects.exists()
    assert not Notification.objects.exists()


@carries("gdpr.erase-002")
def test_where_nothing_is_stored_nothing_is_erased_and_that_is_all_right():
    other = comment_of_ann()

    answer = press(proved("nocomments@found.example"), "/my-replies/erase/", words="remove")

    assert answer.status_code == 200
    assert now(other).author_name == "Comment Author"
    assert not ConfirmedAddress.objects.exists()


@carries("gdpr.erase-003")
def test_only_who_reads_mail_there_erases_and_never_by_looking():
    comment = comment_of_ann()
    reader = proved(ANN)

    looked = [reader.get("/my-replies/erase/?words=remove"), reader.head("/my-replies/erase/")]
    strangers = [
        press(browser(), "/my-replies/erase/", words="remove"),
        press(proved("other@local.example"), "/my-replies/erase/", words="remove"),
        browser().post("/my-replies/erase/", {"words": "remove"}),
    ]

    assert [answer.status_code for answer in looked] == [200, 200]
    assert [answer.status_code for answer in strangers] == [303, 200, 403]
    assert now(comment).author_name == "Comment Author"
    assert press(reader, "/my-replies/erase/").status_code == 422
    assert press(reader, "/my-replies/erase/", words="remove").status_code == 200
    assert reader.get("/my-replies/export/").status_code == 303  # its proof is worth nothing now


@carries("gdpr.erase-004")
def test_a_hostile_name_does_nothing_on_the_pages_about_it(desk):
    hostile = "<svg onload=alert(1)>"
    comment = comment_of_ann(author_name=hostile, body=hostile, user_agent=hostile)
    reader = proved(ANN)
    ConfirmedAddress.objects.update(name=hostile)

    pages = [
        reader.get("/my-replies/"), reader.get("/my-replies/erase/"),
        desk.get(desk_page_of(comment)), desk.get("/admin/comments/comment/?status=all"),
    ]  # fmt: skip

    for page in pages:
        assert page.status_code == 200
        found = Elements(page.content.decode())
        assert not [a for _tag, attributes in found.all for a in attributes if a == "onload"]
        assert b"<svg onload" not in page.content


@carries("gdpr.export-001", "gdpr.export-002")
def test_a_reader_takes_everything_along_as_json_where_a_formula_is_text():
    formula = '=HYPERLINK("http://x")'
    public = comment_of_ann(author_name=formula, is_confirmed=True)
    waiting = comment_of_ann(status="pending", post=public.post)
    public_again = comment_of_ann(post=public.post, author_email=ANN.upper())
    other = make_comment(post=public.post, body="Somebody else’s.")
    follow(ANN, comment=public)
    waiting.remove(by=make_moderator(), reason="Off topic.")

    answer = proved(ANN).get("/my-replies/export/")

    told = json.loads(answer.content)
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]
    assert told["address"] == ANN
    assert {c["id"] for c in told["comments"]} == {public.pk, waiting.pk, public_again.pk}
    assert other.body not in answer.content.decode()
    (first,) = [c for c in told["comments"] if c["id"] == public.pk]
    assert (first["name"], first["text"]) == (formula, "Comment content.")
    assert (first["network_address"], first["browser"]) == ("192.168.0.1", "COMMENT_AGENT")
    (refused,) = [c for c in told["comments"] if c["id"] == waiting.pk]
    assert refused["reason"] == "Off topic."
    assert len(told["follows"]) == 1
    assert browser().get("/my-replies/export/").status_code == 303
    assert Comment.objects.count() == 4
