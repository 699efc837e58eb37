"""Links: held when their number reaches the limit, told with figures, hosts and places."""

import pytest

from tests.comments.scene import discuss, last_comment
from tests.factories import make_post, post_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("firsts_appear")]


def finding_on(client, body, **form):
    post_reply(client, make_post(), body=body, **form)
    comment = last_comment()
    found = [finding for finding in comment.findings if finding["rule"] == "links"]
    assert comment.status == ("pending" if found else "approved")
    return found[0] if found else None


@pytest.mark.parametrize(
    ("limit", "links", "is_held"), [(2, 1, 0), (2, 2, 1), (2, 3, 1), (1, 1, 1)]
)
def test_it_is_held_when_the_number_reaches_the_limit(client, limit, links, is_held):
    discuss(links_limit=limit)

    found = finding_on(client, " ".join(f"https://a{number}.test/" for number in range(links)))

    assert bool(found) is bool(is_held)


def test_no_limit_holds_nothing(client):
    discuss(links_limit=0)

    assert finding_on(client, "https://a.test/ " * 20) is None


def test_the_reason_names_number_limit_and_hosts(client):
    found = finding_on(client, "https://a.test/1 [x](http://B.test/) <https://a.test/2>")

    assert found["reason"] == "Links: 3, limit 2: a.test, b.test"
    assert found["verdict"] == "HOLD"
    assert [span["text"] for span in found["evidence"]] == [
        "https://a.test/1", "http://B.test/", "https://a.test/2",
    ]  # fmt: skip


def test_of_many_hosts_the_first_five_are_named(client):
    found = finding_on(client, " ".join(f"https://h{number}.test/" for number in range(9)))

    assert found["reason"].endswith("h0.test, h1.test, h2.test, h3.test, h4.test …")


def test_the_authors_own_website_is_not_counted(client):
    discuss(links_limit=1)

    assert finding_on(client, "No link.", url="https://own.test/") is None


@pytest.mark.parametrize(
    "body",
    ["a.test and b.test", "notes.txt and main.py", "ann@a.test and bob@b.test", "// a // b",
     "[a](javascript:x) [b](/x)", "`https://a.test/` `https://b.test/`",
     "So:\n\n    https://a.test/\n    https://b.test/"],
)  # fmt: skip
def test_what_is_no_link_on_the_page_is_not_counted(client, body):
    assert finding_on(client, body) is None


@pytest.mark.parametrize(
    "body",
    ["<https://a.test/> <https://b.test/>", "[a](https://a.test/)[b](https://b.test/)",
     "HTTPS://A.TEST/ HTTP://b.test/", "> https://a.test/\n> https://b.test/",
     "- https://a.test/\n- **https://b.test/**", "[a](https://a.test/ 'title') https://a.test/",
     "[a](mailto:ann@a.test) [b](mailto:bob@b.test)"],
)  # fmt: skip
def test_every_way_of_writing_a_link_counts(client, body):
    assert finding_on(client, body)["reason"].startswith("Links: 2, limit 2")


@pytest.mark.parametrize(
    ("body", "count"),
    [('<a href="">a</a> <a href=\'\'>b</a>', 2), ("<a href=>a</a> <A HREF = x>b</A>", 2),
     ('<a href="http://a.test">a</a> <a href="">b</a>', 2),
     ('<a class="x" href="#">a</a><a\nhref="/x">b</a>', 2), ("<a name=x> <abbr href=y>", 0),
     ('<a title="href">', 0)],
)  # fmt: skip
def test_half_filled_anchors_count_as_links(client, body, count):
    found = finding_on(client, body)

    assert (found["reason"].split(",")[0] if found else "Links: 0") == f"Links: {count}"


def test_thousands_of_unended_anchors_are_counted_quickly(client):
    """One expression for tag and address took six seconds for this."""
    assert finding_on(client, "<a href=" * 600) is None


def test_more_addresses_than_are_made_links_are_counted_as_typed(client):
    found = finding_on(client, "http://a.test/ " * 61)

    assert found["reason"] == "Links: 61, limit 2"
    assert found["evidence"] == []


def test_long_hosts_are_clipped_and_so_is_the_reason(client):
    hosts = [f"{letter * 1_500}.test" for letter in "abc"]
    body = " ".join(f"[x](http://{host}/)" for host in hosts)

    found = finding_on(client, body)

    assert found["reason"].startswith("Links: 3, limit 2: " + "a" * 59 + "…, " + "b" * 59 + "…, c")
    assert len(found["reason"]) <= 300


def test_the_longest_reason_is_bounded(client):
    body = " ".join(f"[x](http://{letter * 500}.test/)" for letter in "abcdefg")

    assert len(finding_on(client, body)["reason"]) == 300


def test_an_address_that_was_not_typed_so_has_no_place_to_show(client):
    found = finding_on(client, "<ann@a.test> http://münchen.test/")

    assert found["reason"] == "Links: 2, limit 2: xn--mnchen-3ya.test"
    assert found["evidence"] == []


def test_evidence_of_an_address_said_twice_is_told_twice(client):
    body = "https://a.test/ and https://a.test/"

    spans = finding_on(client, body)["evidence"]

    assert [(span["start"], span["end"]) for span in spans] == [(0, 15), (20, 35)]
