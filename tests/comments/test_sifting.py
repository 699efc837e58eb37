"""A post's replies sifted: the answers to its question, and whom each of them answers."""

import re

import pytest

from tests.comments.pager import link, shown
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def test_answers_stand_below_each_other_each_naming_whom_it_answers(client):
    post = make_post()
    root = make_comment(post=post, author_name="Rita", is_answer=True)
    reply = make_comment(parent=root, is_answer=True)
    other = make_comment(post=post, author_name="Olaf")
    deep = make_comment(parent=other, is_answer=True)
    make_comment(post=post, is_answer=True, status="pending")

    page = client.get(post.get_absolute_url(), {"show": "answers"})

    assert shown(page) == [root.pk, reply.pk, deep.pk]
    assert f'<a class="to" href="#comment-{root.pk}">to <bdi>Rita</bdi></a>' in page.text
    assert f'<a class="to" href="/comments/{other.pk}/">to <bdi>Olaf</bdi></a>' in page.text
    assert f'href="/comments/{deep.pk}/"' in page.text
    assert ">In its thread</a>" in page.text
    assert '<details class="fold"' not in page.text


def test_an_answer_to_what_was_removed_does_not_name_it(client):
    root = make_comment(author_name="Gone Girl")
    make_comment(parent=root, is_answer=True)
    root.remove(by=None)

    page = client.get(root.post.get_absolute_url(), {"show": "answers"}).text

    assert "Gone Girl" not in page
    assert "to a reply that isn’t shown" in page


def test_the_row_of_filters_shows_what_there_is_and_what_is_chosen(client):
    post = make_post()
    answer = make_comment(post=post, is_answer=True)
    make_comment(post=post)
    address = post.get_absolute_url()

    def row():
        page = client.get(address, {"show": "answers"}).text
        return re.search(r'<nav class="sift.*?</nav>', page)[0]

    assert f'<a href="{address}#replies" rel="nofollow">All</a>' in row()
    assert (
        f'<a href="{address}?show=answers#replies" rel="nofollow" aria-current="true">Answers 1</a>'
    ) in row()
    assert "Picks" not in row()
    answer.pick()
    assert f'<a href="{address}?show=picks#replies" rel="nofollow">Picks 1</a>' in row()


def test_answers_come_twenty_on_a_page_and_keep_order_and_filter(client):
    post = make_post()
    answers = [make_comment(post=post, is_answer=True) for _number in range(21)]
    address = post.get_absolute_url()

    page = client.get(address, {"show": "answers", "order": "newest"})

    assert shown(page) == [answer.pk for answer in reversed(answers[1:])]
    following = f"{address}?show=answers&order=newest&page=2#replies"
    assert link(page, "next") == (following, "Older replies")
    assert shown(client.get(following)) == [answers[0].pk]
    assert client.get(f"{address}?show=answers&page=3").status_code == 404


def test_where_there_is_no_answer_the_list_says_so(client):
    page = client.get(make_post().get_absolute_url(), {"show": "answers"})

    assert page.status_code == 200
    assert "No reply answers the question yet." in page.text


def test_the_question_leads_to_its_answers(client):
    post = make_comment(is_answer=True).post

    page = client.get(post.get_absolute_url()).text

    address = f"{post.get_absolute_url()}?show=answers#replies"
    assert f'<a href="{address}" rel="nofollow">Read the answer so far</a>' in page
