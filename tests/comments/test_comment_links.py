"""What becomes a link in a reader's text, and whether it says where it leads."""

import re

import pytest

from comments.markdown import LINK_REL, host_of, links_of, render_comment
from tests.comments.clean_markup import is_clean
from tests.comments.reading import Elements


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java\tscript:x",
     "java&#10;script:x", "javascript&colon;x", "\\javascript:x", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "ftp://a.test/", "//a.test/", "/admin/", "../x", "?x=1", "#replies",
     "a.test",
     "tel:123", "blob:x", "about:blank", "http:a.test", "https:/a.test", "http:///a.test", "http://",
     "view-source:http://a.test", "\u0001javascript:x", "javascript\u200b:x", "https://[", "x:http://a.test"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "<{}>", "{}"])
def test_this_is_no_link(form, address):
    markup = render_comment(form.format(address))

    assert [a for a in links_of(markup) if not re.match(r"https?://a\.test", a)] == []
    assert is_clean(markup)


@pytest.mark.parametrize(
    ("source", "address"),
    [("https://a.test/x?y=1&z=2#w", "https://a.test/x?y=1&z=2#w"), ("(http://a.test/)", "http://a.test/"),
     ("http://a.test.", "http://a.test"), ("<https://a.test/>", "https://a.test/"),
     ("[x](https://a.test 'title')", "https://a.test"), ("HTTP://A.TEST/", "HTTP://A.TEST/"),
     ("<ann@a.test>", "mailto:ann@a.test"), ("http://münchen.test/ä", "http://xn--mnchen-3ya.test/%C3%A4"),
     ("[x](https://a.test/(y))", "https://a.test/(y)"), ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/")],
)  # fmt: skip
def test_this_is_a_link(source, address):
    markup = render_comment(source)

    assert links_of(markup) == [address]
    assert f'rel="{LINK_REL}"' in markup
    assert is_clean(markup)


@pytest.mark.parametrize(
    "source", ["see a.test", "notes.txt", "ann@a.test", "a // b", "www.a.test", "1.2.3.4"]
)
def test_what_names_no_scheme_is_no_link(source):
    assert render_comment(source) == f"<p>{source}</p>"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[good.test](https://evil.test/)", "good.test [evil.test]"),
        ("[https://good.test/login](https://evil.test/)", "https://good.test/login [evil.test]"),
        ("[**good**.test](https://evil.test/)", "good.test [evil.test]"),
        ("[`good.test`](https://evil.test/)", "good.test [evil.test]"),
        ("[GOOD.TEST](https://evil.test/)", "GOOD.TEST [evil.test]"),
        ("[good.test](https://good.test.evil.test/)", "good.test [good.test.evil.test]"),
        ("[good.test](https://good.test@evil.test/)", "good.test [evil.test]"),
        ("[see good.test/2 for 1.5](https://evil.test/)", "see good.test/2 for 1.5 [evil.test]"),
        ("[at good.test...](https://e%76il.test/)", "at good.test... [evil.test]"),
        ("[аpple.test](https://apple.test/)", "аpple.test [apple.test]"),
        ("[good.test](https://www.good.test/)", "good.test"),
        ("[www.good.test](https://good.test/)", "www.good.test"),
        ("[this talk](https://good.test/)", "this talk"),
        ("[version 1.5](https://good.test/)", "version 1.5"),
        ("[e.g. this](https://good.test/)", "e.g. this"),
        ("https://good.test/", "https://good.test/"),
        ("[paypal．com](http://evil.test)", "paypal．com [evil.test]"),
        ("[paypal․com](http://evil.test)", "paypal․com [evil.test]"),
        ("[paypal。com](http://evil.test)", "paypal。com [evil.test]"),
        ("[paypal.\u200bcom](http://evil.test)", "paypal.\u200bcom [evil.test]"),
        ("[paypal.c\u034fom](http://evil.test)", "paypal.c\u034fom [evil.test]"),
        ("[paypal.c\ufe0fo\u0336m](http://evil.test)", "paypal.c\ufe0fo\u0336m [evil.test]"),
        ("[x_paypal.com_x](http://evil.test)", "x_paypal.com_x [evil.test]"),
        ("[paypal.com-x](http://evil.test)", "paypal.com-x [evil.test]"),
        ("[сбербанк.рф](http://evil.test)", "сбербанк.рф [evil.test]"),
        ("[भारत.भारत](http://evil.test)", "भारत.भारत [evil.test]"),
        ("[192.0.2.7](http://evil.test)", "192.0.2.7 [evil.test]"),
        ("[x.xn--p1ai](http://evil.test)", "x.xn--p1ai [evil.test]"),
        ("[http://localhost/a.html](http://evil.test)", "http://localhost/a.html [evil.test]"),
        ("[http:///good.test](http://evil.test)", "http:///good.test [evil.test]"),
        ("[other.test paypal.com](http://other.test)", "other.test paypal.com [other.test]"),
        ("[other.test,paypal.com](http://other.test)", "other.test,paypal.com [other.test]"),
        ("[paypal.com@other.test](http://other.test)", "paypal.com@other.test [other.test]"),
        ("[x/paypal.com](http://evil.test)", "x/paypal.com [evil.test]"),
        ("[shop.good.test](http://good.test)", "shop.good.test [good.test]"),
        ("[good.test](http://shop.good.test)", "good.test [shop.good.test]"),
        ("[paypal.com](mailto:x@evil.test)", "paypal.com [evil.test]"),
        ("[paypal.com](mailto:?to=x@evil.test)", "paypal.com [mailto:]"),
        ("[good.test](mailto:x@good.test)", "good.test"),
        ("[write to ann.lee@a.test](mailto:ann.lee@a.test)", "write to ann.lee@a.test"),
        ("<ann.lee@a.test>", "ann.lee@a.test"),
        ("[good.test/notes.txt](http://good.test)", "good.test/notes.txt"),
        ("[good.test:80/a.html?b.css](http://good.test)", "good.test:80/a.html?b.css"),
        ("https://good.test/notes.txt?next=a.test", "https://good.test/notes.txt?next=a.test"),
        ("http://localhost:8000/a.html", "http://localhost:8000/a.html"),
        ("http://127.0.0.1:8000/a.html", "http://127.0.0.1:8000/a.html"),
        ("[One.\nTwo.](http://good.test)", "One.\nTwo."),
        ("http://münchen.test/", "http://münchen.test/ [xn--mnchen-3ya.test]"),
    ],
)
def test_a_link_that_names_another_host_is_followed_by_the_real_one(source, shown):
    assert Elements(render_comment(source)).text == shown


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://A.Test:8/x", "a.test"), ("http://u:p@a.test", "a.test"),
     ("http://a%2Etest", "a.test"),
     ("mailto:a@b.test", ""), ("http://[::1]/", "::1"), ("http://[::1", ""), ("", ""),
     ("a.test", "")],
)  # fmt: skip
def test_the_host_of_an_address(address, host):
    assert host_of(address) == host


def test_past_their_bounds_brackets_and_addresses_are_plain_characters():
    brackets = "[x](http://a.test/) " * 201
    addresses = "http://a.test/ " * 61

    assert len(links_of(render_comment(brackets[: 20 * 60]))) == 60
    assert "[x]" in Elements(render_comment(brackets)).text
    assert links_of(render_comment(addresses)) == []
    assert len(links_of(render_comment(addresses[: 15 * 60]))) == 60
