"""Rows to nested markup: order, depth, tombstones, counts, escaping."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from comments.threads import Place, Row, hue, initials, render_thread
from tests.comments.reading import Elements

PLACE = Place(
    reply_url="/posts/p/reply/",
    permalink="/comments/0/",
    writer_id=9,
    own_ids=frozenset(),
    zone=UTC,
)
HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ x }}"""


def row(number, parent=None, status="approved", **fields):
    fields = {
        "depth": parent.depth + 1 if parent else 0,
        "author_name": f"Name {number}",
        "author_url": "",
        "user_id": None,
        "is_answer": False,
        "submitted_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        "body_html": f"<p>Text {number}.</p>",
        **fields,
    }
    return Row(id=number, parent_id=parent.id if parent else None, status=status, **fields)


def chain(length, **fields):
    rows = [row(1, **fields)]
    for number in range(2, length + 1):
        rows.append(row(number, rows[-1], **fields))
    return rows


def nesting(html):
    """{comment id: number of lists it stands in}."""
    levels, level = {}, 0
    for match in re.finditer(r'<ol class="(?:thread|kids)">|</ol>|<li id="comment-(\d+)"', html):
        if match[1]:
            levels[int(match[1])] = level
        else:
            level += 1 if match[0].startswith("<ol") else -1
    assert level == 0
    return levels


def test_nothing_is_nothing():
    assert render_thread([], PLACE) == ("", 0, 0)


def test_replies_stand_in_their_parents_oldest_first():
    one, two = row(1), row(2)
    rows = [row(5, two), two, row(4, one), one, row(3, one)]

    html = render_thread(rows, PLACE).html

    assert re.findall(r'<li id="comment-(\d+)"', html) == ["1", "3", "4", "2", "5"]
    assert nesting(html) == {1: 1, 3: 2, 4: 2, 2: 1, 5: 2}


def test_from_the_third_level_on_replies_stand_below_each_other():
    html = render_thread(chain(7), PLACE).html

    assert nesting(html) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 4, 7: 4}


def test_replies_below_each_other_name_whom_they_answer():
    html = render_thread(chain(5), PLACE).html

    assert re.findall(r'<a class="to" href="#comment-(\d+)">to <bdi>Name \1</bdi></a>', html) == [
        "2", "3", "4",
    ]  # fmt: skip


def test_each_of_them_stands_before_its_own_replies():
    rows = chain(4)
    fourth = rows[-1]
    rows += [row(5, fourth), row(6, fourth)]
    rows += [row(7, rows[4]), row(8, rows[2])]

    html = render_thread(rows, PLACE).html

    assert re.findall(r'<li id="comment-(\d+)"', html) == ["1", "2", "3", "4", "5", "7", "6", "8"]


@pytest.mark.parametrize("depth", [3000, 20_000])
def test_a_thread_may_be_of_any_depth(depth):
    thread = render_thread(chain(depth), PLACE)

    assert thread.replies_count == depth
    assert thread.html.count("<li ") == depth
    assert max(nesting(thread.html).values()) == 4


def test_every_list_and_item_is_closed():
    rows = chain(6)
    rows += [row(7, rows[1]), row(8, rows[5], status="removed"), row(9)]

    html = render_thread(rows, PLACE).html

    for tag in ("ol", "li", "article", "details", "div", "header", "bdi"):
        assert html.count(f"<{tag}") == html.count(f"</{tag}>")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("removed", "removed by a moderator"),
        ("spam", "removed by a moderator"),
        ("pending", "looking at"),
    ],
)
def test_what_is_hidden_leaves_a_tombstone_where_live_replies_remain(status, words):
    one = row(1, status=status, author_name="Gone", author_url="https://gone.test", is_answer=True)

    thread = render_thread([one, row(2, one)], PLACE)

    assert words in thread.html
    assert "tombstone" in thread.html
    assert "Text 1" not in thread.html
    assert "Gone" not in thread.html
    assert "gone.test" not in thread.html
    assert "Text 2" in thread.html
    assert (thread.replies_count, thread.answers_count) == (1, 0)


@pytest.mark.parametrize("status", ["removed", "spam", "pending"])
def test_without_live_replies_nothing_is_left(status):
    one = row(1, status=status)
    rows = [one, row(2, one, status=status), row(3, one, status="removed")]

    assert render_thread(rows, PLACE) == ("", 0, 0)


def test_a_tombstone_stands_for_replies_however_far_below():
    rows = [row(1, status="removed")]
    rows.append(row(2, rows[-1], status="spam"))
    rows.append(row(3, rows[-1]))
    rows.append(row(4, rows[-1], status="removed"))

    html = render_thread(rows, PLACE).html

    assert nesting(html) == {1: 1, 2: 2, 3: 3}


def test_replies_to_a_tombstone_name_nobody():
    rows = chain(3)
    rows[1] = rows[1]._replace(status="removed", author_name="Gone")

    assert 'class="to"' not in render_thread(rows, PLACE).html


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_ones_own_waiting_reply_is_shown_and_not_counted(status):
    own = PLACE._replace(own_ids=frozenset({2}))
    rows = [row(1), row(2, status=status, is_answer=True), row(3, status=status)]

    thread = render_thread(rows, own)

    assert "awaiting moderation" in thread.html
    assert "Text 2" in thread.html
    assert "Text 3" not in thread.html
    assert (thread.replies_count, thread.answers_count) == (1, 0)
    assert "?to=2" not in thread.html


def test_ones_own_spam_looks_as_if_it_were_waiting():
    own = PLACE._replace(own_ids=frozenset({1}))

    spam, waiting = (
        render_thread([row(1, status=status)], own).html for status in ("spam", "pending")
    )

    assert spam == waiting


def test_ones_own_removed_reply_is_not_shown():
    own = PLACE._replace(own_ids=frozenset({1}))

    assert render_thread([row(1, status="removed")], own).html == ""


def test_ones_own_waiting_reply_below_a_removed_one_keeps_its_place():
    own = PLACE._replace(own_ids=frozenset({2}))
    one = row(1, status="removed")

    html = render_thread([one, row(2, one, status="pending")], own).html

    assert nesting(html) == {1: 1, 2: 2}


def test_counts_are_of_what_everybody_sees():
    rows = [
        row(1, is_answer=True),
        row(2),
        row(3, status="spam", is_answer=True),
        row(4, is_answer=True),
    ]

    assert render_thread(rows, PLACE)[1:] == (3, 2)


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
    from zoneinfo import ZoneInfo

    html = render_thread([row(1)], PLACE._replace(zone=ZoneInfo("Asia/Tokyo"))).html

    assert '<time datetime="2026-01-02T12:04+0900">2 January 2026, 12:04</time>' in html


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


def test_ids_grow_along_every_list():
    html = render_thread([*chain(3), row(9), row(10)], PLACE).html

    roots = [number for number, level in nesting(html).items() if level == 1]
    assert all(earlier < later for earlier, later in pairwise(roots))
