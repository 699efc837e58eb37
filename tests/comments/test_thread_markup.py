"""What stands in a comment on the page: escaped, badged, dated, linked."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from comments.reading.threads import render_threads
from posts.discs import hue, initials
from tests.comments.reading import Elements
from tests.comments.rows import PLACE, chain, row

HOSTILE = """"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;{{ x }}"""


@pytest.mark.parametrize("field", ["author_name", "author_url"])
@pytest.mark.parametrize("status", ["approved", "pending"])
def test_what_readers_typed_is_escaped(field, status):
    own = PLACE._replace(own_ids=frozenset({1}))
    rows = chain(4, **{field: HOSTILE})
    rows[3] = rows[3]._replace(status=status)

    elements = Elements(render_threads(rows, own))

    assert {"script", "img", "b"} & elements.tags <= {"b"}
    assert not any(name.startswith("on") for _tag, found in elements.all for name in found)
    shown = (
        elements.text if field == "author_name" else [a.get("href") for a in elements.named("a")]
    )
    assert HOSTILE in shown


def test_a_website_cannot_add_an_attribute():
    url = "http://x.test/?'onmouseover='alert(1)'x='\"onfocus=\""

    link = Elements(render_threads([row(1, author_url=url)], PLACE)).named("a")[0]

    assert link == {"href": url, "rel": "nofollow ugc noopener"}


def test_a_name_that_turns_the_direction_turns_itself_only():
    html = render_threads([row(1, author_name="\u202egnp.exe")], PLACE)

    assert "<bdi>\u202egnp.exe</bdi>" in html


def test_without_a_name_it_is_anonymous():
    one = row(1, author_name="", depth=2)
    html = render_threads([one, row(2, one)], PLACE)

    assert html.count("Anonymous") >= 2
    assert ">?</span>" in html


def test_the_writers_badge_and_the_answers_badge():
    rows = [row(1, user_id=9), row(2, user_id=8), row(3), row(4, is_answer=True)]

    html = render_threads(rows, PLACE)

    assert html.count('<span class="bdg">Author</span>') == 1
    assert html.count('<span class="bdg a">Answers the question</span>') == 1


def test_staff_who_did_not_write_the_post_carry_the_moderators_badge():
    rows = [
        row(1, user_id=8, is_staff=True),
        row(2, user_id=7, is_staff=False),
        row(3, user_id=9, is_staff=True),  # the post's own writer
    ]

    html = render_threads(rows, PLACE)

    assert html.count('<span class="bdg m">Moderator</span>') == 1
    assert html.count('<span class="bdg">Author</span>') == 1


def test_a_confirmed_address_is_marked_with_words_and_not_by_colour_alone():
    html = render_threads([row(1, is_confirmed=True), row(2)], PLACE)

    assert html.count('<span class="unseen">Address confirmed</span>') == 1


def test_a_pick_stands_out_and_says_so():
    html = render_threads([row(1, is_picked=True), row(2)], PLACE)

    assert '<li id="comment-1" class="pick">' in html
    assert '<li id="comment-2">' in html
    assert html.count('<span class="bdg p">Editor’s pick</span>') == 1


def test_everybody_may_report_it_without_leading_search_engines_there():
    link = Elements(render_threads([row(12)], PLACE)).named("a")[-1]

    assert link["href"] == "/comments/12/report/"
    assert link["rel"] == "nofollow"
    assert link["aria-label"] == "Report the reply by Name 12"


def test_a_slug_with_a_nought_in_it_keeps_it():
    place = PLACE._replace(
        edit_url="/posts/top-10-of-2020/replies/0/edit/",
        own_ids=frozenset({7}),
    )

    assert 'href="/posts/top-10-of-2020/replies/7/edit/"' in render_threads([row(7)], place)


# One's own ------------------------------------------------------------------------------------

FRESH = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 2, 2, 59, tzinfo=UTC)
MINE = PLACE._replace(own_ids=frozenset({1}))


def offered(one, place=MINE):
    links = re.findall(r'href="/posts/p/replies/1/(\w+)/"', render_threads([one], place))
    return set(links)


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_what_waits_can_be_edited_for_a_while_and_taken_back_always(status):
    assert offered(row(1, status=status, submitted_at=FRESH)) == {"edit", "withdraw"}
    assert offered(row(1, status=status, submitted_at=LONG_AGO)) == {"withdraw"}


def test_what_is_approved_can_be_changed_for_a_while():
    assert offered(row(1, submitted_at=FRESH)) == {"edit", "withdraw"}
    assert offered(row(1, submitted_at=LONG_AGO)) == set()


def test_what_was_answered_cannot_be_taken_back():
    assert offered(row(1, submitted_at=FRESH, has_replies=True)) == {"edit"}


def test_other_peoples_replies_can_be_neither():
    assert offered(row(1, submitted_at=FRESH), PLACE) == set()


def test_what_was_written_from_an_account_that_account_alone_may_change():
    one = row(1, submitted_at=FRESH, user_id=5)

    assert offered(one) == set()
    assert offered(one, MINE._replace(viewer_id=5)) == {"edit", "withdraw"}
    assert offered(one, MINE._replace(viewer_id=6)) == set()


def test_what_waits_offers_nothing_that_needs_it_to_be_public():
    html = render_threads([row(1, status="pending")], MINE)

    assert ">Reply</a>" not in html
    assert ">Link</a>" not in html
    assert ">Report</a>" not in html


def test_nobodys_post_has_nobodys_badge():
    assert "bdg" not in render_threads([row(1)], PLACE._replace(writer_id=None))


def test_each_comment_has_its_permalink_and_a_link_to_reply():
    html = render_threads([row(120)], PLACE)

    assert 'href="/comments/120/"' in html
    assert 'href="/posts/p/reply/?to=120#reply"' in html
    assert 'aria-label="Reply to Name 120"' in html


def test_where_the_post_is_closed_nothing_can_be_replied_to():
    html = render_threads([row(1)], PLACE._replace(reply_url=""))

    assert ">Reply</a>" not in html
    assert "reply/" not in html


def test_dates_are_of_the_place():
    html = render_threads([row(1)], PLACE._replace(zone=ZoneInfo("Asia/Tokyo")))

    assert '<time datetime="2026-01-02T12:04+09:00">2 January 2026, 12:04</time>' in html


def test_two_threads_of_one_size_each_have_their_fold():
    one, two = row(1), row(2)

    html = render_threads([one, two, row(3, one), row(4, two)], PLACE)

    assert html.count("− Hide 1 reply</span>") == 2


def test_a_fold_says_how_many_it_hides():
    one = row(1)
    rows = [one, row(2, one), row(3, one, status="removed"), row(4, one)]
    rows.append(row(5, rows[2]))

    html = render_threads(rows, PLACE)

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


def test_an_edited_comment_says_so_and_another_says_nothing():
    html = render_threads([row(1, is_edited=True), row(2)], PLACE)

    assert html.count("</time> · edited</a>") == 1
