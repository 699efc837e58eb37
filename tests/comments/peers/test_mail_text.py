"""What readers wrote, in a mail that comes from us."""

import re

import pytest

from comments.mail.quoting import quote_of
from comments.markdown import render_comment
from tests.comments.mailroom import follow
from tests.comments.peers.ledger import carries
from tests.comments.peers.parsed import parsed
from tests.comments.peers.people import mails
from tests.comments.reading import Elements
from tests.comments.scene import browser, last_comment
from tests.factories import make_comment, make_moderator, make_post, post_reply

pytestmark = pytest.mark.django_db

ANN = "ann@example.org"
NAMES = {
    "mail.header-001": "Bob\r\nBcc: all@example.com",
    "mail.header-002": "Bob\n\nBody",
    "mail.header-003": "Bob\u2028X",
    "mail.header-004": "=?utf-8?q?x?=\r\n y",
    "mail.header-005": "Bob\0",
}
# id: (markup, what of it is said)
QUOTED = {
    "email.html-001": ('<a href="http://evil">x</a>', "x"),
    "email.html-002": ('a<img src="http://evil/t.png">b', "ab"),
    "email.html-003": ("<b>b</b><i>i</i><code>c</code>", "bic"),
    "email.html-004": ("<blockquote>q</blockquote><ul><li>x</li></ul>", "qx"),
    "email.html-005": ('<span onclick="alert(1)">s</span>', "s"),
    "email.html-006": (
        """hello <a href="https://phishing.example/verify">click to verify</a>
        <img src="https://attacker.example/track.png" width="1" height="1"> <b>kept</b>""",
        "hello click to verify kept",
    ),
}
EXCERPTS = {
    "excerpt.html-001": ("<p>Hello</p>", 20),
    "excerpt.html-002": ("<p>Hello world, this is a long text</p>", 15),
    "excerpt.html-003": ("<blockquote><p>Hello world</p><p>More text</p></blockquote>", 20),
    "excerpt.html-004": ("<!-- comment --><p>Hello</p>", 20),
    "excerpt.html-005": ("<p>Hello<br>World</p>", 8),
}


def mail_about(**reply):
    """The mail to who follows a post about a new reply there, and its two parts."""
    comment = make_comment(post=reply.pop("post", None), status="pending", **reply)
    follow(ANN, post=comment.post)
    comment.approve(by=make_moderator())
    (sent,) = mails(to=ANN)
    ((markup, _type),) = [(part.content, part.mimetype) for part in sent.alternatives]
    return sent, sent.body, markup


@carries(NAMES)
@pytest.mark.parametrize("fact", NAMES)
@pytest.mark.parametrize("where", ["name", "title", "both"])
def test_no_name_and_no_title_makes_a_header(fact, where):
    hostile = NAMES[fact].replace("\0", "\x01")  # no database takes a NUL in
    name = hostile if where != "title" else "Bob"
    post = make_post(title=hostile if where != "name" else "A title")

    sent, _text, _markup = mail_about(author_name=name, post=post)

    written = sent.message().as_bytes().decode("ascii")
    head = written.replace("\r\n", "\n").partition("\n\n")[0]
    assert sent.recipients() == [ANN]
    assert not re.search(r"^(Bcc|Body|X|y)\b", head, re.MULTILINE)
    assert [line for line in head.split("\n") if not re.match(r"[A-Z][\w-]*: |\s", line)] == []
    assert ("A title" in sent.subject) is (where == "name")
    if where == "name":
        assert post_reply(browser(), post, name=NAMES[fact]).status_code == 303
        assert last_comment().author_name.isprintable()


@carries(QUOTED)
@pytest.mark.parametrize("fact", QUOTED)
def test_no_link_and_no_picture_of_a_readers_is_mailed(fact):
    stored, said = QUOTED[fact]

    quote = quote_of(stored)

    assert Elements(quote.html).tags <= {"blockquote", "ul", "li", "code", "p"}
    assert not any(attributes for _tag, attributes in Elements(quote.html).all)
    assert Elements(quote.html).text.split() == said.split()
    _sent, text, markup = mail_about(body=f"{stored} [good](https://evil.example/x)")
    for part in (text, markup):
        for foreign in ("http://evil", "phishing.example", "attacker.example", "evil.example"):
            assert foreign not in part
    ours = {link["href"].split("/")[2] for link in Elements(markup).named("a")}
    assert ours == {"testserver"}
    assert Elements(markup).named("img") == []


@carries(EXCERPTS)
@pytest.mark.parametrize("fact", EXCERPTS)
def test_what_is_cut_is_balanced_all_the_same(fact):
    markup, length = EXCERPTS[fact]
    whole = Elements(markup).text

    for bound in (1, 5, length, 100):
        quote = quote_of(markup, length=bound)
        kept, _sign, more = Elements(quote.html).text.partition("…")
        assert whole.startswith(kept.strip())
        assert len(kept) <= bound
        assert (kept.strip() == whole) is not bool(more)
        assert parsed(quote.html) == quote.html
        assert quote.html.count("<p>") == quote.html.count("</p>")


def test_an_excerpt_of_typed_html_is_the_text_of_it():
    for markup, length in EXCERPTS.values():
        quote = quote_of(render_comment(markup), length=length)

        assert Elements(quote.html).tags <= {"p"}
        assert parsed(quote.html) == quote.html
