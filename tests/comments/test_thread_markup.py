"""What stands in a comment on the page: escaped, badged, dated, linked."""

from zoneinfo import ZoneInfo

import pytest

from comments.threads import hue, initials, render_thread
from tests.comments.reading import Elements
from tests.comments.rows import PLACE, chain, row

HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ x }}"""


@pytest.mark.parametrize("field", ["author_name", "author_url"])
@pytest.mark.parametrize("status", ["approved", "pending"])
def test_what_readers_typed_is_escaped(field, status):
    own = PLACE._replace(own_ids=frozenset({1}))
    rows = chain(4, **{field: HOSTILE})
    rows[3] = rows[3]._replace(status=status)

    elements = Elements(render_thread(rows, own).html)

    assert {"script", "img", "b"} & elements.tags <= {"b"}
    assert not any(name.startswith("on") for _tag, found in elements.all for name in found)
    shown = (
        elements.text if field == "author_name" else [a.get("href") for a in elements.named("a")]
    )
    assert HOSTILE in shown


def test_a_website_cannot_add_an_attribute():
    url = "http://x.test/?'onmouseover='alert(1)'x='\"onfocus=\""

    link = Elements(render_thread([row(1, author_url=url)], PLACE).html).named("a")[0]

    assert link == {"href": url, "rel": "nofollow ugc noopener"}


def test_a_name_that_turns_the_direction_turns_itself_only():
    html = render_thread([row(1, author_name="\u202egnp.exe")], PLACE).html

    assert "<bdi>\u202egnp.exe</bdi>" in html


def test_without_a_name_it_is_anonymous():
    one = row(1, author_name="", depth=2)
    html = render_thread([one, row(2, one)], PLACE).html

    assert html.count("Anonymous") >= 2
    assert ">?</span>" in html


def test_the_writers_badge_and_the_answers_badge():
    rows = [row(1, user_id=9), row(2, user_id=8), row(3), row(4, is_answer=True)]

    html = render_thread(rows, PLACE).html

    assert html.count('<span class="bdg">Author</span>') == 1
    assert html.count('<span class="bdg a">Answers the question</span>') == 1


def test_nobodys_post_has_nobodys_badge():
    assert "bdg" not in render_thread([row(1)], PLACE._replace(writer_id=None)).html


def test_each_comment_has_its_permalink_and_a_link_to_reply():
    html = render_thread([row(120)], PLACE).html

    assert 'href="/comments/120/"' in html
    assert 'href="/posts/p/reply/?to=120#reply"' in html
    assert 'aria-label="Reply to Name 120"' in html


def test_where_the_post_is_closed_nothing_can_be_replied_to():
    assert "reply" not in render_thread(
        [row(1)], PLACE._replace(reply_url="")
    ).html.lower().replace("link to the reply", "")


def test_dates_are_of_the_place():
    html = render_thread([row(1)], PLACE._replace(zone=ZoneInfo("Asia/Tokyo"))).html

    assert '<time datetime="2026-01-02T12:04+09:00">2 January 2026, 12:04</time>' in html


def test_two_threads_of_one_size_each_have_their_fold():
    one, two = row(1), row(2)

    html = render_thread([one, two, row(3, one), row(4, two)], PLACE).html

    assert html.count("− Hide 1 reply</span>") == 2


def test_a_fold_says_how_many_it_hides():
    one = row(1)
    rows = [one, row(2, one), row(3, one, status="removed"), row(4, one)]
    rows.append(row(5, rows[2]))

    html = render_thread(rows, PLACE).html

    assert "− Hide 3 replies" in html
    assert "+ Show 3 replies" in html


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ann Lee", "AL"), ("ann", "A"), ("Ann van der Lee", "AL"), ("", "?"), ("***", "?"),
     ("日本 太郎", "日太"),
     ("ß", "SS"), ("(Ann) Lee", "L"), ("1 2", "12"), ("🎲", "?")],
)  # fmt: skip
def test_initials(name, letters):
    assert initials(name) == letters


def test_a_name_has_one_colour():
    assert hue("Ann") == hue("ANN")
    assert {hue(f"name {number}") for number in range(200)} == set(range(12))
    assert hue("\ud800") in range(12)
