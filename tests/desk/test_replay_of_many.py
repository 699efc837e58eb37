"""However many terms are ticked at once, a replay keeps to its bounds as a whole."""

import time

import pytest

from comments.models import WatchedTerm
from comments.watching import replaying
from comments.watching.replaying import replay
from tests.comments.scene import long_ago
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def terms(*wanted):
    return [WatchedTerm(pattern=pattern, match=match) for match, pattern in wanted]


def linking(number, **fields):
    links = " ".join(f"[{one}](https://a{one}.example/)" for one in range(number))
    return make_comment(body=links, **fields)


HOSTS = [(match, f"a{one}.example") for match in ("host", "domain") for one in range(10)]


def test_each_reply_is_read_once_for_all_hosts_and_domains(moderator, monkeypatch):
    read, searched = [], replaying.Searched
    monkeypatch.setattr(
        replaying, "Searched", lambda comment: read.append(comment.pk) or searched(comment)
    )
    post = make_post()
    comments = [linking(10, post=post) for _number in range(3)]

    found = replay(terms(*HOSTS), moderator)

    assert sorted(read) == sorted(comment.pk for comment in comments)
    assert [one.caught for one in found] == [3] * 20


def test_the_time_is_that_of_all_terms_together(moderator, monkeypatch):
    clock = iter(range(1000))  # a second of CPU goes by whenever it is looked at
    monkeypatch.setattr(time, "thread_time", lambda: next(clock))
    post = make_post()
    for minutes in range(12):
        long_ago(linking(1, post=post), minutes=minutes)
    wanted = terms(("word", "a0"), ("host", "a0.example"), ("network", "203.0.113.0/24"))

    found = replay(wanted, moderator, bounds=(100, 6))

    assert sum(one.read for one in found) <= 6
    assert all(one.read and one.stopped_at for one in found)  # none is starved by the others


def test_what_needs_no_text_is_found_however_far_back(moderator):
    post = make_post()
    old = long_ago(make_comment(author_email="max@far.example", post=post), days=20)
    for minutes in range(5):
        long_ago(linking(1, post=post), minutes=minutes)
    wanted = terms(("address", "max@far.example"), ("host", "a0.example"), ("word", "nothing"))

    by_address, by_host, by_word = replay(wanted, moderator, bounds=(3, 2))

    assert [one.pk for one in by_address.newest] == [old.pk]
    assert (by_host.caught, bool(by_host.stopped_at)) == (3, True)
    assert (by_word.read, bool(by_word.stopped_at)) == (3, True)
