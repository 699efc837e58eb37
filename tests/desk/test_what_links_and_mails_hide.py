"""Whose address a term watches is for the desk: no mail says it, and no page without a login."""

import pytest
from django.utils import timezone

from comments.mail.veiled import findings_of, reason_of
from comments.models import Comment, WatchedTerm
from tests.comments.reading import Elements
from tests.comments.scene import browser
from tests.desk.waiting import later, link_for, links_in, quiet_post, sweep, wishing
from tests.factories import make_comment, make_moderator, post_reply
from tests.mail_server import html_of, text_of

pytestmark = pytest.mark.django_db

EMAIL, ADDRESS, NETWORK = "zed@zed.example", "198.51.100.7", "198.51.100.0/24"
SECRETS = (EMAIL, ADDRESS, NETWORK, "198.51.100")


@pytest.fixture
def _watched():
    for match, pattern in (("address", EMAIL), ("network", NETWORK), ("word", "pills")):
        WatchedTerm.objects.create(match=match, pattern=pattern, effect="hold")


def write(client, body="Cheap pills for all."):
    post_reply(client, quiet_post(), ip=ADDRESS, name="Zed", email=EMAIL, body=body)
    later(minutes=1)
    return Comment.objects.get()


def assert_hides(text):
    text = text.replace("\u2060", "")
    assert [secret for secret in SECRETS if secret in text] == []
    for said in ("a watched address", "a watched network", "“pills”"):
        assert said in text


@pytest.mark.usefixtures("_watched")
@pytest.mark.parametrize("mail", ["immediately", "hourly"])
def test_neither_the_mail_nor_its_page_names_the_address_or_the_network(client, mail):
    wishing(mail=mail)
    reply = write(client)
    assert NETWORK in str(reply.findings)

    (message,) = sweep()
    page = browser().get(links_in(message)[0])

    assert_hides(text_of(message))
    assert_hides(Elements(html_of(message)).text)
    assert_hides(page.text)
    assert "<mark>pills</mark>" in page.text


def test_nor_does_what_was_decided_since():
    moderator, reply = make_moderator(), make_comment(status="approved", author_email=EMAIL)
    link = link_for(moderator, reply)
    reason = f"Watched terms: “{NETWORK}”, “{EMAIL}”, “pills”"
    made = {"was": "approved", "became": "spam", "via": "rule", "revision": reply.revision}
    reply.decisions.create(**made, rule="watched_terms", reason=reason, at=timezone.now())
    Comment.objects.update(status="spam")

    page = browser().get(link)

    assert "pills" in page.text
    assert_hides(page.text)


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("“a@b.example”", "a watched address"),
        ("“@b.example”", "a watched address"),
        ("“192.0.2.7”", "a watched network"),
        ("“2001:db8::/32”", "a watched network"),
        ("“b.example”", "“b.example”"),
        ("“2.0”", "“2.0”"),
        ("“pills”, “a@b.exam…", "“pills”, …"),
        ("zed@zed.example was here", "a watched address was here"),
    ],
)
def test_terms_are_named_by_their_kind_alone_where_they_are_somebodys(quoted, said):
    comment = make_comment(author_email=EMAIL)

    assert reason_of(comment, quoted) == said


def test_evidence_in_the_text_stays():
    spans = [
        {"field": field, "start": 0, "end": 5, "text": field}
        for field in ("author_email", "ip_address", "body", "author_name", "hosts")
    ]
    comment = make_comment(findings=[{"rule": "x", "reason": "", "evidence": spans}])

    assert findings_of(comment) == [("", ["body", "author_name", "hosts"])]
