"""Nothing in a quoted comment leads where its author wants."""

import json
import re
from html.parser import HTMLParser

import pytest

from comments.mail.quoting import quote_of
from comments.mail.unlinked import JOINER, one_line, unlinked
from tests.comments.mailroom import delivered, mail_server, owe_reply
from tests.comments.quoted import LINKABLE, quoted, seen
from tests.comments.reading import Elements
from tests.mail_server import html_of, text_of
from tests.servers import ROOT


@pytest.mark.parametrize(
    ("markup", "keeps", "loses"),
    [
        # As other systems' mails have it: facts of the group email.html.
        ('<a href="http://evil">x</a>', ["x"], ["http://evil"]),
        ('a<img src="http://evil/t.png">b', ["a", "b"], ["<img", "evil"]),
        ("<b>b</b><i>i</i><code>c</code>", ["b", "i", "<code>c</code>"], []),
        ("<blockquote>q</blockquote><ul><li>x</li></ul>", ["<blockquote>q", "<li>x</li>"], []),
        ('<span onclick="alert(1)">s</span>', ["s"], ["onclick", "alert"]),
        (
            """hello <a href="https://phishing.example/verify">click to verify</a>
            <img src="https://attacker.example/track.png" width="1" height="1"> <b>kept</b>""",
            ["click to verify", "kept"],
            ["phishing.example", "attacker.example", "<img", "<a "],
        ),
        ("<script>alert(1)</script><style>p{}</style>x", ["x"], ["alert", "p{}"]),
    ],
)
def test_markup_of_any_kind_loses_what_leads_away(markup, keeps, loses):
    quote = quote_of(markup)

    for kept in keeps:
        assert kept in quote.html
    for lost in loses:
        assert lost not in quote.html
        assert lost not in quote.text


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("See https://evil.test/a?b=c.", "See [link]."),
        ("(https://evil.test/a)", "([link])"),
        ("[click](https://evil.test)", "click"),
        ("[good.test](https://evil.test)", "good.test [evil.test]"),
        ("ftp://evil.test and HTTPS://EVIL.TEST", "[link] and [link]"),
        ("www.evil.test/a, and more", "[link], and more"),
        ("evil.test", "evil.test"),
        ("Node.js is fine. So is this.", "Node.js is fine. So is this."),
        ("write to ann@evil.test", "write to ann@evil.test"),
        ("mailto:ann@evil.test or tel:+49123", "mailto:ann@evil.test or tel:+49123"),
        ("192.0.2.1:80", "192.0.2.1:80"),
        ("ev**il.te**st", "evil.test"),
        ("ht*tps://ev*il.test/x", "[link]"),
        ("`evil.test`", "`evil.test`"),
        ("evil。test and evil．test", "evil。test and evil．test"),
        ("![pixel](https://evil.test/p.png)", "!pixel"),
        ("x://" * 4, "[link]"),
    ],
)
def test_no_address_is_left_that_a_mail_program_would_link(typed, reads):
    quote = quoted(typed)
    said = Elements(quote.html).text

    assert seen(quote.text) == f"> {reads}"
    assert seen(said).strip() == reads.replace("`", "")
    assert not LINKABLE.search(quote.text)
    assert not LINKABLE.search(said)
    assert not Elements(quote.html).named("a")


def test_joiners_stand_between_letters_only():
    assert unlinked("One. Two: three, etc.") == "One. Two: three, etc."
    assert unlinked("a.b") == f"a.{JOINER}b"
    assert unlinked("evil.com/a.html") == f"evil.{JOINER}com/a.{JOINER}html"


def test_a_name_is_one_line_and_no_address():
    assert unlinked(one_line("Win at\r\nevil.com", 60)) == f"Win at evil.{JOINER}com"
    assert one_line("x" * 61, 60) == "x" * 59 + "…"
    assert one_line(" J. R. R. \t Tolkien ", 60) == "J. R. R. Tolkien"
    assert "=?" not in one_line("=?utf-8?q?x?=", 60)


HOSTILE = [
    "[" * 5000, ">" * 5000, "a://" * 1250, "." * 5000, "a.b@" * 1250, "- " * 2500, "a\n" * 2500,
    "**a**" * 1000, "w" * 4990 + "://x", "> " * 30 + "x", "1. " * 800 + "x", "`" * 5000,
    "<b>" * 1600, "&#46;" * 1000, "evil&#46;test evil&period;test", "a\u200b.\u200bb",
    "\u202eevil.test",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_whatever_is_typed_the_tags_are_balanced_and_it_stays_short(hostile):
    quote = quoted(hostile)

    assert Balance(quote.html).is_right
    assert len(quote.html) < 20_000
    assert len(quote.text) < 20_000
    assert not LINKABLE.search(Elements(quote.html).text)
    assert all(line.startswith(">") for line in quote.text.splitlines())


class Balance(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.opened, self.is_right = [], True
        self.feed(markup)
        self.close()
        self.is_right = self.is_right and not self.opened

    def handle_starttag(self, tag, attributes):
        if tag not in {"br", "hr"}:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        self.is_right = self.is_right and bool(self.opened) and self.opened.pop() == tag


OURS = re.compile(r"http://testserver/[\w./-]*")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="https://evil.test/p.png"><a href="https://evil.test">x</a>',
        "![](https://evil.test/p.png) [x](https://evil.test) <https://evil.test>",
        '"><script src=//evil.test></script>',
        "{{ settings.SECRET_KEY }} {% url 'evil' %} https://evil.test",
        "%0d%0aBcc: x@evil.test\r\nTo: y@evil.test",
    ],
)
def test_as_it_arrives_no_part_holds_a_link_or_image_of_a_readers(hostile):
    owe_reply(body=hostile, author_name=hostile[:100], author_url="https://evil.test/")

    with mail_server() as server:
        (message,) = delivered(server)

    markup = Elements(html_of(message))
    assert not {"img", "script", "iframe", "style", "link", "object"} & markup.tags
    addresses = [value for _tag, attributes in markup.all for value in attributes.values()]
    assert all(OURS.fullmatch(a) for a in addresses if a and "/" in a)
    assert "SECRET" in hostile or "only-for-tests" not in text_of(message)
    for part in (text_of(message), markup.text):
        assert "evil.test" not in part
        assert not LINKABLE.search(OURS.sub("", part.replace("Mentoring Notes", "")))


def test_every_hostile_input_of_the_peers_is_harmless_when_quoted():
    inputs = json.loads((ROOT / "tests/data/hostile_markup.json").read_text("utf-8"))
    given = [text for text in _texts(inputs) if "<" in text]

    assert len(given) > 200
    for text in given:
        found = Elements(quote_of(text).html)
        assert found.tags <= {
            "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul",
        }, text  # fmt: skip
        assert {name for _tag, attributes in found.all for name in attributes} <= {"start"}, text


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
