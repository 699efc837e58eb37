"""What waits and is alike stands as one: found on the page, counted beyond it, decided by one."""

import re

import pytest

from comments.desk.campaigns import grouped
from comments.desk.queue import alike
from tests.desk.scene import desk, rows, words
from tests.factories import make_author, make_comment, make_post

pytestmark = pytest.mark.django_db
OFFER = "We provide excellent backlinks for your business, contact our friendly experts today {}"


def groups(page):
    """{anchor: what its line begins with}."""
    found = re.findall(r'<li id="row-(\d+)" class="it group".*?</p>', page.text, re.DOTALL)
    lines = re.findall(r'class="alike">(.*?)</p>', page.text)
    return dict(zip(map(int, found), map(words, lines), strict=True))


def offers(number, **fields):
    return [
        make_comment(status="pending", body=OFFER.format(count), **fields)
        for count in range(number)
    ]


def test_near_identical_texts_are_one_row_that_holds_the_others(moderator):
    many = offers(4)
    other = make_comment(status="pending", body="Something else that somebody thinks about it.")

    page = desk(moderator)

    assert groups(page) == {many[0].pk: "4 alike: nearly the same text"}
    assert set(rows(page)) == {other.pk, *(comment.pk for comment in many)}


@pytest.mark.parametrize(
    ("common", "said"),
    [
        ({"body": "{} https://evil.example/{}"}, "links to one host"),
        ({"author_email": "one@example.org"}, "one address, typed"),
        ({"ip_address": "192.0.2.9"}, "one network"),
    ],
)
def test_three_that_share_something_else_are_one(moderator, common, said):
    texts = ["Why not?", "Quite so.", "I see."]
    for number, text in enumerate(texts):
        fields = {"body": "{}", **common}
        fields["body"] = fields["body"].format(text, number)
        make_comment(status="pending", **fields)
        if number == 1:
            assert groups(desk(moderator)) == {}

    assert list(groups(desk(moderator)).values()) == [f"3 alike: {said}"]


def test_a_reader_who_confirmed_their_address_is_no_campaign(moderator):
    for text in ("Why not?", "Quite so.", "I see."):
        make_comment(
            status="pending", body=text, author_email="rita@example.org", is_confirmed=True
        )

    assert groups(desk(moderator)) == {}


def test_they_are_counted_beyond_the_page(moderator):
    offers(52, post=make_post())

    assert list(groups(desk(moderator)).values()) == ["52 alike: nearly the same text"]


def test_only_what_waits_is_alike(moderator):
    waiting = offers(2)
    make_comment(status="spam", body=OFFER.format("x"))

    assert list(groups(desk(moderator)).values()) == ["2 alike: nearly the same text"]
    assert set(alike(moderator, waiting[0].pk, "text")) == set(waiting)


def test_what_a_confirmed_reader_wrote_is_not_alike_for_an_address_that_others_typed(moderator):
    typed = [
        make_comment(status="pending", body=text, author_email="rita@example.org")
        for text in ("Why not?", "Quite so.", "I see.")
    ]
    own = make_comment(status="pending", author_email="rita@example.org", is_confirmed=True)

    assert set(alike(moderator, typed[0].pk, "address")) == set(typed)
    assert not alike(moderator, own.pk, "address").exists()


def test_they_can_be_listed_alone_and_are_not_grouped_there(moderator):
    many = offers(3)
    make_comment(status="pending", body="Something else.")

    page = desk(moderator, f"like={many[0].pk}&by=text")

    assert set(rows(page)) == {comment.pk for comment in many}
    assert groups(page) == {}


def test_a_group_has_buttons_for_all_of_it_that_say_what_was_on_the_screen(moderator):
    many = offers(3)

    page = desk(moderator).text
    group = page[page.index('class="it group"') :]

    for verb in ("approve", "spam", "remove"):
        assert f'<button name="verb" value="{verb}"' in group
    assert f'name="group" value="{many[0].pk}"' in group
    assert 'name="by" value="text"' in group
    assert f'name="upto" value="{many[-1].pk}:' in group


def test_editors_have_those_on_their_own_posts_counted(moderator):
    author = make_author()
    own = offers(2, post=make_post(author=author))
    offers(3)

    assert groups(desk(author.user)) == {own[0].pk: "2 alike: nearly the same text"}
    assert set(alike(author.user, own[0].pk, "text")) == set(own)


def test_rows_that_have_nothing_are_not_alike_for_that(moderator):
    for _number in range(4):
        make_comment(status="pending", body="Hm.", author_email="", ip_address=None, network="")

    assert groups(desk(moderator)) == {}
    assert grouped([]) == []
