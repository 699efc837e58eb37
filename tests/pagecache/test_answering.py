import gzip

import brotli
import pytest

from posts.pagecache.page import Page, encoding_for

TEXT = b"<p>A page for everybody.</p>" * 50


def page(body=TEXT, headers=(), **more):
    said = {"version": 1, "ask_version": lambda: 1, "now": 0.0, **more}
    return Page([("Content-Type", "text/html; charset=utf-8"), *headers], body, **said)


def answer(kept, *, is_head=False, accepts="", if_none_match="", if_modified_since=""):
    status, headers, body = kept.answer(
        is_head=is_head,
        accepts=accepts,
        if_none_match=if_none_match,
        if_modified_since=if_modified_since,
    )
    return status, dict(headers), body


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0", ""),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("", ""),
        (" , ;q=, br;q=much", ""),
        ("br;v=1", "br"),
        ("brr, xgzip", ""),
        ("\xff", ""),
    ],
)
def test_a_browser_gets_the_smallest_form_that_it_takes(accepts, encoding):
    assert encoding_for(accepts) == encoding


@pytest.mark.parametrize(
    ("accepts", "unpack"),
    [("br", brotli.decompress), ("gzip", gzip.decompress), ("", lambda body: body)],
)
def test_every_form_is_the_same_page(accepts, unpack):
    _status, headers, body = answer(page(), accepts=accepts)

    assert unpack(body) == TEXT
    assert headers.get("Content-Encoding", "") == accepts
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding"


def test_each_form_has_a_tag_of_its_own():
    kept = page()

    tags = {answer(kept, accepts=accepts)[1]["ETag"] for accepts in ("br", "gzip", "")}

    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_two_servers_give_the_same_page_the_same_tag_and_bytes():
    assert answer(page(), accepts="gzip") == answer(page(), accepts="gzip")
    assert answer(page())[1]["ETag"] != answer(page(b"Another"))[1]["ETag"]


def test_what_is_short_is_not_packed():
    _status, headers, body = answer(page(b"Short."), accepts="br")

    assert body == b"Short."
    assert "Content-Encoding" not in headers


@pytest.mark.parametrize("how", ["{}", "W/{}", '"x", {}', '{}, "x"', "*", " {} "])
def test_who_has_it_is_told_so(how):
    kept = page(headers=[("Cache-Control", "no-cache"), ("Content-Security-Policy", "x")])
    tag = answer(kept, accepts="br")[1]["ETag"]

    status, headers, body = answer(kept, accepts="br", if_none_match=how.format(tag))

    assert (status, body) == ("304 Not Modified", b"")
    assert headers == {"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "ETag": tag}


@pytest.mark.parametrize("had", ['"x"', "x", 'W/"x"', "\xff", ",,,", '"'])
def test_who_has_another_gets_it(had):
    assert answer(page(), if_none_match=had)[0] == "200 OK"


def test_the_tag_of_another_form_is_another_page():
    kept = page()
    tag = answer(kept, accepts="gzip")[1]["ETag"]

    assert answer(kept, accepts="br", if_none_match=tag)[0] == "200 OK"


NOON = "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("since", "status"),
    [(NOON, "304"), ("Mon, 23 Nov 2026 13:00:00 GMT", "200"), ("yesterday", "200"), ("", "200")],
)
def test_a_feed_reader_that_knows_times_alone_is_understood(since, status):
    """A later time is no proof: what was withdrawn may have made the newest older."""
    kept = page(headers=[("Last-Modified", NOON)])

    assert answer(kept, if_modified_since=since)[0][:3] == status


def test_a_tag_outranks_a_time():
    kept = page(headers=[("Last-Modified", NOON)])

    assert answer(kept, if_none_match='"x"', if_modified_since=NOON)[0] == "200 OK"


def test_what_is_of_one_answer_alone_is_not_kept():
    kept = page(headers=[("X-Request-ID", "a"), ("Date", "b"), ("ETag", '"c"'), ("vary", "d")])

    headers = answer(kept)[1]

    assert headers.keys() == {"Content-Type", "Vary", "ETag", "Content-Length"}
    assert headers["ETag"] != '"c"'


def test_head_has_the_length_of_what_it_leaves_out():
    status, headers, body = answer(page(), is_head=True)

    assert (status, headers["Content-Length"], body) == ("200 OK", str(len(TEXT)), b"")
